"""Faults within unions: of the alternative that is meant, where that is clear."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.violations import violations


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def told(**mapping: str) -> dict[str, Any]:
    refs = {name: ref(target)["$ref"] for name, target in mapping.items()}
    return {"propertyName": "kind", "mapping": refs}


def thing(kind: Any, **properties: Any) -> dict[str, Any]:
    members = {"kind": kind, **{k: {"type": v} for k, v in properties.items()}}
    return {"type": "object", "required": [*members], "properties": members}


LONG = [f"value-{number:02}" for number in range(25)]
SCHEMAS: dict[str, Any] = {
    "Cat": thing({"const": "cat"}, n="integer"),
    "Dog": thing({"enum": ["dog", "puppy"]}, bark="boolean"),
    "Pet": {"oneOf": [ref("Cat"), ref("Dog")]},
    "Pets": {"type": "array", "items": ref("Pet")},
    "Owner": {"properties": {"pet": {"anyOf": [ref("Pet"), {"type": "null"}]}}},
    "One": thing({"const": 1}, n="integer"),
    "True": thing({"const": True}, n="string"),
    "Mixed": {"anyOf": [ref("One"), ref("True")]},
    "Base": {"required": ["kind"], "properties": {"kind": {"type": "string"}}},
    "Sub": {"allOf": [ref("Base"), thing({"const": "sub"}, n="integer")]},
    "Sup": {"allOf": [ref("Base"), {"properties": {"kind": {"const": "sup"}}}]},
    "Derived": {"oneOf": [ref("Sub"), ref("Sup")]},
    "Deep": {"oneOf": [ref("Pet"), thing({"const": "fish"}, fins="integer")]},
    "A": thing({"type": "string"}, lives="integer"),
    "B": thing({"type": "string"}, bark="boolean"),
    "Loose": {"oneOf": [ref("A"), ref("B")], "discriminator": told(A="A", dog="B")},
    "Lax": {
        "oneOf": [ref("A"), ref("B")],
        "discriminator": {**told(A="A"), "defaultMapping": ref("B")["$ref"]},
    },
    "Plain": {"oneOf": [ref("A"), ref("B")]},
    "Two": {
        "oneOf": [
            {**thing({"const": "a"}, n="integer"), "title": "aa"},
            {
                "required": ["kind", "v"],
                "properties": {"kind": {"const": "a"}, "v": {"const": 2}},
            },
            {
                "required": ["kind", "v"],
                "properties": {"kind": {"const": "b"}, "v": {"const": 2}},
            },
        ]
    },
    "Scalar": {
        "oneOf": [{"type": "string", "maxLength": 2}, {"type": "integer", "maximum": 9}]
    },
    "Doubled": {"oneOf": [{"type": "integer"}, {"type": "number"}]},
    "Twice": {"allOf": [{"type": "object"}, {"type": "object"}]},
    "Long": {"enum": LONG},
    "Listed": {"enum": LONG[:20]},
    "Wide": {"enum": ["x" * 200, *"abcdefgh"] + ["y" * 200] * 9},
}
SEVERAL = "is valid under more than one of the schemas listed in the 'oneOf' keyword"
NEITHER = "is not valid under any of the schemas listed in the 'oneOf' keyword"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Pet", {"kind": "cat", "n": "x"}, [("/n", 'is not of type "integer"')]),
        ("Pet", {"kind": "puppy"}, [("/bark", "is required")]),
        ("Pet", {"kind": "cow"}, [("/kind", 'is not one of "cat", "dog", "puppy"')]),
        ("Pet", {"kind": None}, [("/kind", 'is not one of "cat", "dog", "puppy"')]),
        ("Pet", {}, [("/kind", "is required")]),
        ("Pet", 1, [("", NEITHER)]),
        (
            "Pets",
            [{"kind": "cat"}, {}],
            [("/0/n", "is required"), ("/1/kind", "is required")],
        ),
        ("Owner", {"pet": {"kind": "dog"}}, [("/pet/bark", "is required")]),
        ("Mixed", {"kind": 1, "n": "x"}, [("/n", 'is not of type "integer"')]),
        ("Mixed", {"kind": 1.0, "n": "x"}, [("/n", 'is not of type "integer"')]),
        ("Mixed", {"kind": True, "n": 1}, [("/n", 'is not of type "string"')]),
        ("Mixed", {"kind": "1"}, [("/kind", "is not one of 1, true")]),
        ("Derived", {"kind": "sub"}, [("/n", "is required")]),
        ("Derived", {"kind": "x"}, [("/kind", 'is not one of "sub", "sup"')]),
        ("Deep", {"kind": "cat", "n": "x"}, [("/n", 'is not of type "integer"')]),
        (
            "Deep",
            {"kind": "x"},
            [("/kind", 'is not one of "cat", "dog", "puppy", "fish"')],
        ),
        ("Loose", {"kind": "A"}, [("/lives", "is required")]),
        ("Loose", {"kind": "dog"}, [("/bark", "is required")]),
        ("Loose", {"kind": "x"}, [("/kind", 'is not one of "A", "dog"')]),
        ("Loose", {}, [("/kind", "is required")]),
        ("Lax", {"kind": "x"}, [("/bark", "is required")]),
        ("Plain", {"kind": "A"}, [("", NEITHER)]),
        ("Two", {"kind": "a", "v": 3}, [("", NEITHER)]),
        ("Two", {"kind": "b", "v": 3}, [("/v", "2 was expected")]),
        ("Scalar", "long", [("", "is longer than 2 characters")]),
        ("Scalar", 10, [("", "is greater than the maximum of 9")]),
        ("Scalar", None, [("", NEITHER)]),
        (
            "Doubled",
            1,
            [("", SEVERAL)],
        ),
        ("Twice", 1, [("", 'is not of type "object"')]),
    ],
)
def test_the_faults_of_what_is_meant_are_told(
    name: str, value: Any, expected: list[tuple[str, str]]
) -> None:
    validator = Gate(lambda: SCHEMAS).validator(name)
    found = violations(validator, value)
    assert [(each.pointer, each.detail) for each in found] == expected


def test_values_are_listed_as_far_as_they_are_few() -> None:
    gate = Gate(lambda: SCHEMAS)
    [listed] = violations(gate.validator("Listed"), 1)
    assert all(f'"{value}"' in listed.detail for value in LONG[:20])
    assert "others" not in listed.detail
    [long] = violations(gate.validator("Long"), 1)
    assert long.detail.endswith("or 5 others")
    [wide] = violations(gate.validator("Wide"), 1)
    assert len(wide.detail) < 600
