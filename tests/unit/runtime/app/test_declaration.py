"""What a route declares to FastAPI."""

from typing import Any

import pytest
from fastapi.openapi.utils import get_openapi

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
    ResponseSpec,
)
from tests.unit.runtime.app.paths import TEXT, tell
from tests.unit.runtime.harness import (
    app_of,
    operation,
)

FULL: Operation = operation(
    method="POST",
    path="/things/{id}",
    summary="Make",
    deprecated=True,
    parameters=(
        Parameter("id", "id", "path", "T", required=True),
        Parameter(
            "f", "f", "query", "T", style="deepObject", explode=True, deprecated=True
        ),
        Parameter("j", "j", "query", "T", content="application/json"),
        Parameter("e", "e", "query", "T", style="form", allow_empty_value=True),
    ),
    body=RequestBody(
        (Media("application/json", "T"), Media("image/png")), required=True
    ),
    responses=(
        ResponseSpec(
            "201", (Media("application/json", "T"),), (Header("ETag", "e", "T"),)
        ),
        ResponseSpec("4XX", (Media("application/problem+json", "Problem"),)),
        ResponseSpec("default"),
    ),
    security=((Requirement("key", ("a",)),), ()),
)


def declared(*operations: Operation) -> dict[str, Any]:
    endpoints = [Endpoint(each, tell) for each in operations]
    app = app_of(TEXT, *endpoints, implemented=False)
    document = get_openapi(title="t", version="1", routes=app.routes)
    paths: dict[str, Any] = document["paths"]
    return paths


def test_a_route_declares_its_operation_and_nothing_else() -> None:
    schema = {"$ref": "#/components/schemas/T"}
    parameters = [
        {
            "name": "id",
            "in": "path",
            "required": True,
            "schema": schema,
            "style": "simple",
            "explode": False,
        },
        {
            "name": "f",
            "in": "query",
            "required": False,
            "schema": schema,
            "style": "deepObject",
            "explode": True,
            "deprecated": True,
        },
        {
            "name": "j",
            "in": "query",
            "required": False,
            "content": {"application/json": {"schema": schema}},
        },
        {
            "name": "e",
            "in": "query",
            "required": False,
            "schema": schema,
            "style": "form",
            "explode": False,
            "allowEmptyValue": True,
        },
    ]
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    assert declared(FULL)["/things/{id}"]["post"] == {
        "operationId": "get_things",
        "summary": "Make",
        "tags": ["things"],
        "deprecated": True,
        "parameters": parameters,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": schema}, "image/png": {}},
        },
        "responses": {
            "201": {
                "description": "Created",
                "content": {"application/json": {"schema": schema}},
                "headers": {
                    "ETag": {"required": False, "explode": False, "schema": schema}
                },
            },
            "4XX": {
                "description": "4XX",
                "content": {"application/problem+json": problem},
            },
            "default": {"description": "default"},
        },
        "security": [{"key": ["a"]}, {}],
    }


@pytest.mark.parametrize("status", ["204", "404", "2XX", "5XX", "default"])
def test_no_status_is_added(status: str) -> None:
    found = declared(operation(responses=(ResponseSpec(status),)))
    assert list(found["/things"]["get"]["responses"]) == [status]
    assert found["/things"]["get"]["security"] == []
