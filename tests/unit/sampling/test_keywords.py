"""Each keyword of JSON Schema, alone and where it meets others."""

from typing import Any

import pytest

from impl.engine.sampling.sampler import NoInstance
from tests.unit.sampling.sampling_of import STYLES, S, checked_samples, sampler

_TEXT = {"type": "string"}
_WHOLE = {"type": "integer"}

SATISFIABLE: dict[str, Any] = {
    "nothing": {},
    "true": True,
    "cents": {"type": "number", "multipleOf": 0.01, "minimum": 0.05, "maximum": 0.07},
    "two steps": {"type": "integer", "allOf": [{"multipleOf": 6}, {"multipleOf": 4}]},
    "a narrow gap": {"type": "number", "minimum": 1.0001, "exclusiveMaximum": 1.0002},
    "one number": {"type": "number", "minimum": 0.3, "maximum": 0.3},
    "negative": {"type": "integer", "maximum": -5},
    "far away": {"type": "integer", "minimum": 10**15},
    "int32": {"type": "integer", "format": "int32", "minimum": 2**31 - 3},
    "int64": {"type": "integer", "format": "int64", "maximum": -(2**63) + 2},
    "pattern and lengths": {**_TEXT, "pattern": "^[a-z]+$", "minLength": 30},
    "two patterns": {**_TEXT, "allOf": [{"pattern": "^a.*"}, {"pattern": "z$"}]},
    "pattern within": {**_TEXT, "pattern": "[0-9]{3}", "minLength": 9, "maxLength": 9},
    "pattern and format": {**_TEXT, "format": "uri", "pattern": "^https://"},
    "format and length": {**_TEXT, "format": "email", "maxLength": 12},
    "date of a year": {**_TEXT, "format": "date", "pattern": "^1999-"},
    "letters of Unicode": {**_TEXT, "pattern": r"^\p{Lu}{2}$"},
    "looking ahead": {**_TEXT, "pattern": r"^(?!admin$)(?=.*\d)[a-z\d]{5,8}$"},
    "said again": {**_TEXT, "pattern": r"^([a-z])x\1$"},
    "Base64": {**_TEXT, "format": "byte", "minLength": 1},
    "encoded": {**_TEXT, "contentEncoding": "base64"},
    "length zero": {**_TEXT, "maxLength": 0},
    "no such value": {**_TEXT, "not": {"pattern": "^[a-m]"}},
    "enum with others": {"enum": [1, "a", None, [1]], "type": ["string", "array"]},
    "items and prefix": {"prefixItems": [_TEXT], "items": _WHOLE, "minItems": 4},
    "unique numbers": {
        "type": "array",
        "items": {"type": "integer", "minimum": 1, "maximum": 4},
        "uniqueItems": True,
        "minItems": 4,
    },
    "unique texts": {
        "type": "array",
        "items": {**_TEXT, "pattern": "^[ab]{2}$"},
        "uniqueItems": True,
        "minItems": 4,
    },
    "unique objects": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["on"],
            "properties": {"on": {"type": "boolean"}},
            "additionalProperties": False,
        },
        "uniqueItems": True,
        "minItems": 2,
    },
    "unique alternatives": {
        "type": "array",
        "items": {"anyOf": [{"type": "boolean"}, {"type": "null"}, {"const": "x"}]},
        "uniqueItems": True,
        "minItems": 4,
    },
    "contains and prefix": {
        "prefixItems": [_WHOLE],
        "contains": _TEXT,
        "minContains": 2,
        "maxItems": 3,
        "type": "array",
    },
    "at most": {"type": "array", "contains": _TEXT, "maxContains": 1, "minItems": 3},
    "none contained": {
        "type": "array",
        "contains": _TEXT,
        "minContains": 0,
        "maxContains": 0,
        "minItems": 1,
    },
    "unevaluated items": {
        "type": "array",
        "allOf": [{"prefixItems": [_TEXT, _WHOLE]}],
        "unevaluatedItems": False,
        "minItems": 2,
    },
    "names alike": {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z]{2}$"},
        "additionalProperties": _WHOLE,
        "minProperties": 3,
    },
    "names listed": {
        "type": "object",
        "propertyNames": {"enum": ["a", "b", "c"]},
        "minProperties": 3,
    },
    "patterns overlap": {
        "type": "object",
        "patternProperties": {"^a": {"minimum": 5}, "b$": {**_WHOLE, "maximum": 6}},
        "required": ["ab"],
        "additionalProperties": False,
    },
    "few members": {
        "type": "object",
        "properties": dict.fromkeys("abcd", _TEXT),
        "minProperties": 2,
        "maxProperties": 2,
        "required": ["d"],
    },
    "further names": {"type": "object", "required": ["extra"], "minProperties": 3},
    "a dependent schema": {
        "type": "object",
        "required": ["card"],
        "dependentSchemas": {
            "card": {"required": ["till"], "properties": {"till": {"const": 1}}}
        },
    },
    "dependencies of before": {
        "type": "object",
        "required": ["a"],
        "dependencies": {"a": ["b"], "b": {"required": ["c"]}},
    },
    "closed by allOf": {
        "allOf": [
            {"type": "object", "properties": {"a": _TEXT, "b": _TEXT}},
            {"properties": {"a": True}, "additionalProperties": False},
        ]
    },
    "unevaluated members": {
        "type": "object",
        "allOf": [{"properties": {"a": _TEXT}, "required": ["a"]}],
        "anyOf": [{"properties": {"b": _WHOLE}}, {"properties": {"c": _WHOLE}}],
        "unevaluatedProperties": False,
    },
    "not both": {
        "type": "object",
        "properties": {"a": _TEXT, "b": _TEXT},
        "required": ["a"],
        "not": {"required": ["a", "b"]},
    },
    "not all of": {"type": "integer", "not": {"allOf": [{"minimum": 3}, _WHOLE]}},
    "neither": {"not": {"anyOf": [_TEXT, {"type": "object"}, {"type": "null"}]}},
    "overlapping": {
        "oneOf": [
            {"type": "object", "properties": {"a": _TEXT}},
            {"type": "object", "properties": {"a": _TEXT}, "required": ["b"]},
            {"type": "object", "properties": {"c": _TEXT}, "required": ["a", "c"]},
        ]
    },
    "one of two ranges": {
        "type": "integer",
        "oneOf": [{"minimum": 5}, {"maximum": 8}],
    },
    "one of two choices": {
        "type": "object",
        "oneOf": [{"required": ["a"]}, {"required": ["b"]}],
        "anyOf": [{"required": ["c"]}, {"required": ["d"]}],
        "properties": dict.fromkeys("abcd", _TEXT),
    },
    "a rare way": {
        "oneOf": [{"type": "string"}, {"pattern": "^a", "type": "string"}, _WHOLE]
    },
    "conditions in a row": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": ["a", "b", "c"]}},
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}},
                "then": {"required": [f"of_{kind}"]},
            }
            for kind in "abc"
        ],
    },
    "without an end, but for one way": {
        "type": "object",
        "required": ["next"],
        "properties": {
            "next": {"anyOf": [{"$ref": "#/components/schemas/S"}, {"type": "null"}]}
        },
    },
    "beside a reference": {"$ref": "#/components/schemas/Word", "maxLength": 3},
}


@pytest.mark.parametrize("name", SATISFIABLE)
def test_every_sample_is_valid(name: str) -> None:
    word = {"type": "string", "minLength": 2}
    assert checked_samples(SATISFIABLE[name], seeds=8, Word=word)


UNSATISFIABLE: dict[str, tuple[Any, str, str]] = {
    "bounds": (
        {"type": "integer", "minimum": 3, "maximum": 2},
        "",
        "no number lies within its bounds",
    ),
    "no multiple": ({"type": "integer", "exclusiveMinimum": 3, "maximum": 3}, "", "no"),
    "types": ({"allOf": [_TEXT, _WHOLE]}, "", "it allows no type of value"),
    "false": (False, "", "it allows no type of value"),
    "lengths": ({**_TEXT, "minLength": 3, "maxLength": 2}, "", "no text is as long"),
    "pattern": ({**_TEXT, "pattern": "^a{3}$", "maxLength": 2}, "", "no value meets"),
    "enum": ({"enum": ["a"], "type": "integer"}, "", "none of the values"),
    "member": (
        {
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"type": "object", "required": ["b"]}},
            "allOf": [{"properties": {"a": {"properties": {"b": False}}}}],
        },
        "/properties/a",
        "it allows no type",
    ),
    "endless": (
        {
            "type": "object",
            "required": ["next"],
            "properties": {"next": {"$ref": "#/components/schemas/S"}},
        },
        "",
        "without end",
    ),
    "items": (
        {"type": "array", "minItems": 2, "items": {"enum": []}},
        "/items",
        "none of the values",
    ),
    "unique": (
        {
            "type": "array",
            "minItems": 3,
            "items": {"enum": [1, 2]},
            "uniqueItems": True,
        },
        "",
        "no value meets all that is asked",
    ),
    "both": ({"oneOf": [_TEXT, _TEXT]}, "", "no value meets all that is asked"),
    "not": ({**_TEXT, "not": _TEXT}, "", "it allows no type of value"),
}


@pytest.mark.parametrize("name", UNSATISFIABLE)
def test_what_has_no_instance_is_said_with_its_place(name: str) -> None:
    schema, below, why = UNSATISFIABLE[name]
    made = sampler(schema)
    for style in STYLES:
        with pytest.raises(NoInstance) as caught:
            made.sample(S, 1, style=style)
        assert why in caught.value.why
        assert caught.value.pointer.startswith(S)
        assert caught.value.pointer.removeprefix(S).startswith(below)


def test_what_stands_nowhere_is_said_so() -> None:
    with pytest.raises(LookupError):
        sampler({}).sample(f"{S}/properties/a", 1)


def test_what_can_not_be_is_left_out() -> None:
    schema = {
        "type": "object",
        "properties": {
            "a": _TEXT,
            "never": {"type": "integer", "minimum": 2, "maximum": 1},
            "endless": {
                "type": "object",
                "required": ["x"],
                "properties": {"x": False},
            },
        },
    }
    assert {name for each in checked_samples(schema) for name in each} == {"a"}
