# A copy of Countersign's scripts/codegen/runtime/schemas/flattened.py.
"""Schemas without references and combinations: the ways in which they can be met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..vocabulary.keywords import COMBINING
from .references import name_in
from .schema_types import ANY

Flat = dict[str, Any]

_NOT_ITS_OWN = frozenset({"$ref", *COMBINING, "discriminator"})
_LOWER = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems"})
_UPPER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems"})
_MANY = 24


def flattened(
    schema: object, schemas: Mapping[str, Any], trail: tuple[str, ...] = ()
) -> list[Flat]:
    """Return at most 24 schemas without combinations, in the order of the contract.

    An instance of one of them is likely an instance of `schema`; a validator knows.
    A discriminator gives each schema the name by which it is told apart. `trail` names
    the references that led here; none is followed in a circle.
    """
    if not isinstance(schema, dict):
        return [] if schema is False else [{}]
    target = name_in(schema.get("$ref", ""))
    if target in trail:
        return []
    if target is not None:
        trail = (*trail, target)
    own = {name: value for name, value in schema.items() if name not in _NOT_ITS_OWN}
    found: list[Flat] = [own]
    for part in _parts(schema, schemas):
        found = _joined(found, flattened(part, schemas, trail))
    unions = [schema[keyword] for keyword in ("oneOf", "anyOf") if keyword in schema]
    for union in unions:
        branches = [_branch(schema, each, schemas, trail) for each in union]
        found = _joined(found, [flat for branch in branches for flat in branch])
    if not unions:
        # The outermost component says what it is, whatever it is made of.
        outer = next((name for name in trail if not name.startswith("/")), None)
        found = _told(schema, outer, found)
    return found[:_MANY]


def kinds(flat: Flat) -> frozenset[str]:
    """Return the JSON types that a flat schema names; all if it names none."""
    declared = flat.get("type", ANY)
    return frozenset({declared} if isinstance(declared, str) else declared)


def _parts(schema: Flat, schemas: Mapping[str, Any]) -> Iterator[object]:
    name = name_in(schema.get("$ref", ""))
    if name is not None and name in schemas:
        yield schemas[name]
    yield from schema.get("allOf", ())


def _branch(
    schema: Flat, branch: object, schemas: Mapping[str, Any], trail: tuple[str, ...]
) -> list[Flat]:
    flats = flattened(branch, schemas, trail)
    target = name_in(branch.get("$ref", "")) if isinstance(branch, dict) else None
    return _told(schema, target, flats)


def _told(schema: Flat, target: str | None, flats: list[Flat]) -> list[Flat]:
    """Put before `flats` those that bear the name that tells their schema apart."""
    told = schema.get("discriminator")
    if told is None or target is None:
        return flats
    names = {name_in(ref): name for name, ref in told.get("mapping", {}).items()}
    names |= {ref: name for name, ref in told.get("mapping", {}).items()}
    pin = {"properties": {told["propertyName"]: {"const": names.get(target, target)}}}
    return [*_joined(flats, [pin]), *flats]


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
