"""What a schema says about the form of a value, which decoding text needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .references import name_in

ANY = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_DEEP = 16
_IMPLIED = {
    "items": "array",
    "prefixItems": "array",
    "minItems": "array",
    "maxItems": "array",
    "properties": "object",
    "additionalProperties": "object",
    "pattern": "string",
    "minLength": "string",
    "maxLength": "string",
    "format": "string",
    "minimum": "number",
    "maximum": "number",
    "multipleOf": "number",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The JSON types that a schema allows, and the shapes of its parts.

    `upload` says that a value may be a file, which the gate sees as an object.
    """

    kinds: frozenset[str] = ANY
    items: Shape | None = None
    properties: Mapping[str, Shape] = field(default_factory=dict)
    extra: Shape | None = None
    upload: bool = False

    @property
    def is_open(self) -> bool:
        """May an object have members that the schema does not name?"""
        return self.extra is not None

    def takes(self, kind: str) -> bool:
        """Does the schema allow this JSON type, and not simply everything?"""
        return kind in self.kinds and self.kinds != ANY


# The keyword of schemas that describe files instead of values.
UPLOAD = "x-upload"
TEXT = Shape(frozenset({"string"}))


def shape_of(schema: object, schemas: Mapping[str, Any], depth: int = 0) -> Shape:
    """Return the shape of a schema, through references, unions and intersections.

    A schema that says nothing about types is taken by what its other keywords imply.
    """
    if not isinstance(schema, dict) or depth > _DEEP:
        return Shape(extra=None if schema is False else TEXT)
    found = _own(schema, schemas, depth)
    for part in _all_of(schema, schemas):
        found = _both(found, shape_of(part, schemas, depth + 1))
    for keyword in ("anyOf", "oneOf"):
        if branches := schema.get(keyword):
            shapes = [shape_of(branch, schemas, depth + 1) for branch in branches]
            union = shapes[0]
            for shape in shapes[1:]:
                union = _either(union, shape)
            found = _both(found, union)
    return found if found.kinds != ANY else _implied(schema, found)


def _all_of(schema: dict[str, Any], schemas: Mapping[str, Any]) -> list[object]:
    parts = list(schema.get("allOf", ()))
    name = name_in(schema.get("$ref", ""))
    return [schemas[name], *parts] if name and name in schemas else parts


def _own(schema: dict[str, Any], schemas: Mapping[str, Any], depth: int) -> Shape:
    declared = schema.get("type", ANY)
    kinds = frozenset({declared} if isinstance(declared, str) else declared)
    if declared is ANY and ("const" in schema or "enum" in schema):
        values = schema["enum"] if "enum" in schema else [schema["const"]]
        kinds = frozenset(map(kind_of, values))
    extra = schema.get("additionalProperties", True)
    return Shape(
        kinds,
        shape_of(schema["items"], schemas, depth + 1) if "items" in schema else None,
        {
            name: shape_of(value, schemas, depth + 1)
            for name, value in schema.get("properties", {}).items()
        },
        None if extra is False else shape_of(extra, schemas, depth + 1),
        UPLOAD in schema,
    )


def _implied(schema: dict[str, Any], found: Shape) -> Shape:
    kinds = frozenset(kind for key, kind in _IMPLIED.items() if key in schema)
    return Shape(kinds or ANY, found.items, found.properties, found.extra, found.upload)


_PYTHON = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    str: "string",
    list: "array",
    dict: "object",
}


def kind_of(value: object) -> str:
    """Return the JSON type of a value; integral numbers are integers."""
    if isinstance(value, float):
        return "integer" if value.is_integer() else "number"
    return _PYTHON[type(value)]


def _both(one: Shape, two: Shape) -> Shape:
    kinds = one.kinds & two.kinds
    if "integer" in one.kinds | two.kinds and "number" in one.kinds | two.kinds:
        kinds |= {"integer"}  # every integer is a number
    return Shape(
        kinds,
        one.items or two.items,
        {**one.properties, **two.properties},
        one.extra if two.extra else None,
        one.upload or two.upload,
    )


def _either(one: Shape, two: Shape) -> Shape:
    return Shape(
        one.kinds | two.kinds,
        one.items or two.items,
        {**one.properties, **two.properties},
        one.extra or two.extra,
        one.upload or two.upload,
    )
