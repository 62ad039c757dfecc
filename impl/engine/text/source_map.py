"""Where each value of a document stands in its text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Literal

from impl.engine.openapi.pointers import split

MarkedPart = Literal["key", "value"]
Mark = tuple[int, int]


class SourceMap:
    """The marks (line and column, from 1) of one value, and of those inside it."""

    __slots__ = ("children", "key", "value")

    def __init__(self, value: Mark, key: Mark | None = None) -> None:
        self.value = value
        self.key = key or value
        self.children: dict[str, SourceMap] | list[SourceMap] | None = None


def find(root: SourceMap, pointer: str, part: MarkedPart = "key") -> Mark:
    """Find the mark of a pointer, or of its nearest ancestor that exists."""
    place = root
    try:
        tokens = split(pointer)
    except ValueError:
        return root.value
    for token in tokens:
        children = place.children
        if isinstance(children, dict) and token in children:
            place = children[token]
        elif isinstance(children, list) and _is_index(token, len(children)):
            place = children[int(token)]
        else:
            return place.key
    return place.key if part == "key" else place.value


def _is_index(token: str, length: int) -> bool:
    if not (token.isascii() and token.isdigit()) or len(token) > 9:
        return False
    return str(int(token)) == token and int(token) < length


class Lines:
    """Turn offsets into lines and columns, both counted in characters from 1."""

    def __init__(self, text: str) -> None:
        lengths = [len(line) + 1 for line in text.split("\n")]
        self._starts = [0, *accumulate(lengths[:-1])]

    def mark(self, offset: int) -> Mark:
        """Find the line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
