# A copy of Countersign's scripts/codegen/runtime/app/dispatch.py.
"""Dispatches requests to operations: raw ASGI in, raw ASGI out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from urllib.parse import quote

from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from ..contract.operation import Operation
from ..errors.errors import Errors
from ..errors.problems import declared_for, problem_answer
from ..http.answers import Answer, StreamAnswer, send_answer
from ..http.headers import Headers
from ..http.path_trie import PathNode, Trie, named
from ..http.refusal import method_not_allowed, not_found
from ..http.streaming import send_stream
from .exchange import Exchange

_MARK = re.compile(r"[?#]")
_WHOLE_SERVICE = "*"


class Target(Protocol):
    """Something that answers requests."""

    operation: Operation

    async def answer(self, exchange: Exchange) -> Answer | StreamAnswer:
        """Return the answer to a request."""
        ...


class Dispatcher:
    """Finds the operation of a request by its raw path.

    HEAD is served by GET (RFC 9110, §9.3.2). A path that no operation has is left to
    `others`, the application's further routes, if one of them matches. Slashes at the
    end of a path count. The operation is put into `scope["operation"]`, for middleware
    that wants to know afterwards. What OPTIONS is told of `*`, the service as a whole,
    are the methods of all operations (RFC 9110, §9.3.7).
    """

    def __init__(
        self,
        targets: Iterable[Target],
        errors: Errors,
        others: Sequence[BaseRoute],
        fallback: ASGIApp,
    ) -> None:
        self._trie: Trie[Target] = Trie()
        self._methods = {"OPTIONS"}
        self._add(targets)
        self._errors = errors
        self._others = others
        self._fallback = fallback

    def _add(self, targets: Iterable[Target]) -> None:
        # Contracts put "?" and "#" into paths to tell operations apart, but a request's
        # path has them in escapes only. So such an operation is served with its mark
        # escaped, and without it where no other operation has that path.
        marked = []
        for target in targets:
            operation = target.operation
            self._trie.add(operation.path, operation.method, target)
            self._methods.add(operation.method)
            if _MARK.search(operation.path):
                marked.append(target)
        for target in marked:
            operation = target.operation
            path = _MARK.split(operation.path, maxsplit=1)[0]
            self._trie.offer(path, operation.method, target)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI demands."""
        if scope["type"] != "http":
            await self._fallback(scope, receive, send)
            return
        path = _raw_path(scope)
        found = self._trie.find(path)
        request_id, method = scope["request_id"], scope["method"]
        unread: Receive | None = receive
        if method == "OPTIONS" and path == _WHOLE_SERVICE:
            allow = [(b"allow", _listed(self._methods).encode())]
            answer: Answer | StreamAnswer = Answer(204, allow)
        elif found is None:
            if any(route.matches(scope)[0] != Match.NONE for route in self._others):
                await self._fallback(scope, receive, send)
                return
            answer = problem_answer(not_found(), request_id)
        else:
            node, texts = found
            methods = node.methods
            entry = methods.get(method)
            if entry is None and method == "HEAD":
                entry = methods.get("GET")
            if entry is None:
                answer = self._not_allowed(node, scope)
            else:
                target, names = entry
                scope["operation"] = target.operation
                headers = Headers(scope["headers"])
                values = named(names, texts)
                exchange = Exchange(scope, receive, headers, request_id, values)  # type: ignore[arg-type] # Starlette's scope is a mutable mapping
                try:
                    answer = await target.answer(exchange)
                except ClientDisconnect:
                    return
                if exchange.body_read is not None and exchange.body_read.is_set():
                    unread = None
        if isinstance(answer, StreamAnswer):
            await send_stream(send, receive, answer, method)
        else:
            await send_answer(send, answer, method, unread)

    def _not_allowed(self, node: PathNode[Target], scope: Scope) -> Answer:
        refusal = method_not_allowed(_listed(node.methods))
        operations = [target.operation for target, _ in node.methods.values()]
        operation = max(operations, key=_declares_405)
        accept = Headers(scope["headers"]).get("accept")
        return self._errors.answer(refusal, scope["request_id"], operation, accept)


def _listed(methods: Iterable[str]) -> str:
    """Return methods as Allow has them (RFC 9110, §10.2.1)."""
    listed = set(methods)
    if "GET" in listed:
        listed.add("HEAD")
    return ", ".join(sorted(listed))


def _declares_405(operation: Operation) -> int:
    """How exactly is it declared? No operation has the request's method."""
    spec = declared_for(operation, 405)
    return ("default", "4XX", "405").index(spec.status) if spec else -1


def _raw_path(scope: Any) -> str:
    raw = scope.get("raw_path")
    path = quote(scope["path"]) if raw is None else raw.decode("latin-1")
    path = path.partition("?")[0]
    root = scope.get("root_path")
    return path.removeprefix(quote(root)) if root else path
