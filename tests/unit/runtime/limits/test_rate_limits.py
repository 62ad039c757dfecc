"""Rate limits: who is counted together, and what is told of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Header,
    Media,
    RateLimit,
    Requirement,
    ResponseSpec,
)
from scripts.codegen.runtime.http.context import Context, Grant
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.limits import rate_limits
from scripts.codegen.runtime.limits.rate_limits import Allowance, RateLimitsInMemory
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.harness import Reply, app_of, call, operation, returning
from tests.unit.runtime.security.asking import SCHEMES

SERVED = returning(Refusal(501, "served"))


def limited(limit: RateLimit, options: Options | None = None, **more: Any) -> Any:
    endpoint = Endpoint(operation(rate_limit=limit, **more), SERVED)
    return app_of({}, endpoint, options=options)


def fields(reply: Reply) -> tuple[str | None, str | None, str | None]:
    names = ("ratelimit-policy", "ratelimit", "retry-after")
    return tuple(map(reply.header, names))  # type: ignore[return-value] # of three names


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(rate_limits, "monotonic", lambda: now[0])
    return now


def test_what_is_beyond_a_limit_is_refused_until_there_is_more(
    clock: list[float],
) -> None:
    app = limited(RateLimit("things", 3, 60, "address"))
    told = [fields(call(app, "GET", "/things")) for _ in range(3)]
    policy = '"things";q=3;w=60'
    assert told == [
        (policy, '"things";r=2;t=20', None),
        (policy, '"things";r=1;t=40', None),
        (policy, '"things";r=0;t=20', None),
    ]
    refused = call(app, "GET", "/things")
    assert (refused.status, refused.json["code"]) == (429, "rate_limited")
    assert refused.json["detail"] == "Too many requests. Try again in 20 s."
    assert fields(refused) == (policy, '"things";r=0;t=20', "20")
    clock[0] += 19.5
    assert fields(call(app, "GET", "/things"))[1:] == ('"things";r=0;t=1', "1")
    clock[0] += 0.5
    assert fields(call(app, "GET", "/things"))[1:] == ('"things";r=0;t=20', None)
    # What nobody asks for comes back whole, and is never more than that.
    clock[0] += 3600
    assert fields(call(app, "GET", "/things"))[1:] == ('"things";r=2;t=20', None)


def test_addresses_are_counted_apart_and_everybody_together() -> None:
    apart = limited(RateLimit("apart", 1, 60, "address"))
    together = limited(RateLimit("together", 1, 60, "everybody"))
    for app, status in ((apart, 501), (together, 429)):
        assert call(app, "GET", "/things").status == 501
        other = call(app, "GET", "/things", client=("192.0.2.2", 1))
        assert other.status == status
        assert call(app, "GET", "/things").status == 429


def secured(by: Any) -> ContractApp:
    class Doorman:
        async def key(self, credentials: str, context: Context) -> Grant | None:
            return None if credentials == "bad" else Grant(credentials)

    security = ((Requirement("key"),),)
    limit = RateLimit("things", 1, 60, by)
    endpoint = Endpoint(operation(rate_limit=limit, security=security), SERVED)
    return app_of({}, endpoint, schemes=SCHEMES[1:2], authenticator=Doorman())


def test_callers_are_counted_by_who_they_are() -> None:
    app = secured("caller")
    assert call(app, "GET", "/things", [("X-Key", "ada")]).status == 501
    assert call(app, "GET", "/things", [("X-Key", "bob")]).status == 501
    elsewhere = call(app, "GET", "/things", [("X-Key", "ada")], client=("192.0.2.2", 1))
    assert elsewhere.status == 429
    # Who is refused anyway uses up nothing, and learns nothing of any limit.
    for _ in range(2):
        refused = call(app, "GET", "/things", [("X-Key", "bad")])
        assert (refused.status, refused.header("ratelimit")) == (401, None)


def test_addresses_are_counted_before_credentials_are_looked_at() -> None:
    app = secured("address")
    assert call(app, "GET", "/things", [("X-Key", "bad")]).status == 401
    assert call(app, "GET", "/things", [("X-Key", "ada")]).status == 429


def test_limits_of_one_name_are_one() -> None:
    limit = RateLimit("both", 2, 60, "address")
    endpoints = [
        Endpoint(
            operation(path=f"/{each}", operation_id=each, rate_limit=limit), SERVED
        )
        for each in ("one", "two")
    ]
    app = app_of({}, *endpoints)
    statuses = [call(app, "GET", f"/{each}").status for each in ("one", "two", "one")]
    assert statuses == [501, 501, 429]


def test_what_is_declared_is_filled_in_once() -> None:
    header = Header("RateLimit", "rate_limit", "Text", required=True)
    media = Media("application/problem+json", "Problem")
    declared = ResponseSpec("429", (media,), headers=(header,))
    limit = RateLimit("things", 1, 60, "address")
    endpoint = Endpoint(operation(rate_limit=limit, responses=(declared,)), SERVED)
    app = app_of({"Text": {"type": "string"}}, endpoint)
    call(app, "GET", "/things")
    refused = call(app, "GET", "/things")
    assert refused.status == 429
    found = [value for name, value in refused.fields if name.lower() == "ratelimit"]
    assert found == ['"things";r=0;t=60']


def test_nothing_is_said_to_be_left_to_who_has_to_wait_for_something_else() -> None:
    limit = RateLimit("things", 3, 60, "address")

    def refused(*, is_due: bool) -> Reply:
        header = Header("RateLimit", "rate_limit", "Text", required=is_due)
        media = Media("application/problem+json", "Problem")
        declared = ResponseSpec("429", (media,), headers=(header,))
        asked = operation(rate_limit=limit, responses=(declared,))
        given = {"Retry-After": "5"} | ({"RateLimit": "?"} if is_due else {})
        served = returning(Refusal(429, "rate_limited", headers=given))
        app = app_of({"Text": {"type": "string"}}, Endpoint(asked, served))
        return call(app, "GET", "/things")

    policy = '"things";q=3;w=60'
    assert fields(refused(is_due=False)) == (policy, None, "5")
    # Where every answer has to say something, it is that nothing is left.
    assert fields(refused(is_due=True)) == (policy, '"things";r=0;t=20', "5")


def test_names_are_written_as_structured_fields() -> None:
    allowance = Allowance(RateLimit(r'get /"a\b"', 1, 1), 0, 1)
    policy = rb'"get /\"a\\b\"";q=1;w=1'
    assert allowance.fields()[0] == (b"ratelimit-policy", policy)


def test_somebody_else_may_count() -> None:
    class Elsewhere:
        async def take(self, limit: RateLimit, context: Context) -> Allowance | None:
            return Allowance(limit, 0, 7, 7) if context.client_host else None

    options = Options(rate_limits=Elsewhere())
    app = limited(RateLimit("things", 5, 60), options)
    assert fields(call(app, "GET", "/things"))[1:] == ('"things";r=0;t=7', "7")
    passed = call(app, "GET", "/things", client=None)
    assert (passed.status, fields(passed)) == (501, (None, None, None))


def test_memory_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "_COUNTED", 2)
    limits = RateLimitsInMemory(str)
    limit = RateLimit("things", 1, 60)

    def is_refused(who: str) -> bool:
        found = asyncio.run(limits.take(limit, who))  # type: ignore[arg-type] # none is looked at
        return found.retry_after > 0

    assert [is_refused(who) for who in "abcba"] == [False, False, False, True, False]
