"""Members that only the server knows reach nobody."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.read_only import IGNORED, ReadOnlyMembers

ID = {"type": "integer", IGNORED: True}
CAT = {"properties": {"kind": {"const": "cat"}, "id": ID}, "required": ["kind"]}
DOG = {"properties": {"kind": {"const": "dog"}, "id": {}}, "required": ["kind"]}
SCHEMAS: dict[str, Any] = {
    "Plain": {"properties": {"id": {"type": "integer"}}},
    "Cat": CAT,
    "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, DOG]},
    "Pets": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
    "Both": {"allOf": [{"properties": {"id": ID}}], "properties": {"n": {}}},
    "Tree": {
        "properties": {
            "id": ID,
            "below": {"items": {"$ref": "#/components/schemas/Tree"}},
        }
    },
    "Map": {"additionalProperties": {"$ref": "#/components/schemas/Cat"}},
    "Names": {"patternProperties": {"^x-": ID}, "additionalProperties": CAT},
    "Pair": {"prefixItems": [CAT], "items": DOG},
    "If": {"if": {"required": ["n"]}, "then": {"properties": {"id": ID}}, "else": DOG},
    "Rest": {"properties": {"n": {}}, "unevaluatedProperties": CAT},
    "RestOfAll": {
        "allOf": [{"properties": {"n": {}}}, {"patternProperties": {"^x-": {}}}],
        "anyOf": [{"properties": {"m": {}}, "required": ["m"]}, True],
        "unevaluatedProperties": ID,
    },
    "NoRest": {"allOf": [{"additionalProperties": {}}], "unevaluatedProperties": ID},
    "Depends": {"dependentSchemas": {"n": {"properties": {"id": ID}}}},
}
REST = {"n": {"id": 1}, "a": {"kind": "cat"}}


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("Plain", {"id": 1}, {"id": 1}),
        ("Cat", {"kind": "cat", "id": 1, "n": 2}, {"kind": "cat", "n": 2}),
        ("Cat", 1, 1),
        ("Pet", {"kind": "cat", "id": 1}, {"kind": "cat"}),
        ("Pet", {"kind": "dog", "id": 1}, {"kind": "dog", "id": 1}),
        ("Pets", [{"kind": "cat", "id": 1}], [{"kind": "cat"}]),
        ("Both", {"id": 1, "n": 2}, {"n": 2}),
        ("Tree", {"id": 1, "below": [{"id": 2, "n": 3}]}, {"below": [{"n": 3}]}),
        ("Map", {"id": {"kind": "cat", "id": 1}}, {"id": {"kind": "cat"}}),
        ("Names", {"x-1": 1, "y": {"kind": "cat", "id": 1}}, {"y": {"kind": "cat"}}),
        (
            "Pair",
            [{"kind": "cat", "id": 1}, {"kind": "dog", "id": 1}],
            [{"kind": "cat"}, {"kind": "dog", "id": 1}],
        ),
        ("If", {"n": 1, "id": 1}, {"n": 1}),
        ("If", {"kind": "dog", "id": 1}, {"kind": "dog", "id": 1}),
        ("Rest", {"n": {"id": 1}, "a": {"kind": "cat", "id": 1}}, REST),
        ("RestOfAll", {"n": 1, "x-1": 2, "m": 3, "id": 4}, {"n": 1, "x-1": 2, "m": 3}),
        ("RestOfAll", {"id": 4}, {}),
        ("NoRest", {"id": 1}, {"id": 1}),
        ("Depends", {"n": 1, "id": 1}, {"n": 1}),
        ("Depends", {"id": 1}, {"id": 1}),
    ],
)
def test_ignored_members_are_dropped(name: str, value: Any, left: Any) -> None:
    gate = Gate(lambda: SCHEMAS)
    assert gate.is_valid(name, value)
    assert ReadOnlyMembers(name, gate).dropped(value) == left


def test_a_deep_value_is_no_deep_stack() -> None:
    value: dict[str, Any] = {"id": 0}
    for _ in range(5000):
        value = {"id": 1, "below": [value]}
    left = ReadOnlyMembers("Tree", Gate(lambda: SCHEMAS)).dropped(value)
    while "below" in left:
        assert left.keys() == {"below"}
        [left] = left["below"]
    assert left == {}
