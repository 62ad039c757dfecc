"""Operations that an implementation lacks."""

import logging
from typing import Any, NoReturn, Protocol

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.configuration import Runtime
from scripts.codegen.runtime.app.implementation import Implementation
from scripts.codegen.runtime.app.routing import ContractRouter, OperationGroup
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import ResponseSpec
from scripts.codegen.runtime.http.context import not_implemented
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.harness import InlineContract, call, operation


class Port(Protocol):
    async def old(self, context: Any) -> object: ...

    async def new(self, context: Any) -> object: ...


class Unimplemented:
    async def old(self, context: Any) -> NoReturn:
        raise not_implemented(context)

    async def new(self, context: Any) -> NoReturn:
        raise not_implemented(context)


class Bare:
    async def old(self, context: Any) -> NoReturn:
        raise Refusal(418, "teapot", "Served.")


class Inheriting(Port):
    async def old(self, context: Any) -> NoReturn:
        raise Refusal(418, "teapot", "Served.")


def app(
    given: object | None, options: Options | None = None, prefix: str = ""
) -> ContractApp:
    runtime, group = parts(given, options or Options())
    return ContractApp(runtime, [group], prefix=prefix)


def parts(given: object | None, options: Options) -> tuple[Runtime, OperationGroup]:
    served = Implementation(given, Port, Unimplemented())
    endpoints = [
        Endpoint(
            operation(
                operation_id=name,
                path=f"/{name}",
                responses=(ResponseSpec("default"),),
            ),
            served.handler(name),
        )
        for name in ("old", "new")
    ]
    group = OperationGroup("things", endpoints, served.is_given, served.missing)
    return Runtime(InlineContract({}), options=options), group


@pytest.mark.parametrize("kind", [Bare, Inheriting])
def test_what_is_missing_answers_501_and_is_named(
    kind: type[object], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        served = app(kind())
    assert caplog.messages == ["Not implemented, so answered with 501: new"]
    assert call(served, "GET", "/old").status == 418
    assert call(served, "GET", "/new").status == 501


def test_nobody_is_reminded_of_what_was_not_begun(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        served = app(None)
    assert not caplog.messages
    assert call(served, "GET", "/old").status == 501


async def others(scope: Scope, receive: Receive, send: Send) -> None:
    """Tell what was asked, and below which path."""
    request = Request(scope, receive)
    body = (await request.body()).decode()
    text = f"{scope['root_path']} {scope['path']} {request.query_params} {body}"
    await PlainTextResponse(text, 203)(scope, receive, send)


LEFT = Options(fallback=others)


@pytest.mark.parametrize("prefix", ["", "/api/v2"])
def test_what_is_missing_may_be_left_to_others(
    prefix: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        served = app(Bare(), LEFT, prefix)
    assert caplog.messages == ["Not implemented, so left to the fallback: new"]
    assert call(served, "GET", f"{prefix}/old").status == 418
    left = call(served, "GET", f"{prefix}/new?a=b")
    assert (left.status, left.body.decode()) == (203, f"{prefix} {prefix}/new a=b ")
    assert left.header("x-request-id")
    # What no operation has is nobody's.
    assert call(served, "GET", f"{prefix}/other").status == 404
    assert call(served, "POST", f"{prefix}/new").status == 405


def test_all_may_be_left_to_others() -> None:
    served = app(None, LEFT)
    assert call(served, "GET", "/old").status == 203


def test_routes_of_an_application_are_left_below_its_prefix() -> None:
    runtime, group = parts(Bare(), LEFT)
    served = FastAPI()
    served.include_router(ContractRouter(runtime, [group]), prefix="/v1")
    left = call(served, "GET", "/v1/new")
    assert (left.status, left.body.decode()) == (203, "/v1 /v1/new  ")
    assert call(served, "GET", "/v1/old").status == 418
