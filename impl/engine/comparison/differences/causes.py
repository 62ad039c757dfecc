"""What within alternatives is to blame where a list of them refuses what it took.

A value may be one of exclusive alternatives alone. So one that grows can break who
sends what it takes from then on, and what has grown in it is all that has changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import worse
from impl.engine.comparison.differences.validation import accepts

if TYPE_CHECKING:
    from impl.engine.comparison.differences.leaves import Leaf, Pair, Way
    from impl.engine.comparison.differences.sides import Sides


def causes(
    sides: Sides, whole: Leaf, inner: list[tuple[Leaf, Way, Pair]]
) -> list[tuple[Leaf, Way]]:
    """Find what has grown so that a list of alternatives refuses what it took.

    Args:
        sides: who sends and who reads.
        whole: what is refused.
        inner: the differences within the alternatives, with the way to each, and the
            alternative that it is in.
    """
    grown = [held for held in inner if held[0].widened]
    shown = next(
        (held for held in whole.readings.values() if held.answer == "refuted"), None
    )
    if shown is not None:
        pairs = dict.fromkeys(pair for _, _, pair in grown)
        anew = {pair: _takes_anew(sides, pair, shown.instance) for pair in pairs}
        grown = [held for held in grown if anew[held[2]]] or grown
    return [(_raised(leaf, whole, len(way.steps)), way) for leaf, way, _ in grown]


def _takes_anew(sides: Sides, pair: Pair, instance: Any) -> bool:
    """Tell whether an alternative of the reader takes what the sender's does not."""
    return accepts(sides.reader.document(pair[1]), instance) and not accepts(
        sides.sender.document(pair[0]), instance
    )


def _raised(leaf: Leaf, whole: Leaf, depth: int) -> Leaf:
    """Return a difference with what it does to the alternatives so far above it."""
    readings, formats = worse(leaf, whole)
    return replace(
        leaf,
        readings=readings,
        formats=formats,
        alone=leaf.alone or leaf,
        depths=(*leaf.depths, depth),
    )
