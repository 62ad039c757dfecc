"""What is written of a schema: senders are taken at their widest, readers not."""

from itertools import product
from typing import Any

import pytest

from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.serialization import text_schemas

DEFS = {"$defs": {"S": {"type": "integer"}, "L": {"$ref": "#/$defs/L"}}}
SCHEMAS: list[Any] = [
    True,
    False,
    {"type": "string"},
    {"type": "string", "maxLength": 2},
    {"pattern": "^[a-z]*$"},
    {"type": "integer", "minimum": 3},
    {"type": "number"},
    {"type": ["boolean", "null"]},
    {"type": ["string", "integer"]},
    {"enum": ["a", 1, None, True]},
    {"enum": [1, 2.5, "b"], "type": "number"},
    {"enum": [1.0, "b"], "type": "integer"},
    {"const": "1"},
    {"enum": [["a"], "b"]},
    {"oneOf": [{"type": "string"}, {"type": "integer"}]},
    {"oneOf": [{"type": "number"}, {"type": "integer"}]},
    {"anyOf": [{"type": "null"}, {"type": "array", "items": {"type": "integer"}}]},
    {"allOf": [{"type": "string"}, {"minLength": 2}]},
    {"type": "string", "not": {"const": "a"}},
    {"type": "array", "items": {"type": "integer"}, "minItems": 2},
    {"type": "array", "prefixItems": [{"type": "integer"}]},
    {"type": "array", "uniqueItems": True},
    {"type": "array", "items": False},
    {"type": "object", "properties": {"x": {"type": "integer"}}, "required": ["x"]},
    {"type": "object", "additionalProperties": False},
    {"type": "object", "additionalProperties": {"type": "boolean"}},
    {"properties": {"x": {"type": "boolean"}}},
    {"type": "object", "patternProperties": {"x": {"type": "null"}}},
    {"$ref": "#/$defs/S", **DEFS},
    {"$ref": "#/$defs/S", "maximum": 2, **DEFS},
    {"$ref": "#/$defs/L", **DEFS},
    {"type": "array", "items": {"$ref": "#/$defs/S"}, **DEFS},
]
SCALARS: list[Any] = ["", "a", "abc", "1", 1, 3, 2.5, True, None]
VALUES: list[Any] = [
    *SCALARS,
    [],
    [1],
    ["a"],
    ["a", "a"],
    [1, 2],
    {},
    {"x": 1},
    {"x": True},
    {"x": "a", "y": "b"},
]
WORDS: dict[str, list[Any]] = {
    "1": [1],
    "2": [2],
    "3": [3],
    "2.5": [2.5],
    "true": [True],
    "null": [None],
}


def texts(value: Any) -> Any:
    if isinstance(value, list):
        return [texts(item) for item in value]
    if isinstance(value, dict):
        return {name: texts(item) for name, item in value.items()}
    words = {True: "true", False: "false", None: "null"}
    is_word = value is None or isinstance(value, bool)
    return words[value] if is_word else str(value)


def meanings(text: Any) -> list[Any]:
    if isinstance(text, list):
        return [list(held) for held in product(*[meanings(item) for item in text])]
    if isinstance(text, dict):
        held = product(*[meanings(item) for item in text.values()])
        return [dict(zip(text, values, strict=True)) for values in held]
    return [text, *WORDS.get(text, [])]


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_a_sender_writes_no_more(schema: Any) -> None:
    for value in VALUES:
        if accepts(schema, value):
            assert accepts(text_schemas.sent(schema), texts(value)), value


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_a_reader_accepts_no_less(schema: Any) -> None:
    for text in map(texts, VALUES):
        if accepts(text_schemas.accepted(schema, lone=False), text):
            assert any(accepts(schema, held) for held in meanings(text)), text


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_a_list_of_one_is_written_like_the_one(schema: Any) -> None:
    for text in map(texts, SCALARS):
        if accepts(text_schemas.accepted(schema, lone=True), text):
            either = [*meanings(text), *([held] for held in meanings(text))]
            assert any(accepts(schema, held) for held in either), text


@pytest.mark.parametrize(
    ("schema", "kinds"),
    [
        (True, set()),
        ({"type": ["string", "null"]}, {"string", "null"}),
        (
            {"enum": ["a", 1, 2.5, None, True, [], {}]},
            set(text_schemas.SCALARS) | {"array", "object"},
        ),
        ({"anyOf": [{"type": "string"}, {"const": 1}]}, {"string", "integer"}),
        ({"anyOf": [{"type": "string"}, {}]}, set()),
        ({"allOf": [{}, {"type": "string"}]}, {"string"}),
        ({"$ref": "#/$defs/S", **DEFS}, {"integer"}),
    ],
)
def test_kinds(schema: Any, kinds: set[str]) -> None:
    assert text_schemas.kinds(schema) == kinds
