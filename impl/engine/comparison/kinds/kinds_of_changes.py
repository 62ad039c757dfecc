"""Kinds of facts that differ in what happened, and in nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.kinds.kind import (
    Effect,
    FactKind,
    Level,
    MessageDirection,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PRESENCE = (Effect.ADDED, Effect.REMOVED)
OBLIGATION = (Effect.REQUIRED, Effect.OPTIONAL)
LIFECYCLE = (Effect.DEPRECATED, Effect.REINSTATED)
EXTENT = (Effect.CHANGED, Effect.NARROWED, Effect.WIDENED)
_NONE: Mapping[Effect, Level] = {}


def each(
    subject: str,
    title: str,
    changes: Iterable[Effect],
    direction: MessageDirection = "request",
    *,
    risky: Iterable[Effect] = (),
    in_code: Mapping[Effect, Level] = _NONE,
) -> dict[Effect, FactKind]:
    """Make a kind for each of some changes; those are compatible that aren't risky."""
    found = {}
    for change in changes:
        held: Level = "risky" if change in risky else "compatible"
        found[change] = FactKind(
            f"{subject}-{change.value}",
            f"{title} {change.value}",
            direction,
            change,
            level=held,
            level_in_code=in_code.get(change, held),
        )
    return found
