"""Operations as routes of any FastAPI application.

`ContractApp` is faster, because it passes by what FastAPI does for each request. These
routes are FastAPI's own: they have prefixes, dependencies and a place in the document
of the application that includes them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from fastapi import APIRouter, Security
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from ..contract.operation import Operation
from ..http.answers import is_last, send_answer
from ..http.path_trie import Found, Trie
from ..vocabulary.path_templates import EXPRESSION
from .configuration import Runtime
from .declaration import DeclaredScheme, listed, standalone
from .dispatch import raw_path, served_by
from .edge import Edge
from .fallback import LeftOperation
from .implementation import MissingHandler
from .responding import Target, refuse_method, respond
from .serving import Endpoint, Serving

log = logging.getLogger(__name__)

_MOST_TOLD = 20
# What a HEAD request was, before FastAPI was shown the GET that serves it.
_IS_HEAD = "contract.is_head"


@dataclass(frozen=True, slots=True)
class OperationGroup:
    """Operations of one tag.

    Attributes:
        tag: their tag. endpoints: the operations. is_implemented: whether there is an
        implementation. missing: the methods that it lacks.
    """

    tag: str
    endpoints: Sequence[Endpoint]
    is_implemented: bool = True
    missing: Sequence[str] = ()


class ContractRouter(APIRouter):
    """Operations, to be included in an application.

    What is asked for at their paths is answered as the contract says, 405 as well; for
    other paths the application speaks. A path can't have an escaped slash in it, since
    the application has read the escape before.

    Raises:
        TypeError: an implemented operation demands credentials, and there is no
            authenticator to check them.
        ValueError: two operations have the same method and path.
    """

    def __init__(self, runtime: Runtime, groups: Iterable[OperationGroup]) -> None:
        super().__init__(redirect_slashes=False)
        groups = [*groups]
        tell_missing(groups, runtime)
        trie: Trie[Target] = Trie()
        # One for each, as the whole contract is read for what it says of it.
        schemes = {
            each.name: DeclaredScheme(each, runtime.contract)
            for each in runtime.schemes
            if each.type != "undeclared"
        }
        for group in groups:
            demand_authenticator(group, runtime)
            for endpoint in group.endpoints:
                route = ContractRoute(endpoint, runtime, trie, schemes)
                trie.add(route.operation.path, route.operation.method, route.serving)
                self.routes.append(route)


class ContractRoute(APIRoute):
    """A route that declares and serves one operation.

    FastAPI finds it, solves what it depends on and then lets it serve the request.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        runtime: Runtime,
        trie: Trie[Target],
        schemes: Mapping[str, DeclaredScheme],
    ) -> None:
        operation = self.operation = endpoint.operation
        self.serving = target_of(endpoint, runtime)
        self._errors = runtime.errors
        self._trie = trie
        app = Edge(self._serve, accept_request_ids=runtime.options.accept_request_ids)

        async def serve(request: Request) -> Response:
            return _Served(app)

        super().__init__(
            _template(operation),
            serve,
            dependencies=[
                Security(schemes[need.scheme], scopes=list(need.scopes))
                for alternative in operation.security
                for need in alternative
                if need.scheme in schemes
            ],
            openapi_extra=standalone(operation, runtime.gate),
            **_facts(operation),
        )

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match if FastAPI does and no other operation fits the path better."""
        match, child = super().matches(scope)
        found = None if match == Match.NONE else self._find(scope)
        if found is None:
            return Match.NONE, {}
        serving = served_by(found, scope["method"])
        if serving is None:
            return Match.PARTIAL, child
        if serving[0] is not self.serving:
            return Match.NONE, {}
        return Match.FULL, child

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request that matches."""
        found = self._find(scope)
        if found is None or served_by(found, scope["method"]) is None:
            await Edge(self._refuse)(scope, receive, send)
            return
        if scope["method"] == "HEAD" != self.operation.method:
            scope = {**scope, "method": "GET", _IS_HEAD: True}
        await super().handle(scope, receive, send)

    def _find(self, scope: Scope) -> Found[Target] | None:
        # Prefixes stand before it. Read raw, an escape belongs to one segment.
        number = self.operation.path.count("/")
        segments = raw_path(scope).split("/")[-number:]
        return self._trie.find("/" + "/".join(segments))

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.pop(_IS_HEAD, False):
            scope["method"] = "HEAD"
        found = self._find(scope)
        serving = found and served_by(found, scope["method"])
        if serving:
            await respond(*serving, scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._find(scope)
        if found:
            answer = refuse_method(found[0], scope, self._errors)
            last = is_last(scope)
            await send_answer(send, answer, scope["method"], receive, closes=last)


class ListedRoute(APIRoute):
    """Shows an operation among the routes of an application that dispatches itself."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        super().__init__(
            operation.path,
            _unused,
            openapi_extra=listed(operation),
            **_facts(operation),
        )

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match nothing: the dispatcher finds the operation."""
        return Match.NONE, {}


def _facts(operation: Operation) -> dict[str, Any]:
    """Return what FastAPI is told of an operation."""
    statuses = [spec.status for spec in operation.responses] or ["default"]
    return {
        "methods": [operation.method],
        "name": operation.operation_id,
        "operation_id": operation.operation_id,
        "tags": [operation.tag],
        "summary": operation.summary or None,
        "deprecated": operation.deprecated or None,
        # FastAPI adds a response for this status: one that is declared anyway.
        "status_code": statuses[0],
        "response_class": Response,
    }


async def _unused() -> None:
    """Stand for a handler, which the dispatcher calls by itself."""


class _Served(Response):
    """Lets an operation answer once FastAPI has solved what it depends on."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__()
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request."""
        await self._app(scope, receive, send)
        if self.background is not None:
            await self.background()


def target_of(endpoint: Endpoint, runtime: Runtime) -> Target:
    """Return what answers for an operation."""
    fallback = runtime.options.fallback
    if fallback is not None and isinstance(endpoint.handler, MissingHandler):
        return LeftOperation(endpoint.operation, fallback)
    return Serving(endpoint, runtime)


def tell_missing(groups: Sequence[OperationGroup], runtime: Runtime) -> None:
    """Log which operations implementations lack: they answer 501, or others do."""
    names = [name for group in groups if group.is_implemented for name in group.missing]
    if names:
        more = f" and {len(names) - _MOST_TOLD} more" if len(names) > _MOST_TOLD else ""
        told = ", ".join(names[:_MOST_TOLD]) + more
        if runtime.options.fallback is None:
            log.warning("Not implemented, so answered with 501: %s", told)
        else:
            log.warning("Not implemented, so left to the fallback: %s", told)


def demand_authenticator(group: OperationGroup, runtime: Runtime) -> None:
    """Refuse operations that nobody could be admitted to.

    Raises:
        TypeError: an implemented operation demands credentials, and there is no
            authenticator to check them.
    """
    if runtime.authenticator is not None or not group.is_implemented:
        return
    # Nobody can check credentials for a scheme that is not declared: all are refused.
    checked = {each.name for each in runtime.schemes if each.type != "undeclared"}
    for endpoint in group.endpoints:
        alternatives = endpoint.operation.security
        if any(need.scheme in checked for each in alternatives for need in each):
            raise TypeError(
                f"{endpoint.operation.operation_id} demands credentials: "
                "pass an authenticator to check them"
            )


def _template(operation: Operation) -> str:
    """Return a path as Starlette writes it: names are identifiers, text is decoded."""
    arguments = {
        each.name: each.argument
        for each in operation.parameters
        if each.location == "path"
    }
    parts = EXPRESSION.split(operation.path)
    names = [
        f"{{{arguments.get(name, f'n{n}')}}}" for n, name in enumerate(parts[1::2])
    ]
    texts = map(unquote, parts[::2])
    return "".join(text + name for text, name in zip(texts, [*names, ""], strict=True))
