"""Samples of regular expressions, for the few values that nobody gives."""

from __future__ import annotations

import re
import re._constants as code  # type: ignore[import-not-found] # private: typeshed lacks it
import re._parser as parser  # type: ignore[import-not-found] # private: typeshed lacks it
from typing import Any

_LONGEST = 4096
_CATEGORIES = {
    code.CATEGORY_DIGIT: "0",
    code.CATEGORY_WORD: "a",
    code.CATEGORY_SPACE: " ",
    code.CATEGORY_NOT_DIGIT: "a",
    code.CATEGORY_NOT_WORD: "-",
    code.CATEGORY_NOT_SPACE: "a",
}
# What a negated set is likely to leave over.
_PLAIN = "a0-A_ .x"


def sample(pattern: str, repeats: int = 0) -> str | None:
    """Return a text that a regular expression is likely to match, or None.

    It is the shortest one, open repetitions being taken at least `repeats` times.
    Whether it matches is for a validator to say: look-arounds are not followed, and
    dialects differ.
    """
    try:
        text = _sequence(parser.parse(pattern), repeats)
    except (re.error, RecursionError, OverflowError, _NoSample):
        return None
    return text if len(text) <= _LONGEST else None


class _NoSample(ValueError):
    """The pattern has something that there is no simple sample of."""


def _sequence(items: Any, repeats: int) -> str:
    return "".join(_one(operator, value, repeats) for operator, value in items)


def _one(operator: Any, value: Any, repeats: int) -> str:
    if operator is code.LITERAL:
        return chr(value)
    if operator is code.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if operator is code.ANY:
        return "a"
    if operator is code.IN:
        return _member(value)
    if operator in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
        least, most, items = value
        count: int = min(max(least, repeats), most)
        text = _sequence(items, repeats)
        if len(text) * count > _LONGEST:
            raise _NoSample
        return text * count
    if operator is code.SUBPATTERN:
        return _sequence(value[3], repeats)
    if operator is code.BRANCH:
        return _sequence(value[1][0], repeats)
    if operator in {code.AT, code.ASSERT, code.ASSERT_NOT}:
        return ""
    raise _NoSample


def _member(members: Any) -> str:
    if members[0][0] is code.NEGATE:
        excluded = members[1:]
        for candidate in _PLAIN:
            if not any(_holds(each, candidate) for each in excluded):
                return candidate
        raise _NoSample
    operator, value = members[0]
    if operator is code.LITERAL:
        return chr(value)
    if operator is code.RANGE:
        return chr(value[0])
    return str(_CATEGORIES[value])


def _holds(member: Any, character: str) -> bool:
    operator, value = member
    if operator is code.LITERAL:
        return bool(ord(character) == value)
    if operator is code.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    text = {
        code.CATEGORY_DIGIT: character.isdigit(),
        code.CATEGORY_WORD: character.isalnum() or character == "_",
        code.CATEGORY_SPACE: character.isspace(),
        code.CATEGORY_NOT_DIGIT: not character.isdigit(),
        code.CATEGORY_NOT_WORD: not (character.isalnum() or character == "_"),
        code.CATEGORY_NOT_SPACE: not character.isspace(),
    }
    return bool(text[value])
