"""The canonical form of a contract, and its digest (RFC 8785, JCS).

One deviation, without which two contracts could share a digest: RFC 8785 reads every
number as an IEEE 754 double, so that 9223372036854775807 and 9223372036854775808
would be the same. An integer that a double would round is written with all its digits.
"""

import hashlib
import math
from collections.abc import Callable
from json.encoder import JSONEncoder, encode_basestring
from typing import Any

from impl.engine.text.documents import Document

_write_string: Callable[[str], str] = encode_basestring
_EXACT = 2**53
_PLAIN = frozenset({str, bool, type(None)})
_HOLDERS = frozenset({dict, list})
_ENCODER = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_LARGEST = 2**1024
# The id of an object or array, and of what it is in.
_Lineage = tuple[int, "_Lineage"] | None


def canonical(value: Document | Any) -> bytes:
    """Write a document's content, or a plain JSON value, in canonical form.

    Raises:
        ValueError: a number is not finite, a string holds a lone surrogate, or the
            value is none that JSON knows.
    """
    content = value.content if isinstance(value, Document) else value
    chunks: list[str] = []
    _write(content, chunks.append, _peculiar(content))
    return "".join(chunks).encode("utf-8")


def digest(value: Document | Any) -> str:
    """Name a document's content by the SHA-256 of its canonical form."""
    return f"sha256:{hashlib.sha256(canonical(value)).hexdigest()}"


def _peculiar(content: Any) -> set[int]:
    """Find the objects and arrays that the standard library writes in another form.

    It has another order for keys beyond ASCII, and other digits for some numbers; all
    that has none of these inside it writes much faster. Of each the `id` is returned.
    """
    found: set[int] = set()
    waiting: list[tuple[Any, _Lineage]] = [((content,), None)]
    while waiting:
        holder, above = waiting.pop()
        lineage = (id(holder), above)
        is_object = type(holder) is dict
        is_plain = not is_object or all(map(_is_ascii, holder))
        for value in holder.values() if is_object else holder:
            kind = type(value)
            if kind is dict or kind is list:
                waiting.append((value, lineage))
            elif kind is int:
                is_plain = is_plain and -_EXACT <= value <= _EXACT
            elif kind not in _PLAIN:
                is_plain = False
        reached: _Lineage = None if is_plain else lineage
        while reached and reached[0] not in found:
            found.add(reached[0])
            reached = reached[1]
    return found


def _write(value: Any, put: Callable[[str], None], peculiar: set[int]) -> None:
    if isinstance(value, str):
        put(_write_string(value))
    elif value is None:
        put("null")
    elif value is True or value is False:
        put("true" if value else "false")
    elif isinstance(value, int):
        put(_write_integer(value))
    elif isinstance(value, float):
        put(_write_float(value))
    elif type(value) in _HOLDERS and id(value) not in peculiar:
        put(_ENCODER.encode(value))
    elif isinstance(value, dict):
        _write_object(value, put, peculiar)
    elif isinstance(value, list | tuple):
        separator = "["
        for item in value:
            put(separator)
            _write(item, put, peculiar)
            separator = ","
        put("]" if value else "[]")
    else:
        raise ValueError(f"{type(value).__name__} is not a JSON value")


def _write_object(
    members: dict[Any, Any], put: Callable[[str], None], peculiar: set[int]
) -> None:
    separator = "{"
    for key in _sorted(members):
        put(f"{separator}{_write_string(key)}:")
        _write(members[key], put, peculiar)
        separator = ","
    put("}" if members else "{}")


def _sorted(members: dict[Any, Any]) -> list[str]:
    if all(map(_is_ascii, members)):
        return sorted(members)
    return sorted(members, key=_utf16)


def _is_ascii(key: Any) -> bool:
    return isinstance(key, str) and key.isascii()


def _utf16(key: Any) -> bytes:
    if not isinstance(key, str):
        raise ValueError(f"{key!r} is not a key that JSON knows")  # noqa: TRY004 - like every value without a canonical form
    return key.encode("utf-16-be")


def _write_integer(value: int) -> str:
    if -_EXACT <= value <= _EXACT:
        return str(value)
    if not -_LARGEST < value < _LARGEST:
        raise ValueError("integer is beyond the range of a double")
    try:
        rounded = _write_float(float(value))
    except OverflowError as error:
        raise ValueError("integer is beyond the range of a double") from error
    digits, _, exponent = rounded.partition("e")
    whole, _, fraction = digits.partition(".")
    places = int(exponent or 0) - len(fraction)
    exact = places >= 0 and int(whole + fraction) * 10**places == value
    return rounded if exact else str(value)


def _write_float(value: float) -> str:
    """Write a double as ECMA-262 Number::toString does."""
    if not math.isfinite(value):
        raise ValueError("NaN and Infinity are not JSON values")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, power = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + int(power or 0)
    digits = whole + fraction
    point -= len(digits) - len(digits.lstrip("0"))
    digits = digits.strip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    tail = f".{digits[1:]}" if count > 1 else ""
    return f"{sign}{digits[0]}{tail}e{point - 1:+d}"
