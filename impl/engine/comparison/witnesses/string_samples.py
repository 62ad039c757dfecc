"""Texts that match a pattern or a format, for messages that are made up."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from impl.engine.openapi.formats import FORMATS

# Typeshed does not know them, and other parsers of Python's expressions there are none.
ops: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

_CATEGORIES = {
    ops.CATEGORY_DIGIT: "0",
    ops.CATEGORY_NOT_DIGIT: "a",
    ops.CATEGORY_WORD: "a",
    ops.CATEGORY_NOT_WORD: "-",
    ops.CATEGORY_SPACE: " ",
    ops.CATEGORY_NOT_SPACE: "a",
}
_LIKELY = "a0A-_ .:/@+=,;"
_MOST_REPEATS = 64


def text(format_: str, pattern: str, shortest: int, longest: int | None) -> str:
    """Make a text that probably has a format, matches a pattern and has a length.

    Lengths are in characters; an empty format or pattern asks for nothing.
    """
    found = (FORMATS[format_].example if format_ in FORMATS else "") or "text"
    if pattern:
        matching = matches(pattern)
        if not re.search(pattern, found) if matching is not None else False:
            found = matching or ""
    if len(found) < shortest:
        found += (found[-1:] or "a") * (shortest - len(found))
    return found if longest is None else found[:longest]


def matches(pattern: str) -> str | None:
    """Make a short text that matches a pattern; None for one that is not understood."""
    try:
        return _sequence(parser.parse(pattern))
    except (re.error, RecursionError, OverflowError, NotImplementedError):
        return None


def _sequence(parsed: Any) -> str:
    return "".join(_one(op, argument) for op, argument in parsed)


def _one(op: Any, argument: Any) -> str:
    if op is ops.LITERAL:
        return chr(argument)
    if op is ops.NOT_LITERAL:
        return next(sign for sign in _LIKELY if ord(sign) != argument)
    if op is ops.ANY:
        return "a"
    if op is ops.IN:
        return _member(argument)
    if op is ops.BRANCH:
        return _sequence(argument[1][0])
    if op is ops.SUBPATTERN:
        return _sequence(argument[-1])
    if op in {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}:
        low, high, inner = argument
        # Once is more telling than never.
        count = max(low, 1) if high else 0
        return _sequence(inner) * min(count, _MOST_REPEATS)
    if op in {ops.AT, ops.ASSERT, ops.ASSERT_NOT}:
        return ""
    raise NotImplementedError(op)


def _member(choices: Any) -> str:
    negated = choices[0][0] is ops.NEGATE
    if not negated:
        return _of_set(choices[0])
    for sign in _LIKELY:
        if not any(_holds(choice, sign) for choice in choices[1:]):
            return sign
    raise NotImplementedError


def _of_set(choice: Any) -> str:
    op, argument = choice
    if op is ops.LITERAL:
        return chr(argument)
    if op is ops.RANGE:
        return chr(argument[0])
    return _CATEGORIES[argument]


def _holds(choice: Any, sign: str) -> bool:
    op: Any
    argument: Any
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
