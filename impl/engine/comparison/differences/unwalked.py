"""Places that a question about a keyword as a whole passes over.

What no validator looks at, such a question does not see: it has to be looked for there.
"""

from __future__ import annotations

import re
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
_PATTERNS = "patternProperties"
_MAPS = (_PATTERNS, "dependentSchemas")


def pairs(
    sender: tuple[Layer, ...], reader: tuple[Layer, ...]
) -> list[tuple[SchemaStep, Pair]]:
    """Give the places that both sides have under such a keyword, and the steps."""
    ours, theirs = _places(sender), _places(reader)
    found: list[tuple[SchemaStep, Pair]] = []
    for key in (key for key in ours if key in theirs):
        step = _step(*key)
        inner: Pair = ((ours[key],), (theirs[key],))
        if key[0] == _PATTERNS and step[1]:
            # What a name is declared as, or has of another pattern, applies as well.
            whole = (_applying(sender, step[1]), _applying(reader, step[1]))
            inner = whole if all(whole) else inner
        found.append((step, inner))
    return [*found, *_of_other_patterns(sender, reader)]


def _of_other_patterns(
    sender: tuple[Layer, ...], reader: tuple[Layer, ...]
) -> list[tuple[SchemaStep, Pair]]:
    """Give what applies to a name for which only one side has a pattern like that."""
    known = [
        {pattern for layer in side for pattern in map_in(layer.keywords, _PATTERNS)}
        for side in (sender, reader)
    ]
    found: dict[Pair, SchemaStep] = {}
    for pattern in sorted(known[0] ^ known[1]):
        if name := _name(pattern):
            inner = (_applying(sender, name), _applying(reader, name))
            if all(inner):
                found.setdefault(inner, (OUTWARD[0], name))
    return [(step, inner) for inner, step in found.items()]


def _name(pattern: str) -> str:
    """Make a name that a pattern matches; nothing if none was found."""
    return plainest_match(pattern) or ("any" if _matches(pattern, "any") else "")


def _applying(layers: tuple[Layer, ...], name: str) -> tuple[str, ...]:
    """Give what applies to a property of a name that is there."""
    found: list[str] = []
    for layer in layers:
        held, at = layer.keywords, layer.pointer
        own = [f"{at}/properties/{escape(name)}"] * (name in map_in(held, "properties"))
        own += [
            f"{at}/{_PATTERNS}/{escape(pattern)}"
            for pattern in map_in(held, _PATTERNS)
            if _matches(pattern, name)
        ]
        if not own and isinstance(held.get("additionalProperties"), dict):
            own.append(f"{at}/additionalProperties")
        found += own
    return tuple(found)


def _matches(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return False


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
    if keyword == _PATTERNS:
        return OUTWARD[0], _name(name)
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
