"""Places that a question about a keyword as a whole passes over.

What no validator looks at, such a question does not see: it has to be looked for there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.contract.keywords import map_in
from impl.engine.comparison.differences.facts import PROVED
from impl.engine.comparison.differences.leaves import ITEM, NAME, OUTWARD
from impl.engine.comparison.kinds import facets
from impl.engine.openapi.pointers import escape
from impl.engine.sampling.pattern_texts import plainest_match

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import Layer
    from impl.engine.comparison.differences.leaves import Leaf, Pair, SchemaStep

_IN_PLACE: SchemaStep = ("alternative", "")
_SCHEMAS: dict[str, SchemaStep] = {
    "additionalProperties": OUTWARD,
    "propertyNames": NAME,
    "unevaluatedProperties": OUTWARD,
    "unevaluatedItems": ITEM,
    "contains": ITEM,
    "then": _IN_PLACE,
    "else": _IN_PLACE,
}
_MAPS = ("patternProperties", "dependentSchemas")


def pairs(
    sender: tuple[Layer, ...], reader: tuple[Layer, ...]
) -> list[tuple[SchemaStep, Pair]]:
    """Give the places that both sides have under such a keyword, and the steps."""
    ours, theirs = _places(sender), _places(reader)
    return [
        (_step(*key), ((ours[key],), (theirs[key],))) for key in ours if key in theirs
    ]


def is_unseen(leaf: Leaf) -> bool:
    """Tell whether validators see nothing of a difference."""
    is_ignored_now = leaf.facet is facets.READ_ONLY and leaf.accepted == [True]
    is_passed_over = leaf.facet is facets.FORMAT or is_ignored_now or is_unknown(leaf)
    return leaf.facet.is_annotation or is_passed_over


def is_unknown(leaf: Leaf) -> bool:
    """Tell whether only readers mind who refuse whatever they don't know."""
    is_new = leaf.facet is facets.PROPERTY and leaf.accepted is None
    readings = leaf.readings
    return is_new and readings["exact"] is PROVED is not readings["strict"]


def _step(keyword: str, name: str) -> SchemaStep:
    if keyword == "patternProperties":
        return OUTWARD[0], plainest_match(name) or ""
    return _SCHEMAS.get(keyword, _IN_PLACE)


def _places(layers: tuple[Layer, ...]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for layer in layers:
        held, at = layer.keywords, layer.pointer
        for keyword in _SCHEMAS:
            if isinstance(held.get(keyword), dict):
                found.setdefault((keyword, ""), f"{at}/{keyword}")
        for keyword in _MAPS:
            for name in map_in(held, keyword):
                place = f"{at}/{keyword}/{escape(name)}"
                found.setdefault((keyword, name), place)
    return found
