"""Routes that are compiled from operations, as FastAPI sees them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from .configuration import Runtime
from .declaration import declaration
from .serving import Endpoint, Serving

_NO_DEPENDENCIES = Dependant()
# What FastAPI reads from a route, and which an operation declares in its own way.
_UNUSED: dict[str, Any] = {
    "_embed_body_fields": False,
    "body_field": None,
    "callbacks": None,
    "dependant": _NO_DEPENDENCIES,
    "dependency_overrides_provider": None,
    "description": "",
    "form_limits": None,
    "include_in_schema": True,
    "is_json_stream": False,
    "is_sse_stream": False,
    "max_body_size": None,
    "response_class": Response,
    "response_description": "",
    "response_field": None,
    "response_model": None,
    "response_model_by_alias": True,
    "response_model_exclude": None,
    "response_model_exclude_defaults": False,
    "response_model_exclude_none": False,
    "response_model_exclude_unset": False,
    "response_model_include": None,
    "stream_item_field": None,
    "stream_item_type": None,
    "strict_content_type": True,
}


class ContractRoute(APIRoute):
    """A route that declares and serves one operation.

    `ContractApp` dispatches to it. It never matches by itself, and none of FastAPI's
    analysis of signatures happens: the operation says everything.
    """

    def __init__(self, endpoint: Endpoint, runtime: Runtime) -> None:
        operation = endpoint.operation
        self.__dict__.update(_UNUSED)
        self.operation = operation
        self.serving = Serving(endpoint, runtime)
        self.endpoint = endpoint.handler
        self.path = self.path_format = operation.path
        self.param_convertors = {}
        self.methods = {operation.method}
        self.name = self.operation_id = self.unique_id = operation.operation_id
        self.summary = operation.summary or None
        self.deprecated = operation.deprecated or None
        self.tags = [operation.tag]
        self.responses, self.response_fields, self.dependencies = {}, {}, []
        # FastAPI adds a response for this status: one that is declared anyway.
        statuses = [spec.status for spec in operation.responses] or ["default"]
        self.status_code = cast("int", statuses[0])

    @cached_property
    def openapi_extra(self) -> dict[str, Any]:  # type: ignore[override] # made on demand
        """The operation as an OpenAPI Operation Object."""
        return declaration(self.operation)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match nothing: the dispatcher finds the route."""
        return Match.NONE, {}


class ContractRouter(APIRouter):
    """The operations of one tag."""

    def __init__(
        self, tag: str, runtime: Runtime, endpoints: Sequence[Endpoint]
    ) -> None:
        super().__init__(redirect_slashes=False)
        self.tag = tag
        self.contract_routes = [ContractRoute(each, runtime) for each in endpoints]
        self.routes.extend(self.contract_routes)
