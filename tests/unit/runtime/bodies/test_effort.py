"""Whatever is sent, the event loop does little: work is counted here, never timed."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Sequence
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.benchmarks.hostile_bodies import FORM, JSON, hostile_bodies
from scripts.codegen.runtime.app.app import ContractApp
from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.bodies import readers
from scripts.codegen.runtime.checking import checker as checking
from scripts.codegen.runtime.contract.gate import InvalidValue
from scripts.codegen.runtime.contract.operation import Media, Parameter, RequestBody
from scripts.codegen.runtime.contract.violations import Violation
from scripts.codegen.runtime.http.path_trie import Trie
from scripts.codegen.runtime.options import Options
from scripts.codegen.runtime.schemas.effort import Effort, extent, is_hard, marks
from scripts.codegen.runtime.schemas.schema_types import kinds_of
from scripts.codegen.runtime.syntax.json_text import parse
from tests.unit.runtime.harness import Reply, app_of, call, operation

# What may be gone through on the loop for one request.
VALUES, CHECKS, EXPLAINED = 1500, 20_000, 600

CLOSED = {
    "type": "object",
    "required": ["email"],
    "properties": {"email": {"type": "string", "maxLength": 100}},
    "additionalProperties": False,
}
SCHEMAS: dict[str, Any] = {
    "Login": CLOSED,
    "Open": {"type": "object", "required": [f"r{n}" for n in range(100)]},
    "Any": {},
    "Choice": {
        "oneOf": [
            {
                "type": "object",
                "required": [f"a{n}"],
                "properties": {"k1": {"const": n}},
            }
            for n in range(50)
        ]
    },
    "Names": {"propertyNames": {"enum": [f"n{n}" for n in range(200)]}},
    "List": {"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": True},
    "Hard": {"additionalProperties": {"pattern": "^(?=a)(a|aa)+$"}},
    "Tree": {
        "type": ["object", "array"],
        "items": {"$ref": "#/components/schemas/Tree"},
        "anyOf": [
            {"additionalProperties": {"$ref": "#/components/schemas/Tree"}},
            {"additionalProperties": {"$ref": "#/components/schemas/Tree"}},
        ],
    },
}
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


async def handler(context: object, **arguments: object) -> None:
    raise KeyError


def app(name: str, *medias: str, options: Options | None = None) -> ContractApp:
    body = RequestBody(tuple(Media(each, name) for each in medias), required=True)
    endpoint = Endpoint(operation(method="POST", body=body), handler)
    return app_of(SCHEMAS, endpoint, options=options)


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


@pytest.mark.no_cover
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


@pytest.mark.no_cover
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


def sized(
    size: int, *, limit: int | None = None, options: Options | None = None
) -> int:
    """Return how a text of `size` bytes is answered."""
    media = Media("text/plain", "Any", max_body=limit)
    endpoint = Endpoint(
        operation(method="POST", body=RequestBody((media,), required=True)), handler
    )
    served = app_of(SCHEMAS, endpoint, options=options)
    fields = [("Content-Type", "text/plain")]
    whole = call(served, "POST", "/things", fields, [b"a" * size]).status
    # Where its length is not known, a body is cut at the limit.
    chunks = [b"a" * (size // 2), b"a" * (size - size // 2)]
    assert call(served, "POST", "/things", fields, chunks).status == whole
    return whole


def test_a_body_has_64_kib_where_nothing_is_said() -> None:
    assert sized(64 * 1024) == 500
    assert sized(64 * 1024 + 1) == 413
    assert sized(200, options=Options(default_body_size=100)) == 413


def test_the_contract_says_how_large_a_body_may_be() -> None:
    assert (sized(11, limit=10), sized(10, limit=10)) == (413, 500)
    assert sized(70_000, limit=100_000) == 500


def test_no_contract_goes_beyond_the_ceiling() -> None:
    options = Options(max_body_size=50)
    assert (sized(51, limit=100, options=options)) == 413
    assert (sized(51, options=options)) == 413


def test_a_length_is_judged_before_a_byte_is_read() -> None:
    served = app("Any", JSON, options=Options(default_body_size=10))
    asked = []

    async def receive() -> dict[str, Any]:
        asked.append(len(sent))
        return {"type": "http.request", "body": b"", "more_body": False}

    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/things",
        "headers": [(b"content-type", b"application/json"), (b"content-length", b"11")],
    }
    asyncio.run(served(scope, receive, send))
    assert sent[0]["status"] == 413
    # The answer is out before what the client still sends is thrown away.
    assert all(count == 2 for count in asked)
    assert b"".join(message.get("body", b"") for message in sent)


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


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (None, False),
        ("^[a-z]+$", False),
        (r"^\p{L}{1,100}$", False),
        ("^[^\\u0000]*$", False),
        (r"^(?:[a-z0-9]{1,63}\.)*[a-z]{2,63}$", False),
        ("^(?=.*[A-Z]).{8,}$", True),
        (r"^(a+)\1$", True),
        ("(?:[a-z]{1,100}){50}", True),
        ("a++", True),
        ("(", True),
        ("(?:a{1000}){1000}", True),
    ],
)
def test_patterns_that_may_take_long(pattern: str | None, expected: bool) -> None:
    assert is_hard(pattern) is expected


def test_what_recurs_in_alternatives_grows() -> None:
    plain = {"properties": {"c": {"$ref": "#/components/schemas/Plain"}}}
    schemas = {**SCHEMAS, "Plain": plain}
    assert Effort(plain, schemas).growth == 1
    assert Effort(SCHEMAS["Tree"], schemas).growth >= 2
    assert not Effort(SCHEMAS["Tree"], schemas).may_explain(20, 15)
    assert Effort({"$ref": "#/components/schemas/Nowhere"}, {}).checks < 5


@settings(max_examples=50, deadline=None)
@given(st.recursive(st.integers() | st.text(), st.lists, max_leaves=20))
def test_marks_are_no_fewer_than_values(value: object) -> None:
    values, _ = marks(json.dumps(value).encode())
    assert values >= extent_of(value)


def extent_of(value: object) -> int:
    if isinstance(value, list):
        return 1 + sum(map(extent_of, value))
    return 1


@pytest.mark.parametrize(
    "schema",
    [
        *SCHEMAS.values(),
        True,
        False,
        {"minLength": 3},
        {"const": 1.0},
        {"enum": [1, "a", [], None]},
        {"type": "number", "enum": [1]},
        {"allOf": [{"type": ["array", "null"]}, {"type": ["object", "array"]}]},
        {"anyOf": [{"type": "array"}, {"$ref": "#/components/schemas/Login"}]},
    ],
)
def test_no_type_is_left_out_that_a_value_may_have(schema: Any) -> None:
    known = kinds_of(schema, SCHEMAS)
    root = {"allOf": [schema], "components": {"schemas": SCHEMAS}}
    validator = jsonschema_rs.Draft202012Validator(root)
    samples: Sequence[tuple[str, object]] = [
        ("array", []),
        ("object", {}),
        ("object", {"email": "a"}),
        ("string", "aaaa"),
        ("integer", 1),
        ("null", None),
        ("boolean", True),
    ]
    for kind, value in samples:
        assert kind in known or not validator.is_valid(value)


def test_a_segment_is_matched_in_one_pass() -> None:
    trie: Trie[int] = Trie()
    trie.add("/{a}.{b}.{c}.{d}.json", "GET", 1)
    trie.add("/x-{a}{b}", "GET", 2)
    # A pattern of the whole would try this in more ways than it has letters cubed.
    assert trie.find("/" + "." * 20_000) is None
    found = trie.find("/1.2.3..json.json")
    assert found is not None
    assert found[1] == ("1", "2", "3", ".json")
    two = trie.find("/x-ab")
    assert two is not None
    assert two[1] == ("a", "b")
    assert trie.find("/x-a") is None
    assert trie.find("/x-") is None
