"""The texts of whole numbers within bounds, and of lists written as one text."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Any

from impl.engine.comparison.serialization.digit_ranges import pattern

WHOLE = r"^(0|-?[1-9][0-9]*)$"
_FROM_0, _FROM_1 = r"^(0|[1-9][0-9]*)$", r"^[1-9][0-9]*$"
_TO_0, _BELOW_0 = r"^(0|-[1-9][0-9]*)$", r"^-[1-9][0-9]*$"
_KNOWN: dict[tuple[int | None, ...], str] = {
    (None, None): WHOLE,
    (0, None): _FROM_0,
    (1, None): _FROM_1,
    (None, 0): _TO_0,
    (None, -1): _BELOW_0,
}
NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"
# Those of numbers that nobody writes in another way.
PLAIN = r"^(0|-?[1-9][0-9]{0,7}(\.[0-9]{0,3}[1-9])?)$"
_OF_NUMBERS = frozenset({WHOLE, NUMBER, PLAIN, _FROM_0, _FROM_1, _TO_0, _BELOW_0})
BOUNDS = frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
)
# So many are listed one by one.
_MOST = 256
# Longer numbers are not counted by their digits.
_LONGEST = 40
_MOST_ITEMS = 50
_ITEM = "[^,]+"
# Texts that a pattern writes like themselves.
_PLAIN = re.compile(r"[A-Za-z0-9_ -]*\Z")
_STAR = re.compile(r"\(\[[A-Za-z0-9_-]+\]\*\)\Z")
_OF_RANGE = re.compile(r"\^\((?:[-0-9|]|\[[0-9]-[0-9]\]|\{[0-9]+(?:,[0-9]*)?\})*\)\$\Z")
_OF_CLASS = re.compile(r"\^\[[A-Za-z0-9_-]+\][+*]?\$\Z")


def whole_numbers(node: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Write the texts of the whole numbers of a schema, and whether they are just that.

    Where they are not, there are more of them.
    """
    least, most = _bounds(node)
    step = _exactly(node.get("multipleOf", 1))
    if least is not None and most is not None and most - least < _MOST:
        held = [n for n in range(least, most + 1) if (n / step).denominator == 1]
        return {"enum": [str(n) for n in held]} if held else {"not": {}}, True
    near = [None if _is_long(bound) else bound for bound in (least, most)]
    # What a fraction like 1/2 divides is any whole number.
    is_exact = step.numerator == 1 and near == [least, most]
    return {"type": "string", "pattern": _KNOWN.get(tuple(near)) or pattern(*near)}, (
        is_exact
    )


def _exactly(number: float) -> Fraction:
    """Return a number as it is written, which no double may hold."""
    return Fraction(number if isinstance(number, int) else repr(number))


def _is_long(bound: int | None) -> bool:
    return bound is not None and abs(bound) >= 10**_LONGEST


def _bounds(node: dict[str, Any]) -> tuple[int | None, int | None]:
    lower = [math.ceil(node["minimum"])] if "minimum" in node else []
    upper = [math.floor(node["maximum"])] if "maximum" in node else []
    if "exclusiveMinimum" in node:
        lower.append(math.floor(node["exclusiveMinimum"]) + 1)
    if "exclusiveMaximum" in node:
        upper.append(math.ceil(node["exclusiveMaximum"]) - 1)
    return max(lower, default=None), min(upper, default=None)


def joined(
    items: Any, node: dict[str, Any], *, is_sender: bool
) -> dict[str, Any] | None:
    """Write the texts of a list, its items one after the other; None if unknown.

    Args:
        items: a schema of the texts of an item.
        node: the schema of the list.
        is_sender: whether an item may hold what stands between items.
    """
    least, most = int(node.get("minItems", 0)), node.get("maxItems")
    item = _pattern(items, None if is_sender else _ITEM)
    if item in {_ITEM, f"({_ITEM})"} and least <= 1 and most is None:
        return {"type": "string", **({"pattern": _ITEM[:-1]} if least else {})}
    if item is not None and not is_sender:
        # An element of nothing may be taken for none (RFC 9110, 5.6.1.2).
        item = f"{item[:-2]}+)" if _STAR.match(item) else item
    if item is None or max(least, most or 0) > _MOST_ITEMS:
        return None
    if most is not None and most < max(least, 1):
        return {"const": ""} if most == 0 and not least else None
    times = "" if most is None else str(int(most) - 1)
    whole = f"{item}(,{item}){{{max(least - 1, 0)},{times}}}"
    return {"type": "string", "pattern": f"^({whole})$" if least else f"^({whole})?$"}


def _pattern(texts: Any, any_text: str | None) -> str | None:
    """Write the texts of an item without a comma as a pattern; None if unknown."""
    if not isinstance(texts, dict):
        return any_text if texts is True else None
    if texts.keys() == {"anyOf"}:
        parts = [_pattern(part, any_text) for part in texts["anyOf"]]
        known = [part for part in parts if part is not None]
        return f"({'|'.join(known)})" if len(known) == len(parts) else None
    values = [texts["const"]] if "const" in texts else texts.get("enum")
    if values is not None:
        are_plain = values and all(map(_PLAIN.match, values))
        return f"({'|'.join(values)})" if are_plain else None
    if texts == {"type": "string"}:
        return any_text
    own = texts.get("pattern", "")
    if texts.keys() == {"type", "pattern"} and _is_simple(own):
        return f"({own[1:-1]})"
    return None


def _is_simple(own: str) -> bool:
    """Tell whether a pattern holds of a text as a whole, and never of a comma."""
    return own in _OF_NUMBERS or bool(_OF_CLASS.match(own) or _OF_RANGE.match(own))
