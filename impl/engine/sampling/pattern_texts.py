"""Texts that match a pattern, drawn at random."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from impl.engine.containment.budget import Budget, ExhaustedError, Meter
from impl.engine.containment.regex.languages import (
    Language,
    UndecidedWordError,
    WordSearch,
)
from impl.engine.containment.regex.parser import parse
from impl.engine.containment.regex.trees import UnsupportedPatternError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

# Typeshed does not know them, and other parsers of Python's expressions there are none.
ops: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_DIGITS: Final = "0123456789"
# The plainest of each kind first.
_LIKELY: Final = "a0A-_ .:/@+=,;" + _LETTERS[1:] + _DIGITS[1:] + "BCXYZ"
_CATEGORIES: Final = {
    ops.CATEGORY_DIGIT: _DIGITS,
    ops.CATEGORY_NOT_DIGIT: _LETTERS,
    ops.CATEGORY_WORD: _LETTERS + _DIGITS,
    ops.CATEGORY_NOT_WORD: "-. ",
    ops.CATEGORY_SPACE: " ",
    ops.CATEGORY_NOT_SPACE: _LETTERS + _DIGITS,
}
_GROUP: Final = re.compile(r"\(\?<(?![=!])")
_MOST_SIGNS: Final = 20_000
_MOST_REPEATS: Final = 64
_STEPS: Final = 200_000


@lru_cache(maxsize=2048)
def pattern_text(pattern: str) -> PatternText | None:
    """Read a pattern; None for one that is not understood."""
    try:
        return PatternText(parser.parse(_GROUP.sub("(?P<", pattern)))
    except (re.error, RecursionError, OverflowError):
        return None


class PatternText:
    """Draws texts that match a pattern, but for what it looks ahead and behind for."""

    def __init__(self, parsed: Any) -> None:
        self._parsed = parsed

    def draw(self, random: Random, extra: int) -> str | None:
        """Draw a text; `extra` says how often more than it has to a part may come."""
        try:
            return _Drawing(random, extra).sequence(self._parsed)
        except (NotImplementedError, RecursionError):
            return None


def plainest_match(pattern: str) -> str | None:
    """Make a short text that matches a pattern; None for one that is not understood.

    It is the first of all that there is to choose from, each part once if it may be.
    """
    try:
        return _Plain(_First(), 1).sequence(parser.parse(pattern))
    except (re.error, RecursionError, OverflowError, NotImplementedError):
        return None


class _Chooser(Protocol):
    def choice(self, options: Sequence[Any], /) -> Any: ...

    def randint(self, low: int, high: int, /) -> int: ...


class _First:
    """Chooses whatever comes first."""

    def choice(self, options: Sequence[Any], /) -> Any:
        return options[0]

    def randint(self, low: int, _high: int, /) -> int:
        return low


class _Drawing:
    def __init__(self, random: _Chooser, extra: int) -> None:
        self._random = random
        self._extra = extra
        self._groups: dict[int, str] = {}
        self._left = _MOST_SIGNS

    def sequence(self, parsed: Any) -> str:
        return "".join([self._one(op, argument) for op, argument in parsed])

    def _one(self, op: Any, argument: Any) -> str:
        if op is ops.LITERAL:
            return chr(argument)
        if op is ops.IN:
            return self._member(argument)
        if op is ops.ANY:
            return str(self._random.choice(_LETTERS))
        if op is ops.NOT_LITERAL:
            others = [sign for sign in _LIKELY if ord(sign) != argument]
            return str(self._random.choice(others))
        if op in {ops.AT, ops.ASSERT, ops.ASSERT_NOT}:
            return ""
        return self._compound(op, argument)

    def _compound(self, op: Any, argument: Any) -> str:
        if op is ops.BRANCH:
            return self.sequence(self._random.choice(argument[1]))
        if op is ops.SUBPATTERN:
            text = self.sequence(argument[-1])
            if argument[0] is not None:
                self._groups[argument[0]] = text
            return text
        if op in {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}:
            return self._repeated(*argument)
        if op is ops.ATOMIC_GROUP:
            return self.sequence(argument)
        if op is ops.GROUPREF:
            return self._groups.get(argument, "")
        raise NotImplementedError(op)

    def _repeated(self, low: int, high: int, inner: Any) -> str:
        # Once is more telling than never.
        start = low or min(high, 1)
        count = self._random.randint(low, start) if self._extra < 1 else start
        count += self._random.randint(0, min(high - count, self._extra))
        self._left -= count
        if self._left < 0:
            raise NotImplementedError
        return "".join([self.sequence(inner) for _ in range(count)])

    def _member(self, choices: Any) -> str:
        if choices[0][0] is ops.NEGATE:
            held = choices[1:]
            rest = [s for s in _LIKELY if not any(_holds(c, s) for c in held)]
            if not rest:
                raise NotImplementedError
            return str(self._random.choice(rest))
        op, argument = self._random.choice(choices)
        if op is ops.LITERAL:
            return chr(argument)
        if op is ops.RANGE:
            return chr(self._random.randint(*argument))
        return str(self._random.choice(_CATEGORIES[argument]))


class _Plain(_Drawing):
    """Repeats nothing more often than it takes to tell."""

    def _compound(self, op: Any, argument: Any) -> str:
        if op in {ops.ATOMIC_GROUP, ops.GROUPREF}:
            raise NotImplementedError(op)
        return super()._compound(op, argument)

    def _repeated(self, low: int, high: int, inner: Any) -> str:
        least = min(low, _MOST_REPEATS)
        return super()._repeated(least, max(min(high, _MOST_REPEATS), least), inner)


def _holds(choice: Any, sign: str) -> bool:
    op, argument = choice
    if op is ops.LITERAL:
        return bool(argument == ord(sign))
    if op is ops.RANGE:
        return bool(argument[0] <= ord(sign) <= argument[1])
    is_word = sign.isalnum() or sign == "_"
    return {
        ops.CATEGORY_DIGIT: sign.isdigit(),
        ops.CATEGORY_NOT_DIGIT: not sign.isdigit(),
        ops.CATEGORY_WORD: is_word,
        ops.CATEGORY_NOT_WORD: not is_word,
        ops.CATEGORY_SPACE: sign.isspace(),
    }.get(argument, not sign.isspace())


def shortest_word(
    patterns: Iterable[str],
    bounds: tuple[int, int | None],
    excluded: frozenset[str] = frozenset(),
) -> str | None:
    """Return a shortest text that matches all patterns and has a length within bounds.

    None if there is none but those excluded, or if it could not be told.
    """
    language = Language(shortest=bounds[0], longest=bounds[1], excluded=excluded)
    try:
        for pattern in patterns:
            language.require(parse(pattern))
        return WordSearch(language, Meter(Budget(steps=_STEPS))).word()
    except (UnsupportedPatternError, UndecidedWordError, ExhaustedError):
        return None
    except RecursionError:
        return None
