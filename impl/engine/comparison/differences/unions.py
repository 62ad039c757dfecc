"""Two lists of alternatives, as far as they can be told to correspond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.differences.alignment import aligned
from impl.engine.comparison.differences.alternative_names import alternative_name
from impl.engine.comparison.differences.constraints import single
from impl.engine.comparison.differences.leaves import UnionPair

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import Layer
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.kinds.facets import Facet


def has_lists(keyword: str, *layers: Layer) -> bool:
    """Tell whether a keyword holds a list of alternatives, as it should."""
    return all(isinstance(layer.keywords.get(keyword), list) for layer in layers)


def union_pair(
    sides: Sides, keyword: str, facet: Facet, sender: Layer, reader: Layer
) -> UnionPair:
    """Pair the alternatives of sender and reader, and name those that one alone has."""
    found = aligned(sides, sender, reader, keyword)
    ours, theirs = f"{sender.pointer}/{keyword}", f"{reader.pointer}/{keyword}"
    pairs = tuple(
        (
            ("alternative", f"{keyword}/{left}"),
            ((f"{ours}/{left}",), (f"{theirs}/{right}",)),
        )
        for left, right in found.pairs
    )
    lost = tuple(sender.keywords[keyword][i] for i in found.sent)
    gained = tuple(reader.keywords[keyword][j] for j in found.accepted)
    return UnionPair(
        pairs,
        single(reader, keyword, facet),
        single(sender, keyword, facet),
        lost,
        gained,
        (tuple(map(alternative_name, lost)), tuple(map(alternative_name, gained))),
    )
