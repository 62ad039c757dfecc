"""Schemas that would take without end: each gets an answer all the same."""

from contextlib import suppress
from typing import Any

import pytest

from impl.engine.sampling.sampler import NoInstance
from tests.unit.sampling.sampling_of import STYLES, S, sampler

_SELF = {"$ref": "#/components/schemas/S"}


def _nested(depth: int) -> Any:
    schema: Any = {"type": "string"}
    for _ in range(depth):
        schema = {"type": "object", "required": ["a"], "properties": {"a": schema}}
    return schema


HOSTILE: dict[str, Any] = {
    "many items": {"type": "array", "minItems": 10**9},
    "many members": {"type": "object", "minProperties": 10**9},
    "a long text": {"type": "string", "minLength": 10**10},
    "a long pattern": {"type": "string", "pattern": "^(a{1000}b{1000}){9}$"},
    "a pattern that backtracks": {"type": "string", "pattern": "^(a+)+$(?<!a)"},
    "far apart": {"type": "number", "minimum": -1e308, "maximum": 1e308},
    "a tiny step": {"type": "number", "multipleOf": 1e-300, "minimum": 1e300},
    "deep": _nested(150),
    "far too deep": _nested(5000),
    "twice itself": {
        "type": "object",
        "required": ["a", "b"],
        "properties": {
            "a": {"anyOf": [_SELF, {"type": "null"}]},
            "b": {"anyOf": [_SELF, {"type": "null"}]},
        },
    },
    "many of itself": {
        "type": "array",
        "minItems": 3,
        "items": {"anyOf": [_SELF, {"type": "integer"}]},
    },
    "maps of itself": {"type": "object", "additionalProperties": _SELF},
    "itself in place": {"allOf": [_SELF], "type": "string"},
    "not itself": {"not": _SELF},
    "one or itself": {"oneOf": [_SELF, {"type": "string"}]},
    "many alternatives": {
        "oneOf": [{"required": [f"a{n}"], "type": "object"} for n in range(60)]
    },
    "many pairs": {
        "allOf": [
            {"oneOf": [{"required": [f"a{n}"]}, {"required": [f"b{n}"]}]}
            for n in range(25)
        ],
        "type": "object",
    },
    "many contradictions": {
        "allOf": [
            {"anyOf": [{"required": [f"a{n}"]}, {"required": [f"b{n}"]}]}
            for n in range(8)
        ],
        "type": "object",
        "maxProperties": 7,
    },
    "never one": {"oneOf": [{"type": "object"}] * 12},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_there_is_an_answer(name: str) -> None:
    made = sampler(HOSTILE[name])
    for style in STYLES:
        with suppress(NoInstance):
            value = made.sample(S, 1, style=style)
            assert made.faults(S, value) == []


@pytest.mark.parametrize("name", ["many alternatives", "many pairs", "twice itself"])
def test_what_only_looks_hard_is_found(name: str) -> None:
    made = sampler(HOSTILE[name])
    assert made.faults(S, made.sample(S, 2)) == []
