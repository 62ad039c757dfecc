"""Items of arrays, of any position or of each, as far as both sides have schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list
from impl.engine.comparison.differences.constraints import Constraint
from impl.engine.comparison.differences.leaves import ITEM
from impl.engine.comparison.kinds import facets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.comparison.contract.schemas import Layer, SchemaNode
    from impl.engine.comparison.differences.leaves import Pair, SchemaStep

Layers = tuple["Layer", ...]


def edges(sender: Layers, reader: Layers) -> list[tuple[SchemaStep, Pair]]:
    """Give the places of items that both sides have a schema for."""
    count = max(_count(sender), _count(reader))
    return [
        (ITEM if count == 0 else ("item", str(index)), (ours, theirs))
        for index in range(count + 1)
        if (ours := _places(sender, index)) and (theirs := _places(reader, index))
    ]


def demands(own: Layers, other: Layers) -> Iterator[Constraint]:
    """Give what one side alone says of items.

    Args:
        own: the side.
        other: the other one.
    """
    count = max(_count(own), _count(other))
    shared = [
        index
        for index in range(count + 1)
        if _places(own, index) and _places(other, index)
    ]
    for layer in own:
        listed = as_list(layer.keywords.get("prefixItems"))
        first = [True if index in shared else part for index, part in enumerate(listed)]
        if any(part is not True for part in first):
            said = {str(i): part for i, part in enumerate(first) if part is not True}
            yield Constraint(
                facets.TUPLE,
                "",
                f"{layer.pointer}/prefixItems",
                {"prefixItems": first},
                {"prefixItems": said},
            )
        if "items" in layer.keywords and count not in shared:
            rest = {"items": layer.keywords["items"]}
            asked = {"prefixItems": [True] * len(listed), **rest} if listed else rest
            said = rest if _count(own) == _count(other) else asked
            yield Constraint(facets.ITEMS, "", f"{layer.pointer}/items", asked, said)


def _count(layers: Layers) -> int:
    """Return how many items are told apart by position."""
    return max(
        (len(as_list(layer.keywords.get("prefixItems"))) for layer in layers), default=0
    )


def _places(layers: Layers, index: int) -> SchemaNode:
    """Give what is asked of the item of an index; nothing if none is allowed."""
    found: list[tuple[str, Any]] = []
    for layer in layers:
        listed = as_list(layer.keywords.get("prefixItems"))
        if index < len(listed):
            found.append((f"{layer.pointer}/prefixItems/{index}", listed[index]))
        elif "items" in layer.keywords:
            found.append((f"{layer.pointer}/items", layer.keywords["items"]))
    if any(held is False for _, held in found):
        return ()
    return tuple(place for place, held in found if held is not True)
