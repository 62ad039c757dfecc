# A copy of Countersign's scripts/codegen/runtime/errors/instances.py.
"""Small instances of schemas: what fills the members that nobody has a value for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from ..contract.gate import Gate
from ..schemas.flattened import Flat, flattened, kinds
from ..vocabulary.formats import format_in
from .pattern_samples import sample

NOTHING: Final = object()

_DEEP = 8
_MANY_ITEMS, _LONGEST = 64, 4096
# Schemas looked at for one instance: combinations of combinations have no end.
_MANY_SCHEMAS = 500


class Instances:
    """Makes instances of a gate's schemas, always the same one of a schema."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._left = 0

    def smallest(self, schema: object, depth: int = 0) -> Any:
        """Return a small valid instance, or NOTHING if none is found.

        A schema's own values come first: const, enum, default, example and examples.
        """
        if depth == 0:
            self._left = _MANY_SCHEMAS
        self._left -= 1
        if depth > _DEEP or self._left < 0:
            return NOTHING
        validator = self._gate.compiled(schema)
        for flat in flattened(schema, self._gate.schemas):
            for value in self._candidates(flat, depth):
                if validator.is_valid(value):
                    return value
        return NOTHING

    def _candidates(self, flat: Flat, depth: int) -> Iterator[Any]:
        yield from own_values(flat)
        allowed = kinds(flat)
        if "string" in allowed:
            yield from texts(flat)
        if "integer" in allowed or "number" in allowed:
            yield from _numbers(flat)
        if "boolean" in allowed:
            yield False
        if "object" in allowed:
            yield from self._objects(flat, depth)
        if "array" in allowed:
            yield from self._arrays(flat, depth)
        if "null" in allowed:
            yield None

    def _objects(self, flat: Flat, depth: int) -> Iterator[Any]:
        members = {}
        for name in flat.get("required", ()):
            value = self.smallest(member_of(flat, name), depth + 1)
            if value is NOTHING:
                return
            members[name] = value
        yield members

    def _arrays(self, flat: Flat, depth: int) -> Iterator[Any]:
        least = flat.get("minItems", 0)
        if least > _MANY_ITEMS:
            return
        items = []
        fixed = flat.get("prefixItems", ())
        for index in range(least):
            schema = fixed[index] if index < len(fixed) else flat.get("items", True)
            items.append(self.smallest(schema, depth + 1))
        if NOTHING not in items:
            yield items


def own_values(flat: Flat) -> list[Any]:
    """Return the values that a schema gives itself."""
    if "const" in flat:
        return [flat["const"]]
    return [
        *flat.get("enum", ()),
        *(flat[name] for name in ("default", "example") if name in flat),
        *flat.get("examples", ()),
    ]


def member_of(flat: Flat, name: str) -> Any:
    """Return the schema of a member of an object."""
    extra = flat.get("additionalProperties", True)
    return flat.get("properties", {}).get(name, extra)


def texts(flat: Flat) -> Iterator[str]:
    """Yield texts that a schema is likely to allow."""
    least = flat.get("minLength", 0)
    if filler := format_in(flat).filler:
        yield filler
    if "pattern" in flat:
        for repeats in dict.fromkeys((0, 1, least, 8)):
            text = sample(flat["pattern"], repeats)
            if text is not None:
                yield text
    yield "-" * min(least, _LONGEST)


def _numbers(flat: Flat) -> Iterator[int | float]:
    yield 0
    low = _bound(flat, "minimum", "exclusiveMinimum", 0)
    high = _bound(flat, "maximum", "exclusiveMaximum", low)
    step = flat.get("multipleOf", 1)
    try:
        yield from (math.ceil(low / step) * step, (math.floor(low / step) + 1) * step)
        yield from (math.floor(high / step) * step, (math.ceil(high / step) - 1) * step)
        yield (low + high) / 2
    except OverflowError:
        yield from (low, high)


def _bound(flat: Flat, name: str, exclusive: str, otherwise: float) -> int | float:
    found: Any = flat.get(name, flat.get(exclusive))
    return otherwise if found is None else found
