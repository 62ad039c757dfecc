"""The application: negotiation, request ids, middleware, failures."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import thread_time
from typing import Any

import pytest
from starlette.requests import ClientDisconnect

from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.configuration import Runtime
from scripts.codegen.runtime.app.edge import Edge
from scripts.codegen.runtime.app.routing import OperationGroup
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Media,
    ResponseSpec,
)
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.app.paths import ROUTES, paths_app, tell, translate
from tests.unit.runtime.harness import (
    InlineContract,
    Wire,
    app_of,
    call,
    exchange,
    operation,
    returning,
)


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
        [OperationGroup("t", [Endpoint(operation(), tell)])],
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


def test_many_operations_are_registered_quickly() -> None:
    many = [
        Endpoint(operation(operation_id=f"o{n}", path=f"/p{n % 90}/{{x}}/q{n}"), tell)
        for n in range(767)
    ]
    # Of this thread alone, whatever else has the processor meanwhile.
    started = thread_time()
    app_of({}, *many)
    assert thread_time() - started < 1


def test_all_paths_may_have_a_prefix() -> None:
    runtime = Runtime(
        InlineContract({}),
        options=Options(docs_path="/docs", health_path="/livez"),
    )
    plan = operation(operation_id="it", path="/things/{a}")
    group = OperationGroup("things", [Endpoint(plan, returning(None))])
    app = ContractApp(runtime, [group], prefix="/api/v2")
    assert call(app, "GET", "/api/v2/things/1%2F2").status == 500
    assert call(app, "GET", "/things/1").status == 404
    assert call(app, "GET", "/api/v2/openapi.json").status == 200
    assert app.url_path_for("it", a="x") == "/api/v2/things/x"
    page = call(app, "GET", "/docs")
    assert page.status == 200
    assert b"/api/v2/openapi.json" in page.body
    alive = call(app, "GET", "/livez")
    assert (alive.status, alive.body) == (200, b"ok")


def test_pages_are_there_only_if_asked_for() -> None:
    app = app_of({})
    for path in ("/docs", "/livez"):
        assert call(app, "GET", path).status == 404


@pytest.mark.parametrize("prefix", ["api", "/", "/api/", "/{x}", "/a?b", "//a"])
def test_what_is_no_prefix_is_refused(prefix: str) -> None:
    runtime = Runtime(InlineContract({}))
    with pytest.raises(ValueError, match="no prefix"):
        ContractApp(runtime, [], prefix=prefix)


def test_listed_routes_have_the_prefix() -> None:
    plan = operation(operation_id="it", path="/things/{a}")
    group = OperationGroup("things", [Endpoint(plan, returning(None))])
    app = ContractApp(Runtime(InlineContract({})), [group], prefix="/api")
    [route] = [each for each in app.routes if getattr(each, "name", "") == "it"]
    assert getattr(route, "path", None) == "/api/things/{a}"
