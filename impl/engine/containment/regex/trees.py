"""The parts of regular expressions."""

from dataclasses import dataclass

Ranges = tuple[tuple[int, int], ...]

LAST = 0x10FFFF


class UnsupportedPatternError(Exception):
    """The pattern is no regular language, or engines read it differently."""


@dataclass(frozen=True, slots=True)
class Chars:
    """One character of a class."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after another."""

    parts: tuple["RegexTree", ...]


@dataclass(frozen=True, slots=True)
class Alternation:
    """One of several parts."""

    parts: tuple["RegexTree", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part several times; `most` is None if there is no limit."""

    part: "RegexTree"
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Assertion:
    """The start of the text, or its end."""

    start: bool


RegexTree = Chars | Sequence | Alternation | Repeat | Assertion


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a pattern demands: searches that succeed, and searches that fail."""

    found: tuple[RegexTree, ...]
    missed: tuple[RegexTree, ...]


def complement(ranges: Ranges) -> Ranges:
    """All characters but those."""
    result, start = [], 0
    for low, high in merged(ranges):
        if low > start:
            result.append((start, low - 1))
        start = high + 1
    if start <= LAST:
        result.append((start, LAST))
    return tuple(result)


def merged(ranges: Ranges) -> Ranges:
    """The same characters, in order and without overlap."""
    result: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if result and low <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(result[-1][1], high))
        else:
            result.append((low, high))
    return tuple(result)
