"""Encoding parameters is the inverse of decoding them, or refuses."""

from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import Operation, Parameter
from scripts.codegen.runtime.http.headers import Headers
from scripts.codegen.runtime.http.query_and_cookies import parse_cookies, parse_query
from scripts.codegen.runtime.parameters.parameters import Parameters
from scripts.codegen.runtime.sending.outcomes import InvalidEvent
from scripts.codegen.runtime.sending.parameter_encoder import Encoded, Encoder
from tests.unit.runtime.harness import operation

Value = Any

TEXT = {"type": "string"}
INTEGER = {"type": "integer"}
ANYTHING = {"type": "object", "additionalProperties": True}
texts = st.text(st.characters(codec="utf-8"), max_size=4)
words = st.text(st.sampled_from("abcXYZ019_-"), min_size=1, max_size=4)
numbers = st.integers(-(2**60), 2**60)
floats = st.floats(allow_nan=False, allow_infinity=False)
kinds = st.sampled_from(
    [
        (TEXT, texts),
        (INTEGER, numbers),
        ({"type": "number"}, floats | numbers),
        ({"type": "boolean"}, st.booleans()),
        ({"type": ["integer", "string"]}, numbers | texts),
        ({"type": "array", "items": TEXT}, st.lists(texts, max_size=3)),
        ({"type": "array", "items": INTEGER}, st.lists(numbers, max_size=3)),
        (
            {"type": "object", "additionalProperties": TEXT},
            st.dictionaries(texts, texts, max_size=3),
        ),
        (
            {
                "type": "object",
                "properties": {"a": INTEGER, "b": {"type": "array", "items": TEXT}},
            },
            st.fixed_dictionaries(
                {"a": numbers}, optional={"b": st.lists(texts, max_size=2)}
            ),
        ),
        (ANYTHING, st.dictionaries(words, st.none() | st.lists(st.lists(numbers)))),
    ]
)
PLACES = [
    *(("path", style) for style in ("simple", "label", "matrix")),
    *(("query", s) for s in ("form", "spaceDelimited", "pipeDelimited", "deepObject")),
    ("header", "simple"),
    ("cookie", "form"),
]
places = st.sampled_from(PLACES)


def operation_of(schema: Value, location: str, style: str, **more: Any) -> Operation:
    sides: dict[str, Any] = {"location": location, "style": style, **more}
    if location == "path":
        sides["required"] = True
    return operation(parameters=(Parameter("p", "p", schema="S", **sides),))


def encode(one: Operation, schema: Value, value: Value) -> Encoded:
    return Encoder(one, Gate(lambda: {"S": schema})).encode({"p": value})


def decode(one: Operation, schema: Value, encoded: Encoded) -> Value:
    decoder = Parameters(one, Gate(lambda: {"S": schema}))
    headers = Headers([(n.lower().encode(), v.encode()) for n, v in encoded.fields])
    query = parse_query(encoded.query_text.encode())
    return decoder.decode(encoded.path, query, headers, parse_cookies(headers))["p"]


@given(places, st.booleans(), kinds, st.data())
def test_what_is_encoded_reads_as_itself(
    place: tuple[str, str], explode: bool, kind: tuple[Value, Any], data: st.DataObject
) -> None:
    (location, style), (schema, values) = place, kind
    value = data.draw(values)
    one = operation_of(schema, location, style, explode=explode)
    try:
        encoded = encode(one, schema, value)
    except InvalidEvent:
        return
    found = decode(one, schema, encoded)
    # Text can't tell a number from its digits where both are allowed.
    either = isinstance(schema["type"], list)
    assert found == value or (either and str(found) == str(value))


@pytest.mark.parametrize(("location", "style"), PLACES)
@given(st.booleans(), st.data())
def test_plain_values_always_have_a_spelling(
    location: str, style: str, explode: bool, data: st.DataObject
) -> None:
    members = st.dictionaries(words, words, min_size=1, max_size=3)
    listed = st.lists(words, min_size=1, max_size=3)
    value = data.draw(members if style == "deepObject" else members | listed | words)
    kind = {dict: "object", list: "array", str: "string"}[type(value)]
    one = operation_of({"type": kind}, location, style, explode=explode)
    assert decode(one, {"type": kind}, encode(one, {"type": kind}, value)) == value


@pytest.mark.parametrize("location", ["path", "query", "header", "cookie"])
@given(st.recursive(texts | numbers | st.none(), st.lists, max_leaves=5))
def test_documents_have_a_spelling_everywhere(location: str, value: Value) -> None:
    one = operation_of({}, location, "simple", content="application/json")
    if value is None and location != "path":
        return
    assert decode(one, {}, encode(one, {}, value)) == value


COLORS = ["blue", "black", "brown"]
MIXED = {"R": 100, "G": 200, "B": 150}


@pytest.mark.parametrize(
    ("location", "style", "explode", "value", "text"),
    [
        # The table of OpenAPI 3.1, §4.8.12.3.
        ("path", "matrix", False, "blue", ";p=blue"),
        ("path", "matrix", False, COLORS, ";p=blue,black,brown"),
        ("path", "matrix", False, MIXED, ";p=R,100,G,200,B,150"),
        ("path", "matrix", True, COLORS, ";p=blue;p=black;p=brown"),
        ("path", "matrix", True, MIXED, ";R=100;G=200;B=150"),
        ("path", "label", False, COLORS, ".blue,black,brown"),
        ("path", "label", True, COLORS, ".blue.black.brown"),
        ("path", "label", True, MIXED, ".R=100.G=200.B=150"),
        ("path", "label", False, "a.b", ".a%2Eb"),
        ("path", "simple", False, MIXED, "R,100,G,200,B,150"),
        ("path", "simple", True, MIXED, "R=100,G=200,B=150"),
        ("query", "form", False, COLORS, "p=blue,black,brown"),
        ("query", "form", False, MIXED, "p=R,100,G,200,B,150"),
        ("query", "form", True, COLORS, "p=blue&p=black&p=brown"),
        ("query", "form", True, MIXED, "R=100&G=200&B=150"),
        ("query", "form", False, ["a,b", "c&d"], "p=a%2Cb,c%26d"),
        ("query", "spaceDelimited", False, COLORS, "p=blue%20black%20brown"),
        ("query", "pipeDelimited", False, COLORS, "p=blue%7Cblack%7Cbrown"),
        ("query", "deepObject", True, MIXED, "p[R]=100&p[G]=200&p[B]=150"),
        ("header", "simple", False, MIXED, "R,100,G,200,B,150"),
        ("header", "simple", True, MIXED, "R=100,G=200,B=150"),
        ("cookie", "form", False, "a b", "p=a%20b"),
        ("cookie", "form", True, COLORS, "p=blue; p=black; p=brown"),
        ("query", "form", True, True, "p=true"),
        ("query", "form", True, 1.5, "p=1.5"),
    ],
)
def test_styles_are_those_of_the_specification(
    location: str, style: str, explode: bool, value: Value, text: str
) -> None:
    kind = {list: "array", dict: "object", str: "string", bool: "boolean"}
    schema: Value = {"type": kind.get(type(value), "number")}
    if isinstance(value, dict):
        schema["additionalProperties"] = INTEGER
    encoded = encode(
        operation_of(schema, location, style, explode=explode), schema, value
    )
    found = {
        "path": encoded.path.get("p"),
        # Names are escaped where the table shows them as they are.
        "query": encoded.query_text.replace("%5B", "[").replace("%5D", "]"),
        "header": dict(encoded.headers).get("p"),
        "cookie": dict(encoded.fields).get("Cookie"),
    }
    assert found[location] == text


@pytest.mark.parametrize(
    ("location", "style", "schema", "value", "said"),
    [
        ("query", "form", INTEGER, "x", '/p is not of type "integer"'),
        ("query", "form", {"type": "array"}, ["a", []], "no spelling"),
        ("query", "spaceDelimited", {"type": "array"}, ["a b"], "no spelling"),
        ("query", "pipeDelimited", {"type": "array"}, ["a|b"], "no spelling"),
        ("query", "deepObject", {"type": "object"}, {}, "no spelling"),
        ("query", "deepObject", {"type": "object"}, {"a]": "b"}, "can't be written"),
        ("header", "simple", {"type": "array"}, ["a,b"], "no spelling"),
        ("header", "simple", TEXT, " a", "no spelling"),
        ("header", "simple", TEXT, "a\r\nX-Evil: b", "can't be written"),
        ("header", "simple", TEXT, "é", "can't be written"),
        ("path", "simple", TEXT, "..", "segment of a path"),
        ("path", "simple", TEXT, "", "segment of a path"),
        ("path", "simple", TEXT, None, "/p is not of type"),
    ],
)
def test_what_reads_as_something_else_is_refused(
    location: str, style: str, schema: Value, value: Value, said: str
) -> None:
    one = operation_of(schema, location, style, explode=False)
    with pytest.raises(InvalidEvent, match=said.replace("'", ".")):
        encode(one, schema, value)


def test_a_member_of_a_cookie_brings_no_cookie_with_it() -> None:
    schema = {"type": "object"}
    one = operation_of(schema, "cookie", "form", explode=True)
    with pytest.raises(InvalidEvent):
        encode(one, schema, {"a=1; admin": "yes"})


def test_an_absent_parameter_is_not_written() -> None:
    one = operation_of(INTEGER, "query", "form", default=7)
    encoded = Encoder(one, Gate(lambda: {"S": INTEGER})).encode({})
    assert (encoded.query_text, encoded.fields, encoded.path) == ("", [], {})


@given(texts)
def test_queries_can_be_read_by_everybody(text: str) -> None:
    one = operation_of(TEXT, "query", "form")
    name, _, value = encode(one, TEXT, text).query_text.partition("=")
    assert (name, unquote(value)) == ("p", text)


def test_a_header_that_can_not_be_written_is_named() -> None:
    named = [Parameter(n, n.lower(), "header", "S") for n in ("X-A", "X-B")]
    encoder = Encoder(operation(parameters=tuple(named)), Gate(lambda: {"S": TEXT}))
    with pytest.raises(InvalidEvent, match="/X-B can't be written"):
        encoder.encode({"x-a": "a", "x-b": "a\r\nEvil: b"})
