"""Lets a target answer a request, and sends what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from ..contract.operation import Operation
from ..errors.errors import Errors
from ..errors.problems import declared_for
from ..http.answers import Answer, StreamAnswer, is_last, send_answer
from ..http.headers import Headers
from ..http.path_trie import PathNode
from ..http.refusal import method_not_allowed
from ..http.streaming import send_stream
from .exchange import Exchange


class Target(Protocol):
    """Something that answers requests."""

    operation: Operation

    async def answer(self, exchange: Exchange) -> Answer | StreamAnswer:
        """Return the answer to a request."""
        ...


class LeftToOthers(Exception):
    """A request is left to another application, with the scope that it gets."""

    def __init__(self, app: ASGIApp, scope: Scope) -> None:
        super().__init__("left to another application")
        self.app, self.scope = app, scope


async def respond(
    target: Target,
    path: Mapping[str, str],
    scope: Scope,
    receive: Receive,
    send: Send,
) -> None:
    """Send a target's answer; `path` has the raw texts of its path's expressions.

    The operation is put into `scope["operation"]`, for middleware that wants to know
    afterwards.
    """
    scope["operation"] = target.operation
    headers = Headers(scope["headers"])
    exchange = Exchange(scope, receive, headers, scope["request_id"], path)  # type: ignore[arg-type] # Starlette's scope is a mutable mapping
    try:
        answer = await target.answer(exchange)
    except ClientDisconnect:
        return
    except LeftToOthers as left:
        await left.app(left.scope, receive, send)
        return
    is_read = exchange.body_read is not None and exchange.body_read.is_set()
    if isinstance(answer, StreamAnswer):
        await send_stream(send, receive, answer, scope["method"])
    else:
        rest = None if is_read else receive
        await send_answer(send, answer, scope["method"], rest, closes=is_last(scope))


def refuse_method(node: PathNode[Target], scope: Scope, errors: Errors) -> Answer:
    """Return the answer to a method that a path does not have (RFC 9110, §15.5.6)."""
    refusal = method_not_allowed(listed(node.methods))
    operations = [target.operation for target, _ in node.methods.values()]
    operation = max(operations, key=_declares_405)
    accept = Headers(scope["headers"]).get("accept")
    return errors.answer(refusal, scope["request_id"], operation, accept)


def listed(methods: Iterable[str]) -> str:
    """Return methods as Allow has them (RFC 9110, §10.2.1)."""
    found = set(methods)
    if "GET" in found:
        found.add("HEAD")
    return ", ".join(sorted(found))


def _declares_405(operation: Operation) -> int:
    """How exactly is it declared? No operation has the request's method."""
    spec = declared_for(operation, 405)
    return ("default", "4XX", "405").index(spec.status) if spec else -1
