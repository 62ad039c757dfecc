"""Which schemas apply to members and items of a value (JSON Schema 2020-12, 10.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from impl.engine.comparison.contract.keywords import length, map_in
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import Layer, SchemaNode


def members(layers: tuple[Layer, ...], name: str, *, is_there: bool) -> SchemaNode:
    """Give what applies to a property; of one that is absent, what declares it."""
    found = []
    for layer in layers:
        held, at = layer.keywords, layer.pointer
        own = []
        if name in map_in(held, "properties"):
            own.append(f"{at}/properties/{escape(name)}")
        if is_there:
            own += [
                f"{at}/patternProperties/{escape(pattern)}"
                for pattern in map_in(held, "patternProperties")
                if _matches(pattern, name)
            ]
            if not own and isinstance(held.get("additionalProperties"), dict):
                own.append(f"{at}/additionalProperties")
        found += own
    return tuple(found)


def items(layers: tuple[Layer, ...], index: int) -> SchemaNode:
    """Give what applies to the item of an index."""
    found = []
    for layer in layers:
        first = length(layer.keywords.get("prefixItems"))
        if index < first:
            found.append(f"{layer.pointer}/prefixItems/{index}")
        elif isinstance(layer.keywords.get("items"), dict):
            found.append(f"{layer.pointer}/items")
    return tuple(found)


def _matches(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return False
