"""The schema objects that look at one value, whether it must fit them or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import length, map_in
from impl.engine.openapi.keywords import COMBINING, CONDITIONAL, DEPENDENT
from impl.engine.openapi.pointers import escape
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from impl.engine.comparison.contract.lookup import Lookup


def in_place(lookup: Lookup, pointers: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the schemas at some places, and all that are applied along with them."""
    for _, value in places(lookup, pointers):
        yield value


def places(
    lookup: Lookup, pointers: Iterable[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where those schemas are as well."""
    waiting, seen = list(pointers), set()
    while waiting:
        pointer = waiting.pop()
        if pointer in seen:
            continue
        seen.add(pointer)
        value = lookup.value(pointer)
        if not isinstance(value, dict):
            continue
        yield pointer, value
        there = local_pointer(value.get("$ref"))
        if there is not None:
            waiting.append(there)
        for keyword in COMBINING:
            count = length(value.get(keyword))
            waiting += [f"{pointer}/{keyword}/{index}" for index in range(count)]
        singles = (*CONDITIONAL, "not")
        waiting += [f"{pointer}/{key}" for key in singles if key in value]
        waiting += [
            f"{pointer}/{keyword}/{escape(name)}"
            for keyword in DEPENDENT
            for name in map_in(value, keyword)
        ]
