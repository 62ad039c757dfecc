"""Changes that say the same of several places, told as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.verdicts.profiles import GRAVITY, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class ChangeEntry:
    """What is told once.

    Attributes:
        changes: the changes that say it, as JSON objects; at least one.
    """

    changes: tuple[dict[str, Any], ...]

    @property
    def first(self) -> dict[str, Any]:
        """The change that stands for all."""
        return self.changes[0]

    @property
    def verdict(self) -> Verdict:
        """What they come to."""
        verdict: Verdict = self.first["verdict"]
        return verdict

    @cached_property
    def operations(self) -> list[str]:
        """The operations that any of them reaches."""
        found = (name for change in self.changes for name in change["operations"])
        return sorted(set(found))

    @cached_property
    def others(self) -> list[str]:
        """What the messages of the others call their places, where that differs."""
        names = dict.fromkeys(change["place"] for change in self.changes)
        names.pop(self.first["place"], None)
        return list(names)

    @property
    def breaks_strict_readers(self) -> bool:
        """Whether it breaks strict readers and not tolerant ones."""
        strict, tolerant = (self.first["profiles"].get(name, "") for name in _READERS)
        return strict == "breaking" and tolerant in {"compatible", "risky"}


_READERS = ("strict-reader", "tolerant-reader")


def folded(changes: Iterable[dict[str, Any]]) -> list[ChangeEntry]:
    """Put changes of one group into one entry each, the gravest first."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for change in changes:
        groups.setdefault(change["group"], []).append(change)
    # The one that shows something is the one to look at.
    entries = [
        ChangeEntry(tuple(sorted(held, key=lambda change: change["witness"] is None)))
        for held in groups.values()
    ]
    return sorted(entries, key=lambda entry: GRAVITY.index(entry.verdict))


def counts(changes: Sequence[dict[str, Any]]) -> dict[Verdict, int]:
    """Count changes by verdict, the gravest first; those alone that there are."""
    found = {
        verdict: sum(change["verdict"] == verdict for change in changes)
        for verdict in GRAVITY
    }
    return {verdict: count for verdict, count in found.items() if count}


def told(
    changes: Sequence[dict[str, Any]], accepted: Sequence[dict[str, Any]] = ()
) -> str:
    """Say how many changes there are of which verdict, and how many are accepted."""
    parts = [f"{count:,} {verdict}" for verdict, count in counts(changes).items()]
    if accepted:
        parts.append(f"{len(accepted):,} accepted ({told(accepted)})")
    return ", ".join(parts) or "no change that a client could notice"
