"""What applies to one value: schemas through references and `allOf`, as parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from impl.engine.openapi.json_types import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.sampling.directed import DirectedContract

Part = dict[str, Any]

_NEVER: Final[Part] = {"type": []}
_ORDER: Final = (
    *("object", "array", "string", "integer", "number", "boolean", "null"),
)
_SPEAKING_OF: Final = {
    "object": (
        *("properties", "required", "additionalProperties", "minProperties"),
        *("patternProperties", "propertyNames", "unevaluatedProperties"),
        *("maxProperties", "dependentRequired", "dependentSchemas"),
    ),
    "array": (
        *("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems"),
        "unevaluatedItems",
    ),
    "string": ("pattern", "format", "minLength", "maxLength", "contentEncoding"),
    "number": (
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    ),
}


def parts_of(schemas: Iterable[Any], contract: DirectedContract) -> list[Part]:
    """Return the schema objects that all have to accept a value, in their order."""
    found: list[Part] = []
    seen: set[int] = set()
    waiting = list(reversed(list(schemas)))
    while waiting:
        schema = waiting.pop()
        if schema is False:
            return [_NEVER]
        if not isinstance(schema, dict) or id(schema) in seen:
            continue
        seen.add(id(schema))
        found.append(schema)
        inner = list(schema.get("allOf", ()))
        if "$ref" in schema:
            inner.insert(0, contract.target(schema))
        waiting += reversed(inner)
    return found


def declared_types(parts: Iterable[Part]) -> list[str] | None:
    """Return the types that all parts allow; None if none of them says anything."""
    found: set[str] | None = None
    for part in parts:
        declared = part.get("type")
        if declared is None:
            continue
        names = {declared} if isinstance(declared, str) else set(declared)
        if "number" in names:
            names.add("integer")
        found = names if found is None else found & names
    if found is None:
        return None
    if "number" in found:
        found.discard("integer")
    return _as_written(found, parts)


def _as_written(found: set[str], parts: Iterable[Part]) -> list[str]:
    """Return types in the order of the first part that lists them."""
    for part in parts:
        declared = part.get("type")
        if isinstance(declared, list):
            written = [name for name in declared if name in found]
            return written + [n for n in _ORDER if n in found - set(written)]
    return [name for name in _ORDER if name in found]


def likely_types(parts: Iterable[Part]) -> list[str]:
    """Return the types that the parts, which may say nothing of them, speak of."""
    said = {word for part in parts for word in part}
    return [kind for kind, words in _SPEAKING_OF.items() if not said.isdisjoint(words)]


def other_types(names: Any) -> list[str]:
    """Return all types but some; numbers that are no integers have no name."""
    held = {names} if isinstance(names, str) else set(names)
    if "number" in held:
        held.add("integer")
    rest = TYPES - held
    return [name for name in _ORDER if name in rest]


def numbers_of(parts: Iterable[Part], keyword: str) -> list[Any]:
    """Return the numbers that the parts have under a keyword."""
    found = (part.get(keyword) for part in parts)
    return [
        each
        for each in found
        if isinstance(each, int | float) and not isinstance(each, bool)
    ]


def least(parts: Iterable[Part], keyword: str) -> int:
    """Return the greatest of some lower bounds; 0 without any."""
    return max((int(each) for each in numbers_of(parts, keyword)), default=0)


def most(parts: Iterable[Part], keyword: str) -> int | None:
    """Return the least of some upper bounds; None without any."""
    return min((int(each) for each in numbers_of(parts, keyword)), default=None)
