"""How much it costs to compile a regular expression, told by its syntax alone.

An engine without backtracking writes repetitions out, so that a few signs can stand for
gigabytes. The estimate counts what is written out, in units of a few hundred bytes and
about a microsecond. It is the same on every machine.
"""

from __future__ import annotations

import re
from typing import Final

# About a second and 200 MB each; `.{0,65535}` fits.
MOST_OF_ONE: Final = 1_000_000
# Of all different expressions of a document.
MOST_OF_ALL: Final = 3_000_000

_TOKEN: Final = re.compile(
    r"\\[pP](?:\{[^{}]*\}|.)"
    r"|\\u\{[0-9A-Fa-f]+\}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\."
    r"|\{(\d*)(,?)(\d*)\}"
    r"|\((?:\?(?:<?[=!]|[:>]|P?<[^<>]*>|[a-zA-Z-]*:?))?"
    r"|\[\^?|.",
    re.DOTALL,
)
_PROPERTY: Final = 400
# What is not one sign is some ranges of UTF-8.
_RANGES: Final = 10
_ENDLESS: Final = 2**62


def cost(pattern: str) -> int:
    """Estimate what a pattern costs; any text has a cost."""
    if len(pattern) > MOST_OF_ONE:
        return len(pattern)
    reader = _Reader(pattern)
    reader.read()
    return reader.cost


class _Reader:
    """Adds up a pattern from left to right, without recursion."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        # Of each open group what is written out so far, without its last part, which
        # may yet be repeated.
        self._sums = [0]
        self._last = 0

    @property
    def cost(self) -> int:
        """What it costs."""
        return min(sum(self._sums) + self._last, _ENDLESS)

    def read(self) -> None:
        """Read to the end."""
        while token := _TOKEN.match(self._pattern, self._at):
            self._at = token.end()
            text = token[0]
            if text[0] == "(":
                self._append(1)
                self._sums.append(0)
                self._append(0)
            elif text == ")" and len(self._sums) > 1:
                self._last += self._sums.pop()
            elif text[0] == "[":
                self._append(self._class(_RANGES if text == "[^" else 1))
            elif text[0] == "{" and len(text) > 2:
                self._repeat(token[1], token[2], token[3])
            elif text not in ("*", "+", "?", "|"):
                self._append(_of_sign(text))

    def _append(self, size: int) -> None:
        self._sums[-1] += self._last
        self._last = size

    def _repeat(self, least: str, comma: str, most: str) -> None:
        # So long a number is as good as endless.
        times = int((most or least or "1")[:9]) + bool(comma and not most)
        self._last = min(self._last * max(times, 1), _ENDLESS)

    def _class(self, size: int) -> int:
        while token := _TOKEN.match(self._pattern, self._at):
            if token[0][0] in "{([" and len(token[0]) > 1:
                self._at += 1  # a sign like others, here
                size += 1
                continue
            self._at = token.end()
            if token[0] == "]":
                break
            size += _of_sign(token[0], ranges=_RANGES // 2, dot=1)
        return size


def _of_sign(text: str, ranges: int = _RANGES, dot: int = _RANGES) -> int:
    if text == ".":
        return dot
    if text[0] == "\\" and len(text) > 1:
        if text[1] in "pP":
            return _PROPERTY
        return ranges if text[1] in "DWSs" else 1
    return 1
