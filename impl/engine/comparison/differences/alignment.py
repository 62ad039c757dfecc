"""Which alternative of one schema became which of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import Layer
    from impl.engine.comparison.differences.sides import Sides


def paired(
    sides: Sides, sender: Layer, reader: Layer, keyword: str
) -> list[tuple[int, int]]:
    """Pair the alternatives of two unions of the same size; else give none.

    What says the same, or refers to the same, belongs together; the others are taken
    in their order.
    """
    ours, theirs = sender.keywords[keyword], reader.keywords[keyword]
    if not isinstance(ours, list) or not isinstance(theirs, list):
        return []
    if len(ours) != len(theirs):
        return []
    left = list(range(len(ours)))
    right = list(range(len(theirs)))
    found = []
    for alike in (_same, _same_reference):
        for i in list(left):
            for j in right:
                places = (
                    f"{sender.pointer}/{keyword}/{i}",
                    f"{reader.pointer}/{keyword}/{j}",
                )
                if alike(sides, places):
                    found.append((i, j))
                    left.remove(i)
                    right.remove(j)
                    break
    return sorted([*found, *zip(left, right, strict=True)])


def _same(sides: Sides, places: tuple[str, str]) -> bool:
    return sides.same(((places[0],), (places[1],)))


def _same_reference(sides: Sides, places: tuple[str, str]) -> bool:
    targets = [
        side.surface.target(place)
        for side, place in zip((sides.sender, sides.reader), places, strict=True)
    ]
    return targets[0] == targets[1] and targets[0] != places[0]
