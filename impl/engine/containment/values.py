"""Equality of JSON values, as JSON Schema Core 4.2.2 defines it."""

from collections.abc import Hashable
from fractions import Fraction
from typing import Any

from impl.engine.openapi.json_types import type_of


def identity(value: Any) -> Hashable:
    """Make a key that two values share if, and only if, they are equal.

    Numbers are equal by their mathematical value; members of an object have no order.
    """
    kind = type_of(value)
    if kind == "number":
        return (kind, rational(value))
    if kind == "array":
        return (kind, tuple(identity(item) for item in value))
    if kind == "object":
        return (kind, frozenset((key, identity(item)) for key, item in value.items()))
    return (kind, value)


def rational(written: Any) -> Fraction:
    """Return the number that a JSON text wrote, which a double only comes close to."""
    return Fraction(repr(written) if isinstance(written, float) else written)


def number(value: Fraction) -> int | float | None:
    """Write a rational as a JSON number; None if no double is written like it."""
    if value.denominator == 1:
        return value.numerator
    try:
        close = float(value)
    except OverflowError:
        return None
    return close if Fraction(repr(close)) == value else None
