"""Merge three trees of plain values: what both sides made of one base."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.merging.conflicts import ConflictingChange, Deed, SharedPlace
from impl.engine.merging.equality import same
from impl.engine.merging.lists import laid_out
from impl.engine.merging.nodes import ABSENT
from impl.engine.merging.roles import PartRole

if TYPE_CHECKING:
    from collections.abc import Collection

_REFERENCE = "$ref"


@dataclass(slots=True)
class MergedTree:
    """What both edits give together.

    Attributes:
        content: the values; where nothing of theirs came in, the very ones of ours.
        conflicts: the places that both changed; where there are any, the content is
            of no use.
        origins: of what came whole from theirs, its pointer in theirs by the one here.
        kept: of lists that something came into, by pointer: the index in ours of each
            item, or None for one that is not of ours.
    """

    content: Any = None
    conflicts: list[ConflictingChange] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)
    kept: dict[str, list[int | None]] = field(default_factory=dict)


def merge_trees(
    base: Any, theirs: Any, ours: Any, own: Collection[str] = ()
) -> MergedTree:
    """Apply to ours what theirs changed since the base; `own` as for `merge`."""
    merged = MergedTree()
    place = SharedPlace(PartRole("document"))
    merged.content = _Merger(merged, own).value(base, theirs, ours, place)
    return merged


class _Merger:
    def __init__(self, merged: MergedTree, own: Collection[str]) -> None:
        self._merged = merged
        self._own = own

    def value(self, base: Any, theirs: Any, ours: Any, place: SharedPlace) -> Any:
        """Merge what stands at one place, where any of the three may be absent."""
        if same(theirs, base):
            return ours
        sides = (base, theirs, ours)
        if not _is_whole(sides, place):
            if all(isinstance(side, dict) for side in sides):
                return self._members(base, theirs, ours, place)
            if all(isinstance(side, list) for side in sides):
                return self._items(base, theirs, ours, place)
        return self._whole(base, theirs, ours, place)

    def _whole(self, base: Any, theirs: Any, ours: Any, place: SharedPlace) -> Any:
        """Take what stands at one place from one side, if the other left it alone."""
        if same(ours, base):
            if theirs is not ABSENT:
                self._take(place)
            return theirs
        if same(ours, theirs) or place.known_pointer in self._own:
            return ours
        if base is ABSENT and place.role and place.role.is_joined:
            if isinstance(ours, dict) and isinstance(theirs, dict):
                return self._members({}, theirs, ours, place)
            if isinstance(ours, list) and isinstance(theirs, list):
                return self._items([], theirs, ours, place)
        self._conflict(place, _deed(base, theirs), _deed(base, ours))
        return ours

    def _members(
        self,
        base: dict[str, Any],
        theirs: dict[str, Any],
        ours: dict[str, Any],
        place: SharedPlace,
    ) -> dict[str, Any]:
        result: dict[str, Any] = {}
        is_changed = False
        for key, value in ours.items():
            before, other = base.get(key, ABSENT), theirs.get(key, ABSENT)
            merged = self.value(before, other, value, place.member(key))
            is_changed |= merged is not value
            if merged is not ABSENT:
                result[key] = merged
        added: dict[str | None, list[str]] = {}
        last: str | None = None
        for key, value in theirs.items():
            if key not in ours:
                before = base.get(key, ABSENT)
                merged = self.value(before, value, ABSENT, place.member(key))
                if merged is not ABSENT:
                    added.setdefault(last, []).append(key)
                    result[key] = merged
                    continue
            if key in result:
                last = key
        if added:
            return {key: result[key] for key in _ordered(result, added)}
        return result if is_changed else ours

    def _items(
        self, base: list[Any], theirs: list[Any], ours: list[Any], place: SharedPlace
    ) -> list[Any]:
        layout = laid_out(place.role, base, theirs, ours)
        if layout is None:
            self._conflict(place, "changed", "changed")
            return ours
        for gone in layout.disputed:
            there = place.item((None, gone.base, gone.theirs, gone.ours))
            deeds: tuple[Deed, Deed] = ("removed", "changed")
            self._conflict(there, *(deeds if gone.theirs is None else deeds[::-1]))
        result = []
        for at, item in enumerate(layout.items):
            there = place.item((at, item.base, item.theirs, item.ours))
            before, other, value = (
                ABSENT if index is None else side[index]
                for side, index in (
                    (base, item.base),
                    (theirs, item.theirs),
                    (ours, item.ours),
                )
            )
            result.append(self.value(before, other, value, there))
        kept = [item.ours for item in layout.items]
        is_kept = kept == list(range(len(ours)))
        pairs = zip(result, ours, strict=False)
        if is_kept and all(one is other for one, other in pairs):
            return ours
        self._merged.kept[place.pointer("merged")] = kept
        return result

    def _take(self, place: SharedPlace) -> None:
        self._merged.origins[place.pointer("merged")] = place.pointer("theirs")

    def _conflict(self, place: SharedPlace, theirs: Deed, ours: Deed) -> None:
        self._merged.conflicts.append(
            ConflictingChange(place.known_pointer, theirs, ours)
        )


def _is_whole(sides: tuple[Any, Any, Any], place: SharedPlace) -> bool:
    """Tell whether an object only makes sense as one side wrote it.

    A reference stands for a whole object: what is changed beside it goes unread. And
    schemes that stand together are all demanded: two new ones would shut people out.
    """
    if place.role is None or place.role.shape != "one":
        return False
    keys = [side.keys() for side in sides if isinstance(side, dict)]
    if place.role.is_requirement:
        return any(each != keys[0] for each in keys)
    return len({_REFERENCE in each for each in keys}) > 1


def _deed(base: Any, side: Any) -> Deed:
    if base is ABSENT:
        return "added"
    return "removed" if side is ABSENT else "changed"


def _ordered(result: dict[str, Any], added: dict[str | None, list[str]]) -> list[str]:
    """Put each added key behind the one that it follows in theirs."""
    new = {key for keys in added.values() for key in keys}
    order = [*added.get(None, ())]
    for key in result:
        if key not in new:
            order += [key, *added.get(key, ())]
    return order
