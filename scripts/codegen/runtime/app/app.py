"""The application: FastAPI, dispatching by contract."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from ..http.cross_origin import CrossOrigin
from .configuration import Runtime
from .dispatch import Dispatcher, Operations
from .documents import documents
from .edge import Edge
from .pages import pages
from .responding import Target
from .routing import (
    ListedRoute,
    OperationGroup,
    demand_authenticator,
    target_of,
    tell_missing,
)

Lifespan = (
    Callable[[Any], AbstractAsyncContextManager[None]]
    | Callable[[Any], AbstractAsyncContextManager[Mapping[str, Any]]]
)


class ContractApp(FastAPI):
    """An application that serves what its contract declares.

    Middleware, lifespan and further routes work as in FastAPI; operations are
    dispatched by their raw path, before all other routes.

    Args:
        runtime: what the operations share.
        groups: the operations.
        lifespan: runs around the life of the application.
        prefix: of all paths, as in "/api/v2".

    Raises:
        TypeError: an implemented operation demands credentials, and there is no
            authenticator to check them.
        ValueError: two operations have the same method and path, or the prefix is
            none.
    """

    def __init__(
        self,
        runtime: Runtime,
        groups: Iterable[OperationGroup],
        *,
        lifespan: Lifespan | None = None,
        prefix: str = "",
    ) -> None:
        telemetry = runtime.options.telemetry
        super().__init__(
            telemetry={
                "tracing": telemetry,
                "metrics": telemetry,
                "logs": telemetry,
            },
            openapi_url=None,
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
            lifespan=lifespan,
        )
        self.runtime = runtime
        self._prefix = prefix
        self._groups = [*groups]
        tell_missing(self._groups, runtime)
        targets = _targets(runtime, self._groups)
        self._operations = Operations(targets, runtime.errors, prefix)
        self._listed: list[BaseRoute] | None = None
        for path, page in pages(runtime, prefix):
            self.add_route(path, page)
        self.router.routes.append(self._operations)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI demands."""
        stack = self.middleware_stack
        is_plain = scope["type"] == "http" and not self.runtime.options.telemetry
        if stack is None or not is_plain:
            await super().__call__(scope, receive, send)
            return
        # All that FastAPI does where nobody observes it, without asking whether.
        if self.root_path:
            scope["root_path"] = self.root_path
        scope["app"] = self
        await stack(scope, receive, send)

    @property
    def routes(self) -> list[BaseRoute]:
        """All routes, those of operations for whoever wants to know of them."""
        if self._listed is None:
            self._listed = [
                ListedRoute(replace(each, path=self._prefix + each.path))
                for group in self._groups
                for each in (endpoint.operation for endpoint in group.endpoints)
            ]
        return [*self._listed, *self._others()]

    def build_middleware_stack(self) -> ASGIApp:
        """Return the application as it is called: edge, middleware, dispatcher."""
        fallback = ExceptionMiddleware(
            AsyncExitStackMiddleware(self.router),
            handlers={
                kind: handler
                for kind, handler in self.exception_handlers.items()
                if kind not in {500, Exception}
            },
        )
        app: ASGIApp = Dispatcher(self._operations, self._others, fallback)
        for middleware, args, kwargs in reversed(self.user_middleware):
            app = middleware(app, *args, **kwargs)
        accepts_ids = self.runtime.options.accept_request_ids
        edge = Edge(app, accept_request_ids=accepts_ids)
        origins = self.runtime.options.allowed_origins
        if not origins:
            return edge
        with_cookies = any(each.location == "cookie" for each in self.runtime.schemes)
        return CrossOrigin(edge, origins, with_cookies=with_cookies)

    def openapi(self) -> dict[str, Any]:
        """Return the contract; a document derived from routes would say less."""
        document: dict[str, Any] = json.loads(self.runtime.contract.document_json)
        return document

    def _others(self) -> list[BaseRoute]:
        # Routes may be added at any time.
        return [each for each in self.router.routes if each is not self._operations]


def _targets(runtime: Runtime, groups: Iterable[OperationGroup]) -> Iterator[Target]:
    paths = set()
    for group in groups:
        demand_authenticator(group, runtime)
        for endpoint in group.endpoints:
            paths.add(endpoint.operation.path)
            yield target_of(endpoint, runtime)
    if runtime.options.serve_contract:
        for document in documents(runtime.contract):
            if document.operation.path not in paths:
                yield document
