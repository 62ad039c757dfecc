"""A text, and the changes to it that are made all at once."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

_LINE_END = re.compile(r"\r\n|\n|\r")


def lines_of(text: str) -> list[str]:
    """Take a text apart where YAML and JSON say that lines end."""
    return _LINE_END.split(text)


class Unwritable(Exception):
    """Two changes meet at one place of the text."""


class Draft:
    """A text that changes while its offsets stay; lines of it end as most do."""

    def __init__(self, text: str) -> None:
        ends = Counter(_LINE_END.findall(text)) or Counter("\n")
        self.newline = ends.most_common(1)[0][0]
        self._lacks_end = not text.endswith(("\n", "\r"))
        self.text = text + self.newline if self._lacks_end else text
        self._splices: list[tuple[int, int, str]] = []

    def put(self, at: int, text: str) -> None:
        """Insert a text; what is inserted at one place stands in that order."""
        self.swap(at, at, text)

    def swap(self, start: int, end: int, text: str) -> None:
        """Put a text in place of another."""
        text = _LINE_END.sub(self.newline, text)
        self._splices.append((start, end, text))

    def is_touched(self, at: int) -> bool:
        """Tell whether what stands at an offset goes."""
        return any(start <= at < end for start, end, _ in self._splices)

    @property
    def grows(self) -> bool:
        """Tell whether something comes in behind a last line without an end."""
        end = len(self.text)
        return self._lacks_end and any(at == end for _, at, _ in self._splices)

    def cut(self, start: int, end: int) -> None:
        """Remove a text."""
        self.swap(start, end, "")

    def written(self) -> str:
        """Make the changed text.

        Raises:
            Unwritable: two changes overlap.
        """
        splices = sorted(self._splices, key=lambda splice: splice[0])
        if any(end > start for (_, end, _), (start, _, _) in pairwise(splices)):
            raise Unwritable
        parts = []
        at = 0
        for start, end, text in splices:
            parts += [self.text[at:start], text]
            at = end
        parts.append(self.text[at:])
        whole = "".join(parts)
        return whole.removesuffix(self.newline) if self._lacks_end else whole

    def line_start(self, at: int) -> int:
        """Find where the line of an offset starts."""
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def line_end(self, at: int) -> int:
        """Find where the line of an offset ends, before the sign that ends it."""
        found = _LINE_END.search(self.text, at)
        return found.start() if found else len(self.text)

    def next_line(self, at: int) -> int:
        """Find where the line after that of an offset starts."""
        found = _LINE_END.search(self.text, at)
        return found.end() if found else len(self.text)

    def column(self, at: int) -> int:
        """Count the signs before an offset in its line."""
        return at - self.line_start(at)

    def indent(self, at: int) -> str | None:
        """Give the white space before an offset in its line, if nothing else is."""
        before = self.text[self.line_start(at) : at]
        return None if before.strip(" \t") else before

    def indented(self, lines: Iterable[str], column: int) -> str:
        """Write lines at a column, each with an end."""
        space = " " * column
        return "".join(f"{space + line if line else ''}\n" for line in lines)
