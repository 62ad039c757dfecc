"""Applications with an authenticator, without one, or with one that fails."""

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Requirement,
)
from scripts.codegen.runtime.http.context import Grant
from scripts.codegen.runtime.http.refusal import Refusal
from tests.unit.runtime.harness import app_of, call, operation
from tests.unit.runtime.security.asking import SCHEMES, handler


def test_without_an_authenticator_any_credentials_will_do() -> None:
    security = ((Requirement("key", ("a",)),),)
    endpoint = Endpoint(operation(security=security), handler)
    app = app_of({}, endpoint, schemes=SCHEMES, implemented=False)

    assert call(app, "GET", "/things").status == 401
    assert call(app, "GET", "/things", [("X-Key", "whatever")]).status == 501


def test_implemented_operations_need_an_authenticator() -> None:
    endpoint = Endpoint(operation(security=((Requirement("key"),),)), handler)
    with pytest.raises(TypeError, match="authenticator"):
        app_of({}, endpoint, schemes=SCHEMES)
    app_of({}, Endpoint(operation(security=((),)), handler), schemes=SCHEMES)


def test_an_authenticator_may_refuse_or_fail() -> None:
    class Moody:
        async def key(self, credentials: str, context: object) -> Grant | None:
            if credentials == "down":
                raise Refusal(503, "unavailable", headers={"Retry-After": "1"})
            raise RuntimeError(credentials)

    endpoint = Endpoint(operation(security=((Requirement("key"),),)), handler)
    app = app_of({}, endpoint, schemes=SCHEMES[1:2], authenticator=Moody())

    down = call(app, "GET", "/things", [("X-Key", "down")])
    assert (down.status, down.header("retry-after")) == (503, "1")
    failed = call(app, "GET", "/things", [("X-Key", "s3cret")])
    assert failed.status == 500
    assert b"s3cret" not in failed.body
