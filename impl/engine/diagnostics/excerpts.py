"""Show the line of a text that a fault is about. Pure: from text and place to words."""

import re
import unicodedata
from dataclasses import dataclass

from impl.engine.diagnostics.diagnostic import Position

_WIDEST = 96
_BEFORE = 32
# What a fault points at: a quoted text, else all up to what ends a plain key or value.
_TOKEN = re.compile(
    r"""
    "(?:[^"\\]|\\.)*"?
    | '(?:[^']|'')*'?
    | [\[\]{},]
    | (?:\{[^{},:\s]*\} | [^:,\]}#\s] | :(?!\s|$) | \#(?<!\s\#) | [ ](?=[^\s:#,\]}]))+
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line, fit for a terminal: ``start`` and ``length`` count columns from 0."""

    line: str
    start: int
    length: int


def excerpt(text: str, position: Position) -> Excerpt | None:
    """Give the line at a position, cut around its column; None if there is none.

    What cannot be shown (control characters, marks of direction) is escaped, so that a
    hostile text cannot speak to the terminal.
    """
    lines = text.split("\n", position.line)
    if not 0 < position.line <= len(lines):
        return None
    line = lines[position.line - 1].removesuffix("\r")
    column = position.column - 1
    if not line.strip() or column > len(line):
        return None
    first = max(0, column - _BEFORE) if len(line) > _WIDEST else 0
    last = first + _WIDEST
    found = _TOKEN.match(line, column)
    end = min(found.end() if found else column + 1, last)
    before = ("…" if first else "") + printable(line[first:column])
    marked = printable(line[column:end])
    after = printable(line[end:last]) + ("…" if len(line) > last else "")
    return Excerpt(
        f"{before}{marked}{after}".rstrip(), _width(before), max(1, _width(marked))
    )


def printable(text: str) -> str:
    r"""Escape what a terminal would obey instead of show: ESC becomes ``\x1b``."""
    shown = text.replace("\t", " ")
    if shown.isprintable():
        return shown
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode()
        for sign in shown
    )


def _width(text: str) -> int:
    """Count the columns of a text: signs of East Asia take two, marks above none."""
    return sum(
        2
        if unicodedata.east_asian_width(sign) in "WF"
        else not unicodedata.combining(sign)
        for sign in text
    )
