"""A row: a pair of contracts, and what each profile says of it, there and back.

What the profiles say is a letter each, in the order of their table: `B` breaking,
`u` undecided, `r` risky, `c` compatible, `-` nothing to report. One letter is said by
all of them.
"""

from dataclasses import dataclass

from impl.engine.comparison.verdicts.profiles import PROFILES
from tests.unit.engine.comparison.hard.building import Content

VERDICTS = {
    "B": "breaking",
    "u": "undecided",
    "r": "risky",
    "c": "compatible",
    "-": "same",
}
LETTERS = {verdict: letter for letter, verdict in VERDICTS.items()}


@dataclass(frozen=True)
class Row:
    """What a pair of contracts comes to."""

    name: str
    base: Content
    revision: Content
    there: str
    back: str


def row(name: str, base: Content, revision: Content, there: str, back: str) -> Row:
    """Make a row; a single letter stands for all profiles."""
    sides = [side * len(PROFILES) if len(side) == 1 else side for side in (there, back)]
    assert all(len(side) == len(PROFILES) for side in sides), name
    return Row(name, base, revision, sides[0], sides[1])


def of_version(version: str, content: Content) -> Content:
    """Return a contract as one of another version of OpenAPI."""
    return {**content, "openapi": version}
