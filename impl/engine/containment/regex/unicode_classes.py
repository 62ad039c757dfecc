r"""Classes of characters by a property of Unicode, such as `\p{Lu}` (UTS #18, 1.2).

Which characters are in one depends on the version of Unicode, so the validator that
confirms witnesses is asked: what is proved here holds of what it does.
"""

from __future__ import annotations

import re

import jsonschema_rs

from impl.engine.containment.regex.trees import LAST, Ranges, merged
from impl.engine.remembering import remembered

_NAME = re.compile(r"[A-Za-z_]{1,40}(=[A-Za-z_]{1,40})?")
# Of this size, one block holds all surrogates, which no text has.
_BLOCK = 2048
_SURROGATES = (0xD800, 0xDFFF)


def property_class(name: str) -> Ranges | None:
    """Return the characters that have a property; None if there is no such property."""
    return _characters(name) if _NAME.fullmatch(name) else None


@remembered(64)
def _characters(name: str) -> Ranges | None:
    try:
        every, none = (
            jsonschema_rs.Draft202012Validator({"pattern": rf"^\{sign}{{{name}}}*$"})
            for sign in ("p", "P")
        )
    except ValueError:
        return None
    found: list[tuple[int, int]] = []
    waiting = [
        (low, min(low + _BLOCK, LAST + 1) - 1) for low in range(0, LAST + 1, _BLOCK)
    ]
    while waiting:
        low, high = waiting.pop()
        if _SURROGATES[0] <= low and high <= _SURROGATES[1]:
            continue
        text = "".join(map(chr, range(low, high + 1)))
        if every.is_valid(text):
            found.append((low, high))
        elif not none.is_valid(text):
            middle = (low + high) // 2
            waiting += [(low, middle), (middle + 1, high)]
    return merged(tuple(found))
