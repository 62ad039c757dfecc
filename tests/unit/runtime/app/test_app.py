import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from fastapi.openapi.utils import get_openapi
from starlette.requests import ClientDisconnect

from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.configuration import Runtime
from scripts.codegen.runtime.app.edge import Edge
from scripts.codegen.runtime.app.routing import ContractRouter
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.contract import Contract
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
    ResponseSpec,
)
from scripts.codegen.runtime.http.context import not_implemented
from scripts.codegen.runtime.http.path_trie import Trie
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.harness import (
    InlineContract,
    Wire,
    app_of,
    call,
    exchange,
    http_scope,
    operation,
    returning,
)

TEXT = {"T": {"type": "string"}}


async def tell(context: Any, **arguments: object) -> None:
    raise LookupError(context.operation.operation_id, arguments)


def translate(error: Exception, context: Any) -> Any:
    refusal = not_implemented(context)
    refusal.extra = {"seen": list(error.args)}
    return refusal


def paths_app(*routes: tuple[str, str], **more: Any) -> ContractApp:
    endpoints = []
    for method, path in routes:
        names = [part.split("}")[0] for part in path.split("{")[1:]]
        parameters = tuple(Parameter(n, n, "path", "T", required=True) for n in names)
        plan = operation(
            operation_id=f"{method} {path}",
            method=method,
            path=path,
            parameters=parameters,
        )
        endpoints.append(Endpoint(plan, tell))
    return app_of(TEXT, *endpoints, translate=translate, **more)


ROUTES = (
    ("GET", "/"),
    ("GET", "/a/{x}"),
    ("PATCH", "/a/{y}"),
    ("GET", "/a/me"),
    ("POST", "/a/{x}/b"),
    ("GET", "/a/me/c"),
    ("GET", "/f/{name}.json"),
    ("PUT", "/f/{other}.json"),
    ("GET", "/f/{name}"),
    ("GET", "/f/{a}-{b}:go"),
    ("GET", "/f/{name}#é"),
    ("QUERY", "/q"),
    ("OPTIONS", "/q"),
)


@pytest.mark.parametrize(
    ("method", "target", "operation_id", "arguments"),
    [
        ("GET", "/", "GET /", {}),
        ("GET", "/a/1", "GET /a/{x}", {"x": "1"}),
        ("PATCH", "/a/1", "PATCH /a/{y}", {"y": "1"}),
        ("GET", "/a/me", "GET /a/me", {}),
        ("GET", "/a/m%65", "GET /a/me", {}),
        ("GET", "/a/%", "", {}),
        ("GET", "/a/x%2Fy", "GET /a/{x}", {"x": "x/y"}),
        ("GET", "/a/%C3%A9", "GET /a/{x}", {"x": "é"}),
        ("POST", "/a/me/b", "POST /a/{x}/b", {"x": "me"}),
        ("GET", "/f/n.json", "GET /f/{name}.json", {"name": "n"}),
        ("PUT", "/f/n.json", "PUT /f/{other}.json", {"other": "n"}),
        ("GET", "/f/njson", "GET /f/{name}", {"name": "njson"}),
        ("GET", "/f/1-2:go", "GET /f/{a}-{b}:go", {"a": "1", "b": "2"}),
        ("GET", "/f/1%2d2:go", "GET /f/{a}-{b}:go", {"a": "1", "b": "2"}),
        ("GET", "/f/1%23%C3%A9", "GET /f/{name}#é", {"name": "1"}),
        ("QUERY", "/q", "QUERY /q", {}),
        ("OPTIONS", "/q", "OPTIONS /q", {}),
    ],
)
def test_paths_find_their_operation(
    method: str, target: str, operation_id: str, arguments: dict[str, str]
) -> None:
    reply = call(paths_app(*ROUTES), method, target)

    if operation_id:
        assert reply.json["seen"] == [operation_id, arguments]
    else:
        assert reply.status == 400


@pytest.mark.parametrize(
    "target",
    ["", "/x", "/a", "/a/", "/a/1/", "//", "/a//b", "/A/1", "a/1", "/f/.json/x"],
)
def test_other_paths_are_404(target: str) -> None:
    reply = call(paths_app(*ROUTES), "GET", target)

    assert (reply.status, reply.json["code"]) == (404, "not_found")
    assert reply.header("content-type") == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "target", "allow"),
    [
        ("DELETE", "/a/1", "GET, HEAD, PATCH"),
        ("OPTIONS", "/a/1", "GET, HEAD, PATCH"),
        ("PATCH", "/a/me", "GET, HEAD"),
        ("TRACE", "/q", "OPTIONS, QUERY"),
        ("HEAD", "/q", "OPTIONS, QUERY"),
        ("get", "/a/1", "GET, HEAD, PATCH"),
        ("NONSENSE", "/", "GET, HEAD"),
    ],
)
def test_other_methods_are_405_with_every_method_of_the_path(
    method: str, target: str, allow: str
) -> None:
    reply = call(paths_app(*ROUTES), method, target)

    assert (reply.status, reply.header("allow")) == (405, allow)


def test_head_is_get_without_the_body() -> None:
    app = paths_app(*ROUTES)
    got, head = call(app, "GET", "/a/1"), call(app, "HEAD", "/a/1")

    assert (head.status, head.body) == (got.status, b"")
    assert head.header("content-length") == got.header("content-length")


@pytest.mark.parametrize(
    ("target", "operation_id"),
    [
        ("/s", "GET /s"),
        ("/s%23more", "GET /s#more"),
        ("/t?kind=a", "GET /t?kind=a"),
        ("/t%3Fkind=a", "GET /t?kind=a"),
        ("/t%3Fkind=b", "GET /t?kind=b"),
    ],
)
def test_paths_with_marks_get_what_others_leave(target: str, operation_id: str) -> None:
    routes = ("/s#more", "/s", "/t?kind=a", "/t?kind=b")
    kind = Parameter("kind", "kind", "query", "T")
    endpoints = [
        Endpoint(
            operation(
                operation_id=f"GET {path}", method="GET", path=path, parameters=(kind,)
            ),
            tell,
        )
        for path in routes
    ]
    reply = call(app_of(TEXT, *endpoints, translate=translate), "GET", target)
    assert reply.json["seen"][0] == operation_id


def test_one_operation_can_not_be_served_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        paths_app(("GET", "/a/{x}"), ("GET", "/a/{y}"))


@pytest.mark.parametrize("raw", [b"/v/a/1", b"/a/1"])
def test_a_root_path_is_no_part_of_the_contract(raw: bytes) -> None:
    reply = call(paths_app(*ROUTES), "GET", "/a/1", root_path="/v", raw_path=raw)
    assert reply.json["seen"][0] == "GET /a/{x}"


def test_a_server_without_raw_paths_is_understood() -> None:
    reply = call(paths_app(*ROUTES), "GET", "/a/é", raw_path=None)
    assert reply.json["seen"] == ["GET /a/{x}", {"x": "é"}]


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        (None, 501),
        ("*/*", 501),
        ("application/*", 501),
        ("nonsense", 501),
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("application/problem+json", 406),
    ],
)
def test_what_the_client_does_not_take_is_406(accept: str | None, status: int) -> None:
    content = (Media("application/json"),)
    plan = operation(responses=(ResponseSpec("200", content),))
    app = app_of({}, Endpoint(plan, tell), translate=translate)
    headers = [] if accept is None else [("Accept", accept)]

    assert call(app, "GET", "/things", headers).status == status


def test_a_response_without_a_body_is_acceptable() -> None:
    content = (Media("application/json"),)
    plan = operation(responses=(ResponseSpec("200", content), ResponseSpec("204")))
    app = app_of({}, Endpoint(plan, tell), translate=translate)
    assert call(app, "GET", "/things", [("Accept", "text/html")]).status == 501


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("abc-123_.~", True),
        ("a b", False),
        ("", False),
        ("x" * 129, False),
        ("é", False),
    ],
)
def test_request_ids(sent: str, kept: bool) -> None:
    app = paths_app(*ROUTES)
    reply = call(app, "GET", "/a/1", [("X-Request-Id", sent)])

    assert reply.header("x-request-id") == reply.json["request_id"]
    assert (reply.json["request_id"] == sent) is kept
    if kept:
        own = paths_app(*ROUTES, options=Options(accept_request_ids=False))
        other = call(own, "GET", "/a/1", [("X-Request-Id", sent)])
        assert other.json["request_id"] != sent


def test_middleware_lifespan_and_other_routes_work() -> None:
    events: list[str] = []

    @asynccontextmanager
    async def lifespan(app: object) -> AsyncIterator[None]:
        events.append("up")
        yield
        events.append("down")

    runtime = Runtime(InlineContract({}))
    app = ContractApp(
        runtime,
        [(ContractRouter("t", runtime, [Endpoint(operation(), tell)]), True)],
        lifespan=lifespan,
    )

    @app.get("/plain/{x}")
    async def plain(x: int) -> dict[str, int]:
        return {"x": x}

    class Mark:
        def __init__(self, app: Any) -> None:
            self.app = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            if scope["path"] == "/boom":
                raise RuntimeError("s3cret")
            events.append(scope["request_id"])
            await self.app(scope, receive, send)

    app.add_middleware(Mark)

    reply = call(app, "GET", "/plain/1", [("X-Request-Id", "me")])
    assert (reply.json, reply.header("x-request-id"), events) == (
        {"x": 1},
        "me",
        ["me"],
    )
    assert call(app, "GET", "/nothing").status == 404
    boom = call(app, "GET", "/boom")
    assert (boom.status, boom.json["code"]) == (500, "internal_error")
    assert b"s3cret" not in boom.body

    messages = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

    async def receive() -> Any:
        return messages.pop(0)

    events.clear()
    runtime_app = ContractApp(runtime, [], lifespan=lifespan)
    asyncio.run(runtime_app({"type": "lifespan", "state": {}}, receive, Wire().send))
    assert events == ["up", "down"]


def test_a_failure_after_the_start_cuts_the_connection() -> None:
    async def late(scope: Any, receive: Any, send: Any) -> None:
        start = {"type": "http.response.start", "status": 200}
        await send(start)
        raise RuntimeError

    async def gone(scope: Any, receive: Any, send: Any) -> None:
        raise ClientDisconnect

    with pytest.raises(RuntimeError):
        exchange(Edge(late), "GET", "/")
    assert not exchange(Edge(gone), "GET", "/").messages


def test_the_handler_may_find_the_client_gone() -> None:
    app = app_of({}, Endpoint(operation(), returning(ClientDisconnect())))
    assert not exchange(app, "GET", "/things").messages


def contract_in(folder: Path, name: str, text: bytes) -> Runtime:
    (folder / name).write_bytes(text)
    (folder / "schemas.json").write_text('{"T": {"type": "string"}}')
    kind = f"application/{name.rpartition('.')[2]}"
    return Runtime(Contract(folder, document=name, media_type=kind, digest="d"))


def test_the_contract_is_served_verbatim(tmp_path: Path) -> None:
    text = b"openapi: 3.1.0 # as written\ndate: 2020-01-01\n"
    runtime = contract_in(tmp_path, "openapi.yaml", text)
    app = ContractApp(runtime, [])

    reply = call(app, "GET", "/openapi.yaml")
    assert (reply.body, reply.header("content-type")) == (text, "application/yaml")
    assert call(app, "GET", "/openapi.json").json == {
        "openapi": "3.1.0",
        "date": "2020-01-01",
    }
    assert app.openapi() == call(app, "GET", "/openapi.json").json
    assert runtime.gate.is_valid("T", "x")
    tag = reply.header("etag") or ""
    for sent in (tag, f'"x", W/{tag}', "*"):
        again = call(app, "GET", "/openapi.yaml", [("If-None-Match", sent)])
        assert (again.status, again.body, again.header("etag")) == (304, b"", tag)
    assert call(app, "GET", "/openapi.yaml", [("If-None-Match", '"x"')]).status == 200


def test_a_json_contract_is_served_once(tmp_path: Path) -> None:
    runtime = contract_in(tmp_path, "openapi.json", b'{ "openapi":"3.1.0"}')
    assert call(ContractApp(runtime, []), "GET", "/openapi.json").body.startswith(b"{ ")


def test_the_contract_may_declare_its_own_path() -> None:
    app = paths_app(("GET", "/openapi.json"))
    assert call(app, "GET", "/openapi.json").status == 501
    hidden = paths_app(*ROUTES, options=Options(serve_contract=False))
    assert call(hidden, "GET", "/openapi.json").status == 404


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


def test_many_operations_are_registered_quickly() -> None:
    many = [
        Endpoint(operation(operation_id=f"o{n}", path=f"/p{n % 90}/{{x}}/q{n}"), tell)
        for n in range(767)
    ]
    started = perf_counter()
    app_of({}, *many)
    assert perf_counter() - started < 1


def test_the_trie_knows_only_absolute_paths() -> None:
    trie: Trie[int] = Trie()
    trie.add("/a", "GET", 1)
    assert trie.find("a") is None
    assert json.dumps(http_scope("GET", "/a?b")["path"]) == '"/a"'


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/é-1:run!", ("1",)),
        ("/%C3%A9-1%3Arun%21", ("1",)),
        ("/%c3%a9%2d1%3arun!", ("1",)),
        ("/%C3%A9-%3A%3Arun!", ("%3A",)),
        ("/é-1;run!", None),
    ],
)
def test_marks_beside_expressions_may_be_encoded(
    path: str, texts: tuple[str, ...] | None
) -> None:
    trie: Trie[int] = Trie()
    trie.add("/é-{id}:run!", "GET", 1)
    found = trie.find(path)
    assert (found and found[1]) == texts
