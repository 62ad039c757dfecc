"""Where in a contract the schemas of a value's members stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list, length, map_in
from impl.engine.openapi.keywords import COMBINING, CONDITIONAL, DEPENDENT
from impl.engine.openapi.pointers import escape
from impl.engine.openapi.references import local_pointer
from impl.engine.usage.members import EVERY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from impl.engine.comparison.contract.lookup import Lookup

# What says anything of the members of a value.
_STRUCTURE = frozenset(
    {"properties", "patternProperties", "additionalProperties", "items", "prefixItems"}
)
_COMPOUND = frozenset({"object", "array"})


def in_place(lookup: Lookup, pointers: Iterable[str]) -> list[str]:
    """Give the places of all schemas that may apply to the same value."""
    waiting, found = list(pointers), dict[str, None]()
    while waiting:
        pointer = waiting.pop(0)
        if pointer in found:
            continue
        value = lookup.value(pointer)
        if not isinstance(value, dict):
            continue
        found[pointer] = None
        there = local_pointer(value.get("$ref"))
        if there is not None:
            waiting.append(there)
        for keyword in COMBINING:
            count = length(value.get(keyword))
            waiting += [f"{pointer}/{keyword}/{index}" for index in range(count)]
        waiting += [f"{pointer}/{key}" for key in CONDITIONAL if key in value]
        waiting += [
            f"{pointer}/{keyword}/{escape(name)}"
            for keyword in DEPENDENT
            for name in map_in(value, keyword)
        ]
    return list(found)


def is_free(lookup: Lookup, pointers: Iterable[str]) -> bool:
    """Tell whether a value may have members, and nothing is said of them."""
    held = [lookup.map(at) for at in in_place(lookup, pointers)]
    return not any(_STRUCTURE.intersection(each) or _is_scalar(each) for each in held)


def _is_scalar(schema: dict[str, Any]) -> bool:
    kinds = schema.get("type")
    listed = [kinds] if isinstance(kinds, str) else as_list(kinds)
    return bool(listed) and not _COMPOUND.intersection(listed)


def members_of(lookup: Lookup, pointers: Iterable[str], name: str) -> list[str]:
    """Give the places of what may be said of a member, or of an item."""
    return [
        there
        for at in in_place(lookup, pointers)
        for there in member_in(lookup, at, name)
    ]


def member_in(lookup: Lookup, at: str, name: str) -> Iterator[str]:
    """Give the places of what one schema object says of a member, or of an item."""
    held = lookup.map(at)
    if name == EVERY:
        for keyword in ("properties", "patternProperties"):
            yield from (f"{at}/{keyword}/{escape(n)}" for n in map_in(held, keyword))
        if "additionalProperties" in held:
            yield f"{at}/additionalProperties"
    else:
        yield from property_in(held, at, name)
    if name == EVERY or (name.isascii() and name.isdigit()):
        count = len(as_list(held.get("prefixItems")))
        yield from (f"{at}/prefixItems/{index}" for index in range(count))
        if "items" in held:
            yield f"{at}/items"


def property_in(held: dict[str, Any], at: str, name: str) -> Iterator[str]:
    """Give the places of what the keywords of a schema say of one property."""
    found = []
    if name in map_in(held, "properties"):
        found.append(f"{at}/properties/{escape(name)}")
    found += [
        f"{at}/patternProperties/{escape(pattern)}"
        for pattern in map_in(held, "patternProperties")
        if fits(pattern, name)
    ]
    if not found and "additionalProperties" in held:
        found.append(f"{at}/additionalProperties")
    yield from found


def fits(pattern: str, name: str) -> bool:
    """Tell whether a name may match a pattern; of what nobody understands, it does."""
    try:
        return re.search(pattern, name) is not None
    except (re.error, RecursionError, OverflowError):
        return True
