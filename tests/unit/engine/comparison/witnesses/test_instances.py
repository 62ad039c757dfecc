"""What is made up is valid."""

import re
from typing import Any

import pytest

from impl.engine.comparison.differences.validation import accepts, violations
from impl.engine.comparison.witnesses.instances import NoInstanceError, instance
from impl.engine.comparison.witnesses.pins import FRESH_NAME
from impl.engine.comparison.witnesses.string_samples import text
from impl.engine.sampling.pattern_texts import plainest_match

PATTERNS = [
    "^[a-z]+$",
    "^[^a-z]{3}$",
    r"^\d{4}-\d{2}$",
    r"^\w+\s\S$",
    "a|b",
    "^(x(y)?z){2,3}$",
    r"^[^\W\d]+$",
    r"^\D\W$",
    "^.*$",
    "",
    "[^a]",
    r"^[\d-]+$",
    "^a{0}b$",
    r"(?:a)(?=b)b",
    "^[^0-9A-Z]$",
    r"^[^\s]$",
    r"^[\w.]+@[\w.]+$",
    "^[^t]ext$",
]
SCHEMAS: list[Any] = [
    {},
    True,
    {"type": "null"},
    {"type": "boolean"},
    {"const": [1]},
    {"enum": ["b", 1]},
    {"allOf": [{"enum": [1, 2]}, {"enum": [2, 3]}]},
    {"type": "integer", "minimum": 7},
    {"type": "integer", "maximum": -7},
    {"type": "number", "exclusiveMinimum": 0, "maximum": 5, "multipleOf": 0.5},
    {"type": "integer", "exclusiveMaximum": 0, "multipleOf": 3},
    {"type": "integer", "minimum": 10, "maximum": 12, "multipleOf": 4},
    {"type": "string", "minLength": 9},
    {"type": "string", "maxLength": 2},
    {"type": "string", "format": "uuid"},
    {"type": ["string", "null"]},
    {"type": "array", "minItems": 3, "uniqueItems": True, "items": {"type": "string"}},
    {"type": "array", "minItems": 2, "uniqueItems": True, "items": {"type": "integer"}},
    {"type": "array", "prefixItems": [{"const": 1}], "items": False, "minItems": 1},
    {"type": "array", "contains": {"const": 4}, "items": {"type": "integer"}},
    {"type": "object", "minProperties": 2, "properties": {"a": {"type": "integer"}}},
    {"required": ["a"], "properties": {"a": {"oneOf": [{"type": "string"}, False]}}},
    {"anyOf": [{"type": "string", "maxLength": 0, "minLength": 1}, {"const": 3}]},
    {"if": {"required": ["a"]}, "then": False, "type": "object"},
    {"type": "object", "required": ["x"], "additionalProperties": {"const": 1}},
    {
        "$ref": "#/$defs/node",
        "$defs": {
            "node": {
                "type": "object",
                "required": ["next"],
                "properties": {
                    "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}
                },
            }
        },
    },
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns(pattern: str) -> None:
    found = plainest_match(pattern)
    assert found is not None
    assert re.search(pattern, found)
    assert re.search(pattern, text("", pattern, 0, None))


@pytest.mark.parametrize("pattern", ["(", r"(a)\1", r"\p{L}"])
def test_patterns_that_are_not_understood(pattern: str) -> None:
    assert plainest_match(pattern) is None
    assert text("", pattern, 0, None) == "text"


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_instances(schema: Any) -> None:
    assert accepts(schema, instance(schema))


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"type": "string", "not": {}},
        {"allOf": [{"const": 1}, {"const": 2}]},
        {"type": "object", "required": ["a"], "properties": {"a": False}},
        {
            "$ref": "#/$defs/a",
            "$defs": {
                "a": {
                    "type": "object",
                    "required": ["a"],
                    "properties": {"a": {"$ref": "#/$defs/a"}},
                }
            },
        },
        {"allOf": [{"type": "string"}, {"type": "integer"}]},
    ],
    ids=str,
)
def test_no_instance(schema: Any) -> None:
    with pytest.raises(NoInstanceError):
        instance(schema)


def test_given_values_in_given_places() -> None:
    schema = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer"},
            "list": {
                "type": "array",
                "minItems": 2,
                "items": {
                    "oneOf": [
                        {"type": "string"},
                        {"type": "object", "properties": {"deep": {"type": "boolean"}}},
                    ]
                },
            },
        },
        "additionalProperties": {"type": "integer"},
    }
    steps = [
        ("property", "list"),
        ("item", ""),
        ("alternative", "oneOf/1"),
        ("property", "deep"),
    ]
    made = instance(schema, steps, False)
    assert made["list"][0] == {"deep": False}
    assert len(made["list"]) == 2
    assert instance(schema, [("additional", "")], 7)[FRESH_NAME] == 7
    assert instance({"anyOf": [{}, {}]}, [("alternative", "anyOf/1")], 7) == 7
    with pytest.raises(NoInstanceError):
        instance(schema, [("property", "id")], "text")


def test_a_validator_that_cannot_tell() -> None:
    assert violations({"pattern": "("}, "a") is None
    assert not accepts({"$ref": "https://example.com/none"}, 1)
