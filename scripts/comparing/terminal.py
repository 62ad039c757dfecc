"""What a terminal can show: how wide it is, and whether in colours."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap

from impl.engine.diagnostics.excerpts import printable

# Nobody reads lines of any length, and what is piped has none of its own.
_USUAL = 88
_WIDEST = 120
_NARROWEST = 40
_COLOURS = {
    "breaking": "31",
    "undecided": "33",
    "risky": "35",
    "compatible": "32",
    "bold": "1",
    "faint": "2",
}


def width() -> int:
    """Return how many characters a line takes; `COLUMNS` says otherwise."""
    columns = shutil.get_terminal_size((_USUAL, 24)).columns
    return max(_NARROWEST, min(columns, _WIDEST))


def wrapped(words: str, first: str, rest: str) -> list[str]:
    """Break words into lines, which begin with what is given.

    What a terminal would obey, or what turns a line around, is shown as an escape.
    """
    return textwrap.wrap(
        printable(words.replace("\n", " ")),
        width(),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )


def painted(words: str, colour: str) -> str:
    """Colour words on a terminal, unless `NO_COLOR` asks for none."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return words
    return f"\033[{_COLOURS[colour]}m{words}\033[0m"
