"""Parameters: required, empty, repeated, unknown, as documents."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import Parameter, ResponseSpec
from scripts.codegen.runtime.contract.views import View
from scripts.codegen.runtime.http.headers import Headers
from scripts.codegen.runtime.http.query_and_cookies import parse_query
from scripts.codegen.runtime.http.refusal import Refusal
from scripts.codegen.runtime.parameters.parameters import Parameters
from tests.unit.runtime.harness import operation
from tests.unit.runtime.parameters.decoding import (
    INTEGER,
    OPEN,
    TEXT,
    Value,
    decode,
    decoder,
    numbers,
    plain,
)


def test_headers_that_differ_by_case_are_one() -> None:
    parameters = (
        Parameter("X-A", "x_a", "header", "S"),
        Parameter("x-a", "x_a_2", "header", "S"),
    )
    read = Parameters(operation(parameters=parameters), Gate(lambda: {"S": INTEGER}))
    nothing = parse_query(b"")
    found = read.decode({}, nothing, Headers([(b"x-a", b"1")]), nothing)
    assert found == {"x_a": 1, "x_a_2": 1}


def test_unknown_parameters_belong_to_a_free_form() -> None:
    free = {"type": "object", "additionalProperties": {"type": ["integer", "null"]}}
    parameters = (
        Parameter("p", "p", "query", "Free", style="form", explode=True),
        Parameter("q", "q", "query", "S", style="form"),
    )
    gate = Gate(lambda: {"S": INTEGER, "Free": free})
    read = Parameters(operation(parameters=parameters), gate)
    nothing = parse_query(b"")
    found = read.decode({}, parse_query(b"a=1&q=2&b=null"), Headers([]), nothing)
    assert found == {"p": {"a": 1, "b": None}, "q": 2}


@pytest.mark.parametrize("location", ["query", "path", "header", "cookie"])
@given(value=st.dictionaries(plain, numbers | plain | st.none()))
def test_documents_may_stand_anywhere(location: str, value: Value) -> None:
    read = decoder(
        {"type": "object"}, location, "form", True, content="application/json"
    )
    text = json.dumps(value)
    raw = text if location == "header" else quote(text, safe="")
    raw = f"p={raw}" if location in {"query", "cookie"} else raw
    assert decode(read, location, raw) == value


def test_documents_that_are_no_json_are_text() -> None:
    read = decoder(TEXT, "query", "form", True, content="text/plain")
    assert decode(read, "query", "p=%7B") == "{"
    numbers_too = decoder(INTEGER, "query", "form", True, content="text/plain")
    assert decode(numbers_too, "query", "p=12") == 12
    with pytest.raises(Refusal) as caught:
        decode(read, "query", "p=1&p=2")
    assert caught.value.status == 400


def test_reserved_characters_may_go_unescaped() -> None:
    assert decode(
        decoder(TEXT, "query", "form", True), "query", "p=:/?#[]@!$'()*,;="
    ) == (":/?#[]@!$'()*,;=")


def test_content_parameters_are_documents() -> None:
    read = decoder(
        {"type": "object"}, "query", "form", True, content="application/json"
    )
    assert decode(read, "query", "p=%7B%22a%22:1%7D") == {"a": 1}
    for wrong in ("p=%7B", "p=1"):
        with pytest.raises(Refusal) as caught:
            decode(read, "query", wrong)
        assert caught.value.status == 422


def test_a_parameter_may_be_empty_or_absent() -> None:
    read = decoder(INTEGER, "query", "form", False, allow_empty_value=True, default=5)
    assert decode(read, "query", "p=") == 5
    assert decode(read, "query", "") == 5
    with pytest.raises(Refusal) as caught:
        decode(decoder(INTEGER, "query", "form", False, required=True), "query", "")
    assert caught.value.errors == (
        {"in": "query", "pointer": "/p", "detail": "is required"},
    )


def test_repeated_header_fields_are_one_list() -> None:
    read = decoder({"type": "array", "items": INTEGER}, "header", "simple", False)
    headers = Headers([(b"p", b"1, 2"), (b"p", b"3")])
    nothing = parse_query(b"")
    assert read.decode({}, nothing, headers, nothing) == {"p": [1, 2, 3]}


def test_a_missing_precondition_is_428_where_that_is_declared() -> None:
    parameter = Parameter("If-Match", "if_match", "header", "S", required=True)
    gate, nothing = Gate(lambda: {"S": TEXT}), parse_query(b"")
    for responses, status in (((ResponseSpec("428"),), 428), ((), 422)):
        plan = operation(parameters=(parameter,), responses=responses)
        with pytest.raises(Refusal) as caught:
            Parameters(plan, gate).decode({}, nothing, Headers([]), nothing)
        assert caught.value.status == status


def test_all_invalid_parameters_are_reported_at_once() -> None:
    parameters = tuple(
        Parameter(name, name, "query", "S", style="form") for name in ("a", "b")
    )
    read = Parameters(operation(parameters=parameters), Gate(lambda: {"S": INTEGER}))
    with pytest.raises(Refusal) as caught:
        read.decode({}, parse_query(b"a=x&b=y"), Headers([]), parse_query(b""))
    assert [error["pointer"] for error in caught.value.errors] == ["/a", "/b"]


def test_an_object_may_have_a_view() -> None:
    parameter = Parameter("p", "p", "query", "S", style="deepObject", explode=True)
    gate = Gate(lambda: {"S": OPEN})
    read = Parameters(
        operation(parameters=(parameter,)), gate, types={"p": dict[str, str]}
    )
    nothing = parse_query(b"")
    found = read.decode({}, parse_query(b"p[a]=1"), Headers([]), nothing)
    assert found == {"p": {"a": "1"}}


def test_a_member_may_be_called_like_its_parameter() -> None:
    schema = {"type": "object", "additionalProperties": TEXT}
    reader = decoder(schema, "query", "form", True)
    assert decode(reader, "query", "p=1&q=2") == {"p": "1", "q": "2"}


class Box(View):
    x: int


@pytest.mark.parametrize(
    ("said", "location", "style", "raw", "meant"),
    [
        ({"type": "array", "items": INTEGER}, "query", "form", "p=1&p=0", [1, 0]),
        (INTEGER, "query", "form", "p=5", 5),
        (OPEN, "query", "form", "a=1", {"a": "1"}),
        ({**OPEN, "additionalProperties": False}, "query", "form", "p=a", "a"),
        ({"type": "array", "items": INTEGER}, "path", "matrix", ";p=1;p=0", [1, 0]),
        (OPEN, "path", "matrix", ";a=1", {"a": "1"}),
        (INTEGER, "path", "matrix", ";p=5", 5),
        ({"type": "array", "items": INTEGER}, "header", "simple", "1,0", [1, 0]),
    ],
)
def test_a_type_counts_beside_an_alternative_that_names_none(
    said: Value, location: str, style: str, raw: str, meant: Value
) -> None:
    schema = {"anyOf": [said, {"not": {"const": "none"}}]}
    decoded = decode(decoder(schema, location, style, True), location, raw)
    assert decoded == meant


def test_what_may_be_an_object_or_a_list_may_be_given_twice() -> None:
    schema = {"type": ["object", "array"], "properties": {"a": TEXT}, "items": TEXT}
    several = decoder(schema, "query", "form", True)
    assert decode(several, "query", "p=1&p=2") == ["1", "2"]
    assert decode(several, "query", "a=1") == {"a": "1"}


def test_defaults_are_new_for_each_request() -> None:
    """What a handler does to a list is not seen by the next one."""
    array = {"type": "array", "items": {"type": "string"}}
    parameter = Parameter("p", "p", "query", "S", style="form", default=["a"])
    gate = Gate(lambda: {"S": array})
    read = Parameters(operation(parameters=(parameter,)), gate)
    nothing = parse_query(b"")
    for _ in range(2):
        found = read.decode({}, nothing, Headers([]), nothing)
        assert found == {"p": ["a"]}
        found["p"].append("b")


def test_a_default_is_what_the_port_says() -> None:
    parameter = Parameter("p", "p", "query", "S", style="deepObject", default={"x": 1})
    gate = Gate(lambda: {"S": OPEN})
    read = Parameters(operation(parameters=(parameter,)), gate, types={"p": Box})
    nothing = parse_query(b"")
    assert read.decode({}, nothing, Headers([]), nothing)["p"] == Box(x=1)
