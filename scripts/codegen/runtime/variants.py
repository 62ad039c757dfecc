"""Schemas without references and combinations: the ways in which they can be met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .references import name_in, pointer_to
from .shapes import ANY

Flat = dict[str, Any]

_COMBINING = frozenset({"$ref", "allOf", "anyOf", "oneOf", "discriminator"})
_LOWER = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems"})
_UPPER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems"})
# Bounds of what is looked at: contracts refer in circles and combine without end.
_DEEP, _MANY = 12, 24


def variants(schema: object, schemas: Mapping[str, Any], depth: int = 0) -> list[Flat]:
    """Return at most 24 schemas without combinations, in the order of the contract.

    An instance of one of them is likely an instance of `schema`; a validator knows.
    A discriminator gives each of its branches the name by which it is told apart.
    """
    if not isinstance(schema, dict):
        return [] if schema is False else [{}]
    if depth > _DEEP:
        return []
    own = {name: value for name, value in schema.items() if name not in _COMBINING}
    found: list[Flat] = [own]
    for part in _parts(schema, schemas):
        found = _joined(found, variants(part, schemas, depth + 1))
    for keyword in ("oneOf", "anyOf"):
        if keyword in schema:
            branches = _branches(schema, keyword, schemas, depth)
            found = _joined(found, branches)
    return found


def kinds(flat: Flat) -> frozenset[str]:
    """Return the JSON types that a flat schema names; all if it names none."""
    declared = flat.get("type", ANY)
    return frozenset({declared} if isinstance(declared, str) else declared)


def _parts(schema: Flat, schemas: Mapping[str, Any]) -> Iterator[object]:
    name = name_in(schema.get("$ref", ""))
    if name in schemas:
        yield schemas[name]
    yield from schema.get("allOf", ())


def _branches(
    schema: Flat, keyword: str, schemas: Mapping[str, Any], depth: int
) -> list[Flat]:
    told = schema.get("discriminator", {})
    told_by = told.get("propertyName")
    names = {target: name for name, target in told.get("mapping", {}).items()}
    found: list[Flat] = []
    for branch in schema[keyword]:
        flats = variants(branch, schemas, depth + 1)
        target = name_in(branch.get("$ref", "")) if isinstance(branch, dict) else None
        if told_by and target:
            name = names.get(pointer_to(target), names.get(target, target))
            pin = {"properties": {told_by: {"const": name}}, "required": [told_by]}
            flats = _joined(flats, [pin])
        found += flats
    return found


def _joined(one: Iterable[Flat], two: Iterable[Flat]) -> list[Flat]:
    both = list(two)
    return [_both(left, right) for left in one for right in both][:_MANY]


def _both(one: Flat, two: Flat) -> Flat:
    return one | {
        name: _meet(name, one, value) if name in one else value
        for name, value in two.items()
    }


def _meet(keyword: str, one: Flat, two: Any) -> Any:
    known = one[keyword]
    match keyword:
        case "properties":
            shared = {
                name: {"allOf": [known[name], two[name]]}
                for name in known
                if name in two
            }
            return known | two | shared
        case "required":
            return list(dict.fromkeys([*known, *two]))
        case "enum":
            return [value for value in known if value in two]
        case "type":
            return _common(kinds({"type": known}), kinds({"type": two}))
        case "items":
            return {"allOf": [known, two]}
    if keyword in _LOWER:
        return max(known, two)
    return min(known, two) if keyword in _UPPER else two


def _common(one: frozenset[str], two: frozenset[str]) -> list[str]:
    whole = {"integer"} if "integer" in one | two and "number" in one | two else set()
    return sorted(one & two | whole)
