"""Operations as routes of an application that is not ours."""

import json
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI, Header, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.routing import NoMatchFound

from scripts.codegen.runtime.app.configuration import Runtime
from scripts.codegen.runtime.app.routing import ContractRouter, OperationGroup
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Media,
    Parameter,
    Requirement,
    ResponseSpec,
    SecurityScheme,
)
from tests.unit.runtime.app.paths import ROUTES, TEXT, tell, translate
from tests.unit.runtime.harness import PROBLEM, InlineContract, call, operation


def endpoint(method: str, path: str, **changes: Any) -> Endpoint:
    names = [part.split("}")[0] for part in path.split("{")[1:]]
    parameters = tuple(
        Parameter(name, name.replace("-", "_"), "path", "T", required=True)
        for name in names
    )
    plan = operation(
        operation_id=f"{method} {path}",
        method=method,
        path=path,
        parameters=parameters,
        **changes,
    )
    return Endpoint(plan, tell)


def router_of(*endpoints: Endpoint, **more: Any) -> ContractRouter:
    contract = InlineContract({**TEXT, "Problem": PROBLEM})
    runtime = Runtime(contract, translate=translate, **more)
    return ContractRouter(runtime, [OperationGroup("things", endpoints)])


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI()
    endpoints = [endpoint(*each) for each in ROUTES]
    app.include_router(router_of(*endpoints), prefix="/api/v1")
    return app


@pytest.mark.parametrize(
    ("method", "path", "operation_id", "arguments"),
    [
        ("GET", "/", "GET /", {}),
        ("GET", "/a/1", "GET /a/{x}", {"x": "1"}),
        ("PATCH", "/a/1", "PATCH /a/{y}", {"y": "1"}),
        ("GET", "/a/me", "GET /a/me", {}),
        ("GET", "/a/m%65", "GET /a/me", {}),
        ("GET", "/a/%C3%A9", "GET /a/{x}", {"x": "é"}),
        ("POST", "/a/me/b", "POST /a/{x}/b", {"x": "me"}),
        ("GET", "/f/n.json", "GET /f/{name}.json", {"name": "n"}),
        ("PUT", "/f/n.json", "PUT /f/{other}.json", {"other": "n"}),
        ("GET", "/f/1-2:go", "GET /f/{a}-{b}:go", {"a": "1", "b": "2"}),
        ("QUERY", "/q", "QUERY /q", {}),
        ("OPTIONS", "/q", "OPTIONS /q", {}),
    ],
)
def test_below_a_prefix_paths_find_their_operation(
    app: FastAPI, method: str, path: str, operation_id: str, arguments: dict[str, str]
) -> None:
    reply = call(app, method, f"/api/v1{path}")
    assert reply.json["seen"] == [operation_id, arguments]
    assert reply.header("x-request-id") == reply.json["request_id"]


def test_routers_and_applications_may_be_nested() -> None:
    inner, outer = FastAPI(), FastAPI()
    inner.include_router(router_of(endpoint("GET", "/a/{x}")), prefix="/r")
    outer.mount("/m", inner)
    assert call(outer, "GET", "/m/r/a/1%2e").json["seen"][1] == {"x": "1."}


def test_other_methods_are_refused_as_the_contract_has_it(app: FastAPI) -> None:
    reply = call(app, "DELETE", "/api/v1/a/1")
    assert (reply.status, reply.json["code"]) == (405, "method_not_allowed")
    assert reply.header("allow") == "GET, HEAD, PATCH"


def test_a_head_is_a_get_without_its_body(app: FastAPI) -> None:
    reply = call(app, "HEAD", "/api/v1/a/1")
    assert (reply.status, reply.body) == (501, b"")
    assert int(reply.header("content-length") or 0) > 0


def test_other_paths_are_the_applications_own(app: FastAPI) -> None:
    @app.get("/api/v1/own/{x}")
    async def own(x: int) -> dict[str, int]:
        return {"x": x}

    assert call(app, "GET", "/api/v1/own/1").json == {"x": 1}
    assert call(app, "GET", "/a/1").json == {"detail": "Not Found"}
    assert call(app, "GET", "/api/v1/a/1/").json == {"detail": "Not Found"}


def test_dependencies_are_solved_first() -> None:
    seen = []

    async def tenant(x_tenant: Annotated[str, Header()]) -> None:
        seen.append(x_tenant)

    app = FastAPI()
    router = router_of(endpoint("GET", "/a"))
    app.include_router(router, dependencies=[Depends(tenant)])
    assert call(app, "GET", "/a").status == 422
    assert call(app, "GET", "/a", [("X-Tenant", "me")]).status == 501
    assert seen == ["me"]
    app.dependency_overrides[tenant] = lambda: None
    assert call(app, "GET", "/a").status == 501


def test_middleware_sees_the_operation(app: FastAPI) -> None:
    seen = []

    @app.middleware("http")
    async def look(request: Request, follow: Any) -> Response:
        answer: Response = await follow(request)
        seen.append(request.scope["operation"].operation_id)
        return answer

    assert call(app, "GET", "/api/v1/a/1").status == 501
    assert seen == ["GET /a/{x}"]


def test_paths_are_made_by_operation(app: FastAPI) -> None:
    assert app.url_path_for("GET /a/{x}", x="1") == "/api/v1/a/1"
    with pytest.raises(NoMatchFound):
        app.url_path_for("GET /a/{x}", y="1")


def test_names_of_expressions_need_not_be_identifiers() -> None:
    app = FastAPI()
    app.include_router(router_of(endpoint("GET", "/a/{user-id}/b%20c/{x}")))
    reply = call(app, "GET", "/a/1/b%20c/2")
    assert reply.json["seen"][1] == {"user_id": "1", "x": "2"}
    path = app.url_path_for("GET /a/{user-id}/b%20c/{x}", user_id="1", x="2")
    assert path == "/a/1/b c/2"
    [(path, item)] = app.openapi()["paths"].items()
    assert path == "/a/{user_id}/b c/{x}"
    assert [each["name"] for each in item["get"]["parameters"]] == ["user_id", "x"]


def test_the_document_stands_alone() -> None:
    schemas = {
        "Tree": {
            "type": "object",
            "properties": {
                "kids": {
                    "type": "array",
                    "items": {"$ref": "#/components/schemas/Tree"},
                },
                "t": {"$ref": "#/components/schemas/T", "description": "Text."},
            },
        },
        **TEXT,
    }
    media = (Media("application/json", "Tree"),)
    runtime = Runtime(InlineContract(schemas))
    plan = operation(responses=(ResponseSpec("200", media), ResponseSpec("default")))
    router = ContractRouter(runtime, [OperationGroup("things", [Endpoint(plan, tell)])])
    app = FastAPI()
    app.include_router(router, prefix="/x", tags=["all"])
    document = app.openapi()
    assert "$ref" not in json.dumps(document)
    found = document["paths"]["/x/things"]["get"]
    assert (found["operationId"], found["tags"]) == ("get_things", ["all", "things"])
    text = {"title": "T", "type": "string"}
    assert found["responses"]["200"]["content"]["application/json"]["schema"] == {
        "title": "Tree",
        "type": "object",
        "properties": {
            "kids": {"type": "array", "items": {"description": "As Tree is."}},
            "t": {"allOf": [text], "description": "Text."},
        },
    }


def test_a_large_schema_is_cut_off() -> None:
    def level(number: int) -> dict[str, Any]:
        below = {"$ref": f"#/components/schemas/L{number - 1}"}
        return {"properties": dict.fromkeys("abcdefghij", below)}

    schemas = {"L0": {"type": "string"}, **{f"L{n}": level(n) for n in range(1, 9)}}
    plan = operation(
        responses=(ResponseSpec("200", (Media("application/json", "L8"),)),)
    )
    runtime = Runtime(InlineContract(schemas))
    router = ContractRouter(runtime, [OperationGroup("things", [Endpoint(plan, tell)])])
    document = get_openapi(title="t", version="1", routes=router.routes)
    assert len(json.dumps(document)) < 1_000_000


def test_who_demands_credentials_needs_somebody_to_check_them() -> None:
    key = SecurityScheme("key", "apiKey", parameter="X-Key")
    guarded = endpoint("GET", "/a", security=((Requirement("key"),),))
    with pytest.raises(TypeError, match="GET /a demands credentials"):
        router_of(guarded, schemes=(key,))


def test_an_operation_is_served_once() -> None:
    with pytest.raises(ValueError, match="served twice"):
        router_of(endpoint("GET", "/a/{x}"), endpoint("GET", "/a/{y}"))


@pytest.mark.parametrize("path", ["/caf%c3%a9/1", "/caf%C3%A9/1"])
@pytest.mark.parametrize("template", ["/caf%c3%A9/{x}", "/café/{x}"])
def test_escapes_in_paths_are_the_same_in_either_case(template: str, path: str) -> None:
    app = FastAPI()
    app.include_router(router_of(endpoint("GET", template)), prefix="/v")
    assert call(app, "GET", f"/v{path}").json["seen"][1] == {"x": "1"}
