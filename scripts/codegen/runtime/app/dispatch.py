"""Dispatches requests to operations: raw ASGI in, raw ASGI out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from starlette.datastructures import URLPath
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import ASGIApp, Receive, Scope, Send

from ..contract.operation import Operation
from ..errors.errors import Errors
from ..errors.problems import problem_answer
from ..http.answers import Answer, is_last, send_answer
from ..http.path_trie import Found, Trie, named
from ..http.refusal import not_found
from ..vocabulary.path_templates import EXPRESSION
from .responding import Target, listed, refuse_method, respond

_WHOLE_SERVICE = "*"
_PREFIX = re.compile(r"(?:/[^/?#{}]+)+")
_MARK = re.compile(r"[?#]")


class Operations(BaseRoute):
    """The one route of all operations of an application: found by their raw path.

    HEAD is served by GET (RFC 9110, §9.3.2). Slashes at the end of a path count. What
    OPTIONS is told of `*`, the service as a whole, are the methods of all operations
    (RFC 9110, §9.3.7).

    Args:
        targets: the operations.
        errors: make answers of refusals.
        prefix: of all their paths.

    Raises:
        ValueError: two operations have the same method and path, or the prefix is none.
    """

    def __init__(
        self, targets: Iterable[Target], errors: Errors, prefix: str = ""
    ) -> None:
        if prefix and not _PREFIX.fullmatch(prefix):
            raise ValueError(f"{prefix!r} is no prefix of paths, such as /api/v2")
        self._errors, self._prefix = errors, prefix
        self._trie: Trie[Target] = Trie()
        self._methods = {"OPTIONS"}
        self._by_name: dict[str, Operation] = {}
        # Contracts put "?" and "#" into paths to tell operations apart, but a request's
        # path has them in escapes only. So such an operation is served with its mark
        # escaped, and without it where no other operation has that path.
        marked = []
        for target in targets:
            operation = target.operation
            self._by_name[operation.operation_id] = operation
            self._methods.add(operation.method)
            self._trie.add(prefix + operation.path, operation.method, target)
            if _MARK.search(operation.path):
                marked.append(target)
        for target in marked:
            operation = target.operation
            path = _MARK.split(operation.path, maxsplit=1)[0]
            self._trie.offer(prefix + path, operation.method, target)

    def find(self, scope: Scope) -> Found[Target] | None:
        """Return what has the path of a request."""
        return self._trie.find(raw_path(scope))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Tell whether an operation has the path, and the method, of a request."""
        found = self.find(scope) if scope["type"] == "http" else None
        if found is None:
            return Match.NONE, {}
        is_full = served_by(found, scope["method"]) is not None
        return Match.FULL if is_full else Match.PARTIAL, {}

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        """Return the path of an operation, by its id.

        Raises:
            NoMatchFound: no operation has this id and these parameters.
        """
        operation = self._by_name.get(name)
        expressions = EXPRESSION.findall(operation.path) if operation else []
        if operation is None or set(expressions) != path_params.keys():
            raise NoMatchFound(name, path_params)
        texts = {name: quote(str(path_params[name]), safe="") for name in expressions}
        path = EXPRESSION.sub(lambda each: texts[each[1]], operation.path)
        return URLPath(path=self._prefix + path, protocol="http")

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request that matches."""
        await self.serve(self.find(scope), scope, receive, send)

    async def serve(
        self, found: Found[Target] | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Serve a request with what has its path."""
        if found is None and is_about_service(scope):
            answer = Answer(204, [(b"allow", listed(self._methods).encode())])
        elif found is None:
            answer = problem_answer(not_found(), scope["request_id"])
        elif serving := served_by(found, scope["method"]):
            await respond(*serving, scope, receive, send)
            return
        else:
            answer = refuse_method(found[0], scope, self._errors)
        last = is_last(scope)
        await send_answer(send, answer, scope["method"], receive, closes=last)


class Dispatcher:
    """Serves operations, past everything that makes routes slow.

    A path that no operation has is left to `fallback`, if one of the application's
    further routes matches.
    """

    def __init__(
        self,
        operations: Operations,
        others: Callable[[], Sequence[BaseRoute]],
        fallback: ASGIApp,
    ) -> None:
        self._operations = operations
        self._others = others
        self._fallback = fallback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI demands."""
        if scope["type"] != "http":
            await self._fallback(scope, receive, send)
            return
        found = self._operations.find(scope)
        if found is None and self._is_of_another(scope):
            await self._fallback(scope, receive, send)
        else:
            await self._operations.serve(found, scope, receive, send)

    def _is_of_another(self, scope: Scope) -> bool:
        if is_about_service(scope):
            return False
        return any(route.matches(scope)[0] != Match.NONE for route in self._others())


def served_by(
    found: Found[Target], method: str
) -> tuple[Target, Mapping[str, str]] | None:
    """Return who serves a method, and the raw texts of the path by name."""
    node, texts = found
    entry = node.methods.get(method)
    if entry is None and method == "HEAD":
        entry = node.methods.get("GET")
    if entry is None:
        return None
    target, names = entry
    return target, named(names, texts)


def is_about_service(scope: Scope) -> bool:
    """Is it asked what the service as a whole can do (RFC 9110, §9.3.7)?"""
    return scope["method"] == "OPTIONS" and raw_path(scope) == _WHOLE_SERVICE


def raw_path(scope: Any) -> str:
    """Return the path as it was sent, below where the application is mounted."""
    raw = scope.get("raw_path")
    path = quote(scope["path"]) if raw is None else raw.decode("latin-1")
    path = path.partition("?")[0]
    root = scope.get("root_path")
    return path.removeprefix(quote(root)) if root else path
