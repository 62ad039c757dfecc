"""Refusals, and the answers that declared errors make of them."""

from typing import Any

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    ResponseSpec,
)
from scripts.codegen.runtime.http.refusal import Refusal
from tests.unit.runtime.harness import Reply, app_of, call, operation, returning

ID = "0123456789abcdef0123456789abcdef"
UUID = "01234567-89ab-cdef-0123-456789abcdef"
NOT_FOUND = Refusal(404, "not_found", "There is no such thing.")
STRING, INTEGER = {"type": "string"}, {"type": "integer"}


def obj(properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    wanted = list(required) or list(properties)
    return {"type": "object", "properties": properties, "required": wanted, **more}


def listing(items: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


def answered(
    spec: ResponseSpec,
    *headers: tuple[str, str],
    refusal: Refusal = NOT_FOUND,
    schemas: dict[str, Any] | None = None,
) -> Reply:
    plan = operation(responses=(spec,))
    app = app_of(schemas or {}, Endpoint(plan, returning(refusal)))
    return call(app, "GET", "/things", [("X-Request-Id", ID), *headers])
