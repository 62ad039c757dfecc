# A copy of Countersign's scripts/codegen/runtime/app/app.py.
"""The application: FastAPI, dispatching by contract."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp

from .configuration import Runtime
from .dispatch import Dispatcher, Target
from .documents import documents
from .edge import Edge
from .routing import ContractRoute, ContractRouter

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
        routers: each with whether its operations are implemented.
        lifespan: runs around the life of the application.

    Raises:
        TypeError: an implemented operation demands credentials, and there is no
            authenticator to check them.
        ValueError: two operations have the same method and path.
    """

    def __init__(
        self,
        runtime: Runtime,
        routers: Iterable[tuple[ContractRouter, bool]],
        *,
        lifespan: Lifespan | None = None,
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
        for router, implemented in routers:
            if implemented and runtime.authenticator is None:
                _demand_no_credentials(router, runtime)
            self.router.routes.extend(router.routes)
        self.build_middleware_stack()  # finds operations that collide

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
        others = [r for r in self.routes if not isinstance(r, ContractRoute)]
        app: ASGIApp = Dispatcher(
            self._targets(), self.runtime.errors, others, fallback
        )
        for middleware, args, kwargs in reversed(self.user_middleware):
            app = middleware(app, *args, **kwargs)
        accepts_ids = self.runtime.options.accept_request_ids
        return Edge(app, accept_request_ids=accepts_ids)

    def openapi(self) -> dict[str, Any]:
        """Return the contract; a document derived from routes would say less."""
        document: dict[str, Any] = json.loads(self.runtime.contract.document_json)
        return document

    def _targets(self) -> Iterator[Target]:
        paths = set()
        for route in self.routes:
            if isinstance(route, ContractRoute):
                paths.add(route.path)
                yield route.serving
        if self.runtime.options.serve_contract:
            for document in documents(self.runtime.contract):
                if document.operation.path not in paths:
                    yield document


def _demand_no_credentials(router: ContractRouter, runtime: Runtime) -> None:
    # Nobody can check credentials for a scheme that is not declared: all are refused.
    checked = {each.name for each in runtime.schemes if each.type != "undeclared"}
    for route in router.contract_routes:
        alternatives = route.operation.security
        if any(need.scheme in checked for each in alternatives for need in each):
            raise TypeError(
                f"{route.operation.operation_id} demands credentials: "
                "pass create_app(authenticator=...) to check them"
            )
