"""What a difference between schemas comes to where no message shows that it breaks.

Clients that go by the contract, and no further, are fine with all of these. Some are
still known to hurt in practice: those are risky. Code that was generated or typed from
the contract breaks by more than by messages, since it holds the contract's names and
types; it does so when it is generated anew, and so before any message is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.kinds import facets
from impl.engine.comparison.kinds.kind import Effect

if TYPE_CHECKING:
    from impl.engine.comparison.kinds.facets import Facet
    from impl.engine.comparison.kinds.kind import Level, MessageDirection

# What a text or a number stands for: no validator refuses it, and many programs do.
_MEANINGS = frozenset({facets.FORMAT, facets.CONTENT})
_TYPES = _MEANINGS | {facets.TYPE, facets.ITEMS, facets.TUPLE}
# A client that reads has a case for each of these.
_CASES = frozenset({facets.ENUM, facets.ANY_OF, facets.ONE_OF})


def level(direction: MessageDirection, facet: Facet, change: Effect) -> Level:
    """Say what a change comes to in practice."""
    is_lost = facet is facets.PROPERTY and change is Effect.REMOVED
    is_risky = (
        facet in _MEANINGS
        or (is_lost and direction == "response")
        # Nobody writes such a schema on purpose, and whatever it becomes is a guess.
        or facet is facets.SATISFIABILITY
        or (facet is facets.DEFAULT and change is not Effect.ADDED)
        # Whoever chooses a schema by it has nothing to go by any more.
        or (facet is facets.DISCRIMINATOR and change is not Effect.ADDED)
    )
    return "risky" if is_risky else "compatible"


def level_in_code(direction: MessageDirection, facet: Facet, change: Effect) -> Level:
    """Say what a change comes to for code that was generated from the contract."""
    is_breaking = (
        facet in _TYPES
        or (facet is facets.PROPERTY and change is Effect.REMOVED)
        or (facet is facets.REQUIRED and change in {Effect.REQUIRED, Effect.OPTIONAL})
        or facet is facets.DISCRIMINATOR
        or (facet in _CASES and direction == "response")
    )
    return "breaking" if is_breaking else level(direction, facet, change)
