"""Operations that an implementation lacks."""

import logging
from typing import Any, NoReturn, Protocol

import pytest

from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.configuration import Runtime
from scripts.codegen.runtime.app.implementation import Implementation
from scripts.codegen.runtime.app.routing import OperationGroup
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import ResponseSpec
from scripts.codegen.runtime.http.context import not_implemented
from scripts.codegen.runtime.http.refusal import Refusal
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


def app(given: object | None) -> ContractApp:
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
    runtime = Runtime(InlineContract({}))
    group = OperationGroup("things", endpoints, served.is_given, served.missing)
    return ContractApp(runtime, [group])


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
