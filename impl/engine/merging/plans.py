"""What has to happen to the members or items of one node."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.merging.equality import same
from impl.engine.merging.nodes import ABSENT
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impl.engine.merging.nodes import Node, NodeEntry

_MERGE = "<<"


@dataclass(frozen=True, slots=True)
class KeptMember:
    """A member or item that stays, with what it says now and is to say."""

    entry: NodeEntry
    current: Any
    wanted: Any
    pointer: str


@dataclass(frozen=True, slots=True)
class AddedMember:
    """A member or item that comes in; ``moved`` is an item that stood elsewhere."""

    value: Any
    pointer: str
    key: str | None = None
    moved: NodeEntry | None = None


@dataclass(slots=True)
class MemberPlan:
    """What stays, what goes, and what comes in behind each that stays.

    Attributes:
        kept: what stays, in the order of the text.
        untouched: what stays as it is: merge keys.
        removed: what goes.
        added: what comes in, by the start of what it follows; -1 for the first of all.
    """

    kept: list[KeptMember] = field(default_factory=list)
    untouched: list[NodeEntry] = field(default_factory=list)
    removed: list[NodeEntry] = field(default_factory=list)
    added: dict[int, list[AddedMember]] = field(default_factory=dict)

    @property
    def staying(self) -> list[NodeEntry]:
        """All that stays, in the order of the text."""
        entries = [*(each.entry for each in self.kept), *self.untouched]
        return sorted(entries, key=lambda entry: entry.start)

    @property
    def moved(self) -> set[int]:
        """The starts of what is removed here, and comes in elsewhere."""
        news = [new for added in self.added.values() for new in added]
        return {new.moved.start for new in news if new.moved}

    def add(self, behind: NodeEntry | None, new: AddedMember) -> None:
        """Let something come in."""
        self.added.setdefault(behind.start if behind else -1, []).append(new)


def of_members(
    node: Node, current: dict[str, Any], wanted: dict[str, Any], pointer: str
) -> MemberPlan:
    """MemberPlan what happens to an object."""
    plan = MemberPlan()
    merge = node.find(_MERGE) if _MERGE not in current else None
    last = {entry.name: entry for entry in node.entries}
    own = {name: entry for name, entry in last.items() if entry is not merge}
    inherited = _inherited(merge, own.keys() & wanted.keys()) if merge else {}
    is_apt = inherited is not None and all(
        key in wanted and same(value, wanted[key]) for key, value in inherited.items()
    )
    reached = inherited if is_apt and inherited else {}
    for entry in node.entries:
        name = entry.name
        below = f"{pointer}/{escape(name)}"
        if entry is merge:
            (plan.untouched if is_apt else plan.removed).append(entry)
        elif name not in wanted:
            plan.removed.append(entry)
        elif last[name] is entry:
            plan.kept.append(KeptMember(entry, current[name], wanted[name], below))
        elif not same(current[name], wanted[name]):
            # Only what says the same twice may stand there twice.
            plan.removed.append(entry)
    before = merge if is_apt else None
    for key, value in wanted.items():
        if key in own:
            before = own[key]
        elif key not in reached:
            plan.add(before, AddedMember(value, f"{pointer}/{escape(key)}", key))
    return plan


def _inherited(merge: NodeEntry, own: set[str]) -> dict[str, Any] | None:
    """Say what a merge key will bring in; None if that is not to be known."""
    node = merge.value
    sources = [e.value for e in node.entries] if node.kind == "sequence" else [node]
    found: dict[str, Any] = {}
    for source in sources:
        members = source.target.wanted if source.target else ABSENT
        if not isinstance(members, dict):
            return None
        for key, value in members.items():
            if key not in own:
                found.setdefault(key, value)
    return found


def of_items(
    node: Node,
    current: list[Any],
    wanted: list[Any],
    pointer: str,
    kept: Sequence[int | None] | None,
) -> MemberPlan:
    """MemberPlan what happens to an array, given what each item was before."""
    plan = MemberPlan()
    origins = list(range(len(wanted))) if kept is None else list(kept)
    staying = _longest_rise(origins)
    stays = {at for at in (origins[index] for index in staying) if at is not None}
    plan.removed = [e for at, e in enumerate(node.entries) if at not in stays]
    before: NodeEntry | None = None
    for index, origin in enumerate(origins):
        below = f"{pointer}/{index}"
        entry = None if origin is None else node.entries[origin]
        if entry and origin is not None and index in staying:
            plan.kept.append(KeptMember(entry, current[origin], wanted[index], below))
            before = entry
        else:
            is_same = origin is not None and same(current[origin], wanted[index])
            moved = entry if is_same else None
            plan.add(before, AddedMember(wanted[index], below, moved=moved))
    return plan


def _longest_rise(numbers: Sequence[int | None]) -> set[int]:
    """Find the places of the longest rising run, however far apart they are."""
    ends: list[int] = []
    places: list[int] = []
    before: dict[int, int | None] = {}
    for place, number in enumerate(numbers):
        if number is None:
            continue
        length = bisect_left(ends, number)
        before[place] = places[length - 1] if length else None
        ends[length:] = [number, *ends[length + 1 :]]
        places[length:] = [place, *places[length + 1 :]]
    found = set()
    place_: int | None = places[-1] if places else None
    while place_ is not None:
        found.add(place_)
        place_ = before[place_]
    return found
