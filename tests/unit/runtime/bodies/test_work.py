"""No request holds the event loop."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.benchmarks.hostile_bodies import FORM, JSON, hostile_bodies
from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.bodies import readers
from scripts.codegen.runtime.checking import checker as checking
from scripts.codegen.runtime.contract.gate import InvalidValue
from scripts.codegen.runtime.contract.operation import Parameter
from scripts.codegen.runtime.contract.violations import Violation
from scripts.codegen.runtime.schemas.effort import Effort, extent, marks
from scripts.codegen.runtime.syntax.json_text import parse
from tests.unit.runtime.bodies.work import SCHEMAS, app, handler
from tests.unit.runtime.harness import Reply, app_of, call, operation

# What may be gone through on the loop for one request.
VALUES, CHECKS, EXPLAINED = 1500, 20_000, 600
BODIES = [*hostile_bodies(), *hostile_bodies(2048)]


class Counted:
    """A validator that counts what it is given."""

    def __init__(self, validator: Any, work: Work) -> None:
        self._validator, self._work = validator, work

    def is_valid(self, value: object) -> bool:
        self._work.note("checked", extent(value)[0])
        return bool(self._validator.is_valid(value))

    def iter_errors(self, value: object) -> Any:
        self._work.note("explained", extent(value)[0])
        return self._validator.iter_errors(value)


class Work:
    """What was done in the thread of the loop."""

    def __init__(self) -> None:
        self.done: dict[str, int] = {}
        self.loop = threading.get_ident()

    def note(self, kind: str, size: int) -> None:
        if threading.get_ident() == self.loop:
            self.done[kind] = self.done.get(kind, 0) + size

    def get(self, kind: str) -> int:
        return self.done.get(kind, 0)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    found = Work()

    def parsed(text: bytes) -> Any:
        found.note("read", marks(text)[0])
        return parse(text)

    async def ask(self: object, name: str, job: object) -> list[bytes]:
        raise InvalidValue([Violation("", "was looked at elsewhere")])

    monkeypatch.setattr(readers, "parse", parsed)
    monkeypatch.setattr(checking.Checker, "_ask", ask)
    return found


def counting(served: ContractApp, work: Work) -> ContractApp:
    """Count what the validators of an application are given."""
    compiled = served.runtime.gate.validator

    def validator(name: str) -> Any:
        return Counted(compiled(name), work)

    served.runtime.gate.validator = validator  # type: ignore[method-assign] # counted
    return served


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("body", BODIES, ids=lambda b: f"{b[0]}-{len(b[2])}")
def test_little_is_done_on_the_loop(
    name: str, body: tuple[str, str, bytes], work: Work
) -> None:
    _, media, content = body
    served = counting(app(name, JSON, FORM), work)
    reply = call(served, "POST", "/things", [("Content-Type", media)], [content])
    assert reply.status in {400, 413, 422, 500}
    limit = Effort(SCHEMAS[name], SCHEMAS)
    assert work.get("read") <= VALUES
    assert work.get("checked") * limit.checks <= CHECKS or work.get("checked") <= 40
    # Of a root of the wrong type nothing but its type is told.
    assert work.get("explained") * limit.checks <= EXPLAINED or (
        work.get("explained") == 1
    )


PARTS = st.sampled_from(
    [
        *(b"{", b"}", b"[", b"]", b",", b":", b'"a"', b'"b":', b"1", b"1e400", b"null"),
        *(b'{"a":{}},', b"[[[[", b"]]]]", b'"\\u0000"', b"9" * 300, b" " * 50),
    ]
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    parts=st.lists(PARTS, max_size=40),
    times=st.sampled_from([1, 30, 900]),
    name=st.sampled_from(sorted(SCHEMAS)),
)
def test_little_is_done_whatever_is_sent(
    parts: list[bytes], times: int, name: str, work: Work
) -> None:
    work.done.clear()
    served = counting(app(name, JSON), work)
    content = b"".join(parts) * times
    call(served, "POST", "/things", [("Content-Type", JSON)], [content])
    checks = Effort(SCHEMAS[name], SCHEMAS).checks
    assert work.get("read") <= VALUES
    assert work.get("checked") * checks <= CHECKS
    assert work.get("explained") * checks <= EXPLAINED or work.get("explained") == 1


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("Login", b"[" * 10, 422),
        ("Login", b" \n[1,", 422),
        ("List", b'{"a":', 422),
        ("Login", b'{"a":', 400),
        ("Any", b"[1,", 400),
        ("Login", b"nope", 400),
        ("Login", b" " + b"[" * 64_000, 400),
    ],
)
def test_a_root_of_the_wrong_type_is_refused_unread(
    name: str, content: bytes, status: int, work: Work
) -> None:
    reply = call(
        app(name, JSON), "POST", "/things", [("Content-Type", JSON)], [content]
    )
    assert reply.status == status
    assert (work.get("read") == 0) is (status == 422)
    assert work.get("read") <= VALUES
    if status == 422:
        [error] = reply.json["errors"]
        assert error["pointer"] == ""
        assert error["detail"].startswith("is not of type")


def parameter(schema: str, query: str, **changes: Any) -> Reply:
    given: dict[str, Any] = {"style": "form", "explode": True, **changes}
    declared = Parameter("p", "p", "query", schema, **given)
    served = app_of(SCHEMAS, Endpoint(operation(parameters=(declared,)), handler))
    return call(served, "GET", f"/things?{query}")


@pytest.mark.parametrize(
    ("schema", "query", "changes"),
    [
        ("List", "&".join(["p=x"] * 5000), {}),
        ("List", "p=" + ",".join(["x"] * 5000), {"explode": False}),
        ("Open", "&".join(f"p[k{n}]=1" for n in range(2000)), {"style": "deepObject"}),
        ("Hard", "p[a]=aaa", {"style": "deepObject"}),
        ("Open", "p=%5B" + "1," * 5000 + "1%5D", {"content": "application/json"}),
    ],
)
def test_much_in_a_query_is_looked_at_elsewhere(
    schema: str, query: str, changes: dict[str, Any], work: Work
) -> None:
    reply = parameter(schema, query, **changes)
    assert reply.status == 422
    assert reply.json["errors"][0]["detail"] == "was looked at elsewhere"


def test_little_in_a_query_is_looked_at_here(work: Work) -> None:
    reply = parameter("List", "p=x&p=a")
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/p/0")
