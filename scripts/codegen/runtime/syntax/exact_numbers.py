"""Numbers with more digits than a double keeps, where a contract calls them decimal.

A JSON text may have them (RFC 8259, §6); only most of its readers have not.
"""

from __future__ import annotations

import re
import secrets
from decimal import Decimal
from typing import Any, Final

import jiter

# The largest double has so many digits before its point.
_MOST_DIGITS = 309
_LONG = re.compile(rb"[0-9.]{16}|[eE]-?[0-9]{3}")
# Nobody who sends a text can know it, and so have it taken for a number.
_MARK = secrets.token_hex(16)
_MARKED = re.compile(rf'"{_MARK}([^"]*)"'.encode())
# What a serializer has to be told, for `unmarked` to find what it wrote.
MARKING: Final = {"mark": _MARK}


class ExactNumber(float):
    """A double that knows the number that it stands for."""

    __slots__ = ("exact",)
    exact: Decimal


def with_digits(value: Any, text: bytes) -> Any:
    """Return the value of a JSON text whose doubles know what they stand for."""
    if not _LONG.search(text):
        return value
    return _joined(value, jiter.from_json(text, float_mode="decimal"))


def decimal_of(value: object) -> object:
    """Return a number as the decimal number that was written; all else as it is."""
    match value:
        case ExactNumber():
            return value.exact
        case int() | float() if not isinstance(value, bool):
            return Decimal(repr(value))
    return value


def number_of(text: str) -> float | Decimal:
    """Return a number that is written so: a double, if that is the number itself."""
    number, exact = float(text), Decimal(text)
    return number if Decimal(repr(number)) == exact else exact


def with_integers(value: object) -> object:
    """Return a JSON value with integral doubles as integers, which they are to JSON."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: with_integers(member) for name, member in value.items()}
    if isinstance(value, list):
        return [with_integers(item) for item in value]
    return value


def json_number(value: Decimal, *, marking: bool) -> int | float | str:
    """Return what JSON's writers write a decimal number for.

    Args:
        value: the number.
        marking: makes a text for `unmarked` of a number that is no double.

    Raises:
        ValueError: it is no number that JSON's readers can read.
    """
    if not value.is_finite() or value.adjusted() >= _MOST_DIGITS:
        raise ValueError("is no number that can be read from JSON")
    if value == value.to_integral_value() and value.adjusted() >= 0:
        return int(value)
    number = float(value)
    if Decimal(repr(number)) == value:
        return number
    if not marking:
        raise ValueError("has more digits than fit in here")
    return f"{_MARK}{value}"


def unmarked(text: bytes) -> bytes:
    """Return a JSON text with the numbers that were written as marked texts."""
    return _MARKED.sub(rb"\1", text)


def _joined(value: Any, exact: Any) -> Any:
    if isinstance(value, dict):
        return {name: _joined(member, exact[name]) for name, member in value.items()}
    if isinstance(value, list):
        return [_joined(a, b) for a, b in zip(value, exact, strict=True)]
    if isinstance(exact, Decimal) and Decimal(repr(value)) != exact:
        number = ExactNumber(value)
        number.exact = exact
        return number
    return value
