"""Merge the items of a list: which stay, which come, and in which order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.merging.alignment import aligned
from impl.engine.merging.equality import same
from impl.engine.merging.roles import identity, is_ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from impl.engine.merging.roles import PartRole


@dataclass(frozen=True, slots=True)
class Item:
    """An item, by its index in each of the lists that hold it."""

    base: int | None = None
    theirs: int | None = None
    ours: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The items of the merged list, in order.

    Attributes:
        items: those that it holds.
        disputed: those that one side removed, and the other changed.
    """

    items: tuple[Item, ...]
    disputed: tuple[Item, ...]


def laid_out(
    role: PartRole | None, base: list[Any], theirs: list[Any], ours: list[Any]
) -> Layout | None:
    """Lay out the merged list; None if both put something at the same place of it."""
    in_theirs, in_ours = aligned(role, base, theirs), aligned(role, base, ours)
    known: list[Item] = []
    disputed: list[Item] = []
    for at, item in enumerate(base):
        found = Item(at, in_theirs[at], in_ours[at])
        if found.theirs is not None and found.ours is not None:
            known.append(found)
        elif any(
            at is not None and not same(side[at], item)
            for side, at in ((theirs, found.theirs), (ours, found.ours))
        ):
            disputed.append(found)
    new_theirs, new_ours = _new(in_theirs, theirs), _new(in_ours, ours)
    both = _twins(role, theirs, ours, new_theirs, new_ours)
    if is_ordered(role) and not _is_clear(known, new_theirs, new_ours, both):
        return None
    twins = dict(both)
    added = [Item(None, at, twins.get(at)) for at in new_theirs]
    taken = set(twins.values())
    added += [Item(None, None, at) for at in new_ours if at not in taken]
    return Layout(tuple(_in_order(known, added)), tuple(disputed))


def _new(known: Iterable[int | None], side: list[Any]) -> list[int]:
    taken = set(known)
    return [at for at in range(len(side)) if at not in taken]


def _twins(
    role: PartRole | None,
    theirs: list[Any],
    ours: list[Any],
    new_theirs: Sequence[int],
    new_ours: Sequence[int],
) -> list[tuple[int, int]]:
    """Pair what both sides added."""
    places: dict[str, list[int]] = {}
    for at in reversed(new_ours):
        places.setdefault(identity(role, ours[at]), []).append(at)
    return [
        (at, waiting.pop())
        for at in new_theirs
        if (waiting := places.get(identity(role, theirs[at])))
    ]


def _is_clear(
    known: Sequence[Item],
    new_theirs: Sequence[int],
    new_ours: Sequence[int],
    both: Sequence[tuple[int, int]],
) -> bool:
    """Tell whether what both sides put between the same neighbours is the same."""
    theirs = _gaps([item.theirs for item in known], new_theirs)
    ours = _gaps([item.ours for item in known], new_ours)
    return all(
        [(at, other) for at, other in both if at in theirs[gap]]
        == list(zip(theirs[gap], ours[gap], strict=False))
        and len(theirs[gap]) == len(ours[gap])
        for gap in theirs.keys() & ours.keys()
    )


def _gaps(known: Iterable[int | None], new: Sequence[int]) -> dict[int, list[int]]:
    """Put new items together by how many of the known ones stand before them."""
    places = sorted(at for at in known if at is not None)
    found: dict[int, list[int]] = {}
    for at in new:
        found.setdefault(bisect_left(places, at), []).append(at)
    return found


def _in_order(known: list[Item], added: list[Item]) -> list[Item]:
    """Put the items in our order, or in theirs if that alone changed."""
    everything = [*known, *added]
    moved = [item.theirs for item in known], [item.ours for item in known]
    theirs_moved, ours_moved = (side != sorted(side, key=_index) for side in moved)
    leads_theirs = theirs_moved and not ours_moved
    ours = sorted(
        (item for item in everything if item.ours is not None),
        key=lambda item: _index(item.ours),
    )
    theirs = sorted(
        (item for item in everything if item.theirs is not None),
        key=lambda item: _index(item.theirs),
    )
    order = list(theirs if leads_theirs else ours)
    for at, item in enumerate(follower := ours if leads_theirs else theirs):
        if (item.ours if not leads_theirs else item.theirs) is not None:
            continue
        before = follower[at - 1] if at else None
        place = order.index(before) + 1 if before else 0
        while leads_theirs and place < len(order) and order[place].base is None:
            place += 1
        order.insert(place, item)
    return order


def _index(at: int | None) -> int:
    return -1 if at is None else at
