"""Small instances of schemas, and what they are made from."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.errors.instances import NOTHING, Instances
from scripts.codegen.runtime.errors.pattern_samples import sample
from scripts.codegen.runtime.schemas.flattened import flattened

SCHEMAS: dict[str, Any] = {
    "Tree": {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "minLength": 2},
            "next": {"$ref": "#/components/schemas/Tree"},
        },
    },
    "Endless": {
        "type": "object",
        "required": ["next"],
        "properties": {"next": {"$ref": "#/components/schemas/Endless"}},
    },
    "Circle": {"anyOf": [{"$ref": "#/components/schemas/Circle"}, {"type": "null"}]},
    "Pet": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
        "discriminator": {"propertyName": "kind"},
    },
    "Cat": {
        "allOf": [
            {"$ref": "#/components/schemas/Pet"},
            {"required": ["age"], "properties": {"age": {"type": "integer"}}},
        ]
    },
}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def smallest(schema: Any) -> Any:
    return Instances(Gate(lambda: SCHEMAS)).smallest(schema)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (True, ""),
        ({"const": None}, None),
        ({"enum": ["a", "b"], "default": "b"}, "a"),
        ({"type": "string", "default": "x", "example": "y"}, "x"),
        ({"type": "integer", "example": "wrong", "examples": [7]}, 7),
        ({"type": "boolean"}, False),
        ({"type": "null"}, None),
        ({"type": "integer", "exclusiveMinimum": 3}, 4),
        ({"type": "integer", "exclusiveMaximum": -3}, -4),
        ({"type": "integer", "minimum": 10, "multipleOf": 7}, 14),
        ({"type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 2}, 1.5),
        ({"type": "number", "minimum": 1e308, "multipleOf": 1e-300}, 1e308),
        ({"type": "string", "minLength": 3}, "---"),
        ({"type": "string", "minLength": 10**12}, NOTHING),
        ({"type": "string", "pattern": "^[A-Z]{2}-\\d+$"}, "AA-0"),
        ({"type": "string", "pattern": "^x*$", "minLength": 5}, "xxxxx"),
        ({"type": "string", "format": "ipv4"}, "192.0.2.1"),
        ({"type": "array"}, []),
        ({"type": "array", "minItems": 2, "items": {"enum": [3]}}, [3, 3]),
        ({"type": "array", "minItems": 65}, NOTHING),
        ({"type": "array", "minItems": 1, "items": False}, NOTHING),
        (
            {"type": "array", "minItems": 2, "prefixItems": [{"type": "null"}]},
            [None, ""],
        ),
        ({"type": "object", "required": ["a"]}, {"a": ""}),
        (
            {
                "type": "object",
                "required": ["a"],
                "additionalProperties": {"type": "integer"},
            },
            {"a": 0},
        ),
        (
            {"allOf": [{"type": ["number", "null"]}, {"type": "integer"}]},
            0,
        ),
        ({"allOf": [{"minimum": 3}, {"minimum": 5}], "type": "integer"}, 5),
        ({"allOf": [{"maxLength": 3}, {"maxLength": 1}], "enum": ["abc", "d"]}, "d"),
        ({"allOf": [{"enum": [1, 2]}, {"enum": [2, 3]}]}, 2),
        (
            {
                "type": "array",
                "minItems": 1,
                "allOf": [{"items": {"type": "integer"}}, {"items": {"minimum": 4}}],
            },
            [4],
        ),
        ({"oneOf": [{"type": "integer"}, {"const": 0}, {"const": "c"}]}, 1),
        ({"not": {}}, NOTHING),
        (ref("Tree"), {"name": "--"}),
        (ref("Endless"), NOTHING),
        (ref("Circle"), None),
        (ref("Pet"), {"kind": "Pet"}),
        (ref("Cat"), {"kind": "Cat", "age": 0}),
        (ref("Nowhere"), NOTHING),
    ],
)
def test_the_smallest_instance(schema: Any, value: Any) -> None:
    if schema == ref("Nowhere"):
        assert flattened(schema, SCHEMAS) == [{}]
    else:
        assert smallest(schema) == value


def test_combinations_without_end_are_given_up() -> None:
    def level(number: int) -> Any:
        members = {"x": ref(f"L{number + 1}"), "y": {"const": number}}
        branch = {"type": "object", "required": ["x", "y"], "properties": members}
        return {"oneOf": [branch] * 20}

    schemas = {f"L{number}": level(number) for number in range(9)} | {"L9": False}
    assert Instances(Gate(lambda: schemas)).smallest(ref("L0")) is NOTHING
    assert len(flattened({"allOf": [ref("L0"), ref("L1")]}, schemas)) == 24


PATTERNS = (
    *("^[a-z]+$", "a|b", "(ab){2,3}", "[^a0]", "[^abc]x?", "\\w\\d\\s\\W\\D\\S", "."),
    *(
        "[\\d]",
        "[^\\d\\s\\w]",
        "[^\\D]",
        "[^\\W]",
        "[^\\S]",
        "(?:x|y)z*?",
        "[^a]",
        "^$",
    ),
)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("repeats", [0, 1, 5])
def test_a_sample_matches_its_pattern(pattern: str, repeats: int) -> None:
    text = sample(pattern, repeats)
    assert text is not None
    assert re.search(pattern, text)


@pytest.mark.parametrize(
    "pattern",
    ["(", "(a)\\1", "[^a0\\-A_ .x]", "((a{100}){100}){100}", "a{99999}", "\\p{L}"],
)
def test_what_has_no_simple_sample_is_given_up(pattern: str) -> None:
    assert sample(pattern) is None


SIMPLE = st.recursive(
    st.one_of(
        st.builds(lambda v: {"const": v}, st.integers() | st.text() | st.none()),
        st.builds(
            lambda low, span: {
                "type": "integer",
                "minimum": low,
                "maximum": low + span,
            },
            st.integers(-9, 9),
            st.integers(0, 9),
        ),
        st.builds(lambda n: {"type": "string", "minLength": n}, st.integers(0, 9)),
        st.sampled_from(("date", "uuid", "email")).map(
            lambda name: {"type": "string", "format": name}
        ),
        st.just({"type": "boolean"}),
    ),
    lambda inner: st.one_of(
        st.builds(
            lambda members: {
                "type": "object",
                "properties": members,
                "required": sorted(members),
            },
            st.dictionaries(st.text(max_size=3), inner, max_size=3),
        ),
        st.builds(
            lambda item, least: {"type": "array", "items": item, "minItems": least},
            inner,
            st.integers(0, 3),
        ),
        st.builds(lambda branches: {"anyOf": branches}, st.lists(inner, min_size=1)),
    ),
    max_leaves=8,
)


@given(SIMPLE)
def test_what_can_be_met_is_met(schema: Any) -> None:
    value = smallest(schema)
    assert value is not NOTHING
    assert Gate(lambda: {"S": schema}).is_valid("S", json.loads(json.dumps(value)))
