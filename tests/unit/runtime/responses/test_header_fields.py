"""Header fields of responses: values by their schemas, and how they are written."""

from typing import Any

import pytest
from pydantic import BaseModel

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import Header
from scripts.codegen.runtime.errors.header_fields import ErrorField
from scripts.codegen.runtime.errors.synthesis import Synthesis
from scripts.codegen.runtime.responses.header_fields import ResponseField
from scripts.codegen.runtime.serialization.header_texts import FieldError

SCHEMAS: dict[str, Any] = {
    "Count": {"type": "integer", "minimum": 0},
    "Share": {"type": "number"},
    "Flag": {"type": "boolean"},
    "Text": {"type": "string", "minLength": 1},
    "Ages": {"type": "array", "items": {"type": "integer"}},
    "Names": {"type": "array", "items": {"type": "string"}},
    "Point": {
        "type": "object",
        "required": ["x"],
        "properties": {"x": {"type": "integer"}, "of-name": {"type": "string"}},
    },
    "Deep": {"type": "array", "items": {"type": "array"}},
}


class Point(BaseModel):
    x: int
    name: str = "unset"


def field(schema: str, name: str = "X-Field", **more: Any) -> ResponseField:
    return ResponseField(Header(name, "field", schema, **more), Gate(lambda: SCHEMAS))


def written(value: object, schema: str, **more: Any) -> list[tuple[bytes, bytes]]:
    headers: list[tuple[bytes, bytes]] = []
    field(schema, **more).write(value, headers)
    return headers


@pytest.mark.parametrize(
    ("schema", "more", "value", "text"),
    [
        ("Count", {}, 3, b"3"),
        ("Share", {}, 0.5, b"0.5"),
        ("Flag", {}, False, b"false"),
        ("Text", {}, "a, b", b"a, b"),
        ("Ages", {}, [1, 2], b"1,2"),
        ("Ages", {"explode": True}, [1, 2], b"1,2"),
        ("Ages", {}, [], b""),
        ("Point", {}, {"x": 1, "of-name": "n"}, b"x,1,of-name,n"),
        ("Point", {"explode": True}, {"x": 1, "of-name": "n"}, b"x=1,of-name=n"),
        ("Point", {}, Point(x=1), b"x,1"),
        ("Point", {"content": "application/json"}, Point(x=1), b'{"x":1}'),
        ("Deep", {"content": "application/json"}, [[1], []], b"[[1],[]]"),
        ("Text", {"content": "application/json"}, "é", b'"\\u00e9"'),
        ("Text", {"content": "text/plain"}, "e", b"e"),
    ],
)
def test_a_value_is_written_in_its_style(
    schema: str, more: dict[str, Any], value: object, text: bytes
) -> None:
    assert written(value, schema, **more) == [(b"x-field", text)]


def test_each_cookie_has_a_line_of_its_own() -> None:
    cookies = ["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "b=2"]
    assert written(cookies, "Names", name="Set-Cookie") == [
        (b"set-cookie", cookie.encode()) for cookie in cookies
    ]
    assert written("a=1", "Text", name="Set-Cookie") == [(b"set-cookie", b"a=1")]


@pytest.mark.parametrize(
    ("schema", "value", "reason"),
    [
        ("Count", -1, "X-Field is less than"),
        ("Count", "1", 'is not of type "integer"'),
        ("Point", {}, "X-Field /x is required"),
        ("Ages", ["x"], "X-Field /0 is not of type"),
        ("Deep", [[1]], "value within a value"),
        ("Text", "a\r\nb", "visible ASCII"),
    ],
)
def test_what_the_schema_or_a_field_does_not_allow_is_not_written(
    schema: str, value: object, reason: str
) -> None:
    with pytest.raises(FieldError, match=reason):
        written(value, schema)


def test_only_optional_fields_may_be_left_out() -> None:
    assert written(None, "Count") == []
    with pytest.raises(FieldError, match="X-Field is missing"):
        written(None, "Count", required=True)


@pytest.mark.parametrize(
    ("content", "text", "is_accepted"),
    [
        ("application/json", '{"x": 1}', True),
        ("application/json", '{"x": "s"}', False),
        ("application/json", "x,1", False),
        (None, "x,1", True),
        (None, '{"x": 1}', False),
    ],
)
def test_a_field_of_an_error_is_read_as_it_is_declared(
    content: str | None, text: str, is_accepted: bool
) -> None:
    header = Header("X-Field", "field", "Point", content=content)
    gate = Gate(lambda: SCHEMAS)
    assert ErrorField(header, Synthesis(gate)).accepts(text) is is_accepted
