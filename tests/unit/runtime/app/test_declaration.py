"""What a route declares in the document of an application that includes it."""

from typing import Any

import pytest
from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.security import HTTPBearer

from scripts.codegen.runtime.app.configuration import Runtime
from scripts.codegen.runtime.app.routing import ContractRouter, OperationGroup
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
    ResponseSpec,
    SecurityScheme,
)
from tests.unit.runtime.app.paths import TEXT, tell
from tests.unit.runtime.harness import PROBLEM, InlineContract, app_of, operation

CONTRACT = b"""{"components": {"securitySchemes": {
    "key": {"$ref": "#/components/securitySchemes/it~1self"},
    "it/self": {"type": "apiKey", "in": "header", "name": "X-Key"}}}}"""

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


KEY = SecurityScheme("key", "apiKey", parameter="X-Key")


def declared(*operations: Operation) -> dict[str, Any]:
    endpoints = [Endpoint(each, tell) for each in operations]
    schemas = {**TEXT, "Problem": PROBLEM}
    runtime = Runtime(InlineContract(schemas, CONTRACT), (KEY,))
    group = OperationGroup("things", endpoints, is_implemented=False)
    router = ContractRouter(runtime, [group])
    return get_openapi(title="t", version="1", routes=router.routes)


def test_a_route_declares_its_operation_and_nothing_else() -> None:
    schema = {"title": "T", "type": "string"}
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
    problem = {"schema": {"title": "Problem", **PROBLEM}}
    document = declared(FULL)
    assert document["components"] == {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    }
    assert document["paths"]["/things/{id}"]["post"] == {
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


def test_an_application_lists_its_operations_as_they_are_declared() -> None:
    both = ((Requirement("key"), Requirement("other")), (Requirement("key"),))
    path = "/things/{thing-id}"
    parameter = Parameter("thing-id", "thing_id", "path", "T", required=True)
    plan = operation(path=path, parameters=(parameter,), security=both)
    app = app_of(TEXT, Endpoint(plan, tell), implemented=False)

    @app.get("/own")
    async def own() -> None:
        return None

    paths = get_openapi(title="t", version="1", routes=app.routes)["paths"]
    assert list(paths) == [path, "/own"]
    found = paths[path]["get"]
    assert found["security"] == [{"key": [], "other": []}, {"key": []}]
    [shown] = found["parameters"]
    assert (shown["name"], shown["schema"]) == (
        "thing-id",
        {"$ref": "#/components/schemas/T"},
    )


def test_several_schemes_at_once_stay_together_beside_those_of_an_application() -> None:
    both = ((Requirement("key"), Requirement("key", ("a",))),)
    document = declared(operation(security=both))
    assert document["paths"]["/things"]["get"]["security"] == [{"key": ["a"]}]

    app = FastAPI()
    group = OperationGroup("t", [Endpoint(operation(security=both), tell)], False)
    router = ContractRouter(Runtime(InlineContract(TEXT, CONTRACT), (KEY,)), [group])
    app.include_router(router, dependencies=[Depends(HTTPBearer(scheme_name="own"))])
    found = app.openapi()["paths"]["/things"]["get"]["security"]
    assert found == [{"own": []}, {"key": ["a"]}]


@pytest.mark.parametrize("status", ["204", "404", "2XX", "5XX", "default"])
def test_no_status_is_added(status: str) -> None:
    found = declared(operation(responses=(ResponseSpec(status),)))
    assert list(found["paths"]["/things"]["get"]["responses"]) == [status]
    assert "security" not in found["paths"]["/things"]["get"]


def test_the_contract_is_read_once_for_all_operations() -> None:
    class Counted(InlineContract):
        reads = 0

        def schemas(self) -> dict[str, Any]:
            self.reads += 1
            return super().schemas()

    security = ((Requirement("key"),),)
    endpoints = [
        Endpoint(operation(operation_id=f"o{n}", path=f"/{n}", security=security), tell)
        for n in range(3)
    ]
    contract = Counted({**TEXT, "Problem": PROBLEM}, CONTRACT)
    group = OperationGroup("t", endpoints, is_implemented=False)
    router = ContractRouter(Runtime(contract, (KEY,)), [group])
    get_openapi(title="t", version="1", routes=router.routes)
    assert contract.reads == 1
    called = [each.dependencies[0].dependency for each in router.routes]  # type: ignore[attr-defined] # all are FastAPI's
    assert len(set(map(id, called))) == 1
