"""Patterns of the whole numbers of a range, as JSON writes them (RFC 8259, 6)."""

from __future__ import annotations

from collections.abc import Iterator


def pattern(least: int | None, most: int | None) -> str:
    """Write a pattern of the numbers from one to another; None is for no bound.

    There must be any such number.
    """
    parts = []
    if least is None or least < 0:
        smallest = 1 if most is None or most >= -1 else -most
        below = _of_digits(smallest, None if least is None else -least)
        parts += [f"-{part}" for part in below]
    if (least is None or least <= 0) and (most is None or most >= 0):
        parts.append("0")
    if most is None or most > 0:
        parts += _of_digits(max(least or 1, 1), most)
    return f"^({'|'.join(parts)})$"


def _of_digits(least: int, most: int | None) -> Iterator[str]:
    """Write what positive numbers look like that are not less, and not more."""
    length = len(str(least))
    if least > 10 ** (length - 1):
        end = 10**length - 1
        yield from _of_length(str(least), str(end if most is None else min(most, end)))
        length += 1
    # From here on, all numbers of a length are meant, but for the longest.
    if most is None:
        yield f"[1-9][0-9]{{{length - 1},}}"
        return
    longest = len(str(most))
    if longest > length:
        yield f"[1-9][0-9]{{{length - 1},{longest - 2}}}"
    if longest >= length:
        yield from _of_length(str(10 ** (longest - 1)), str(most))


def _of_length(low: str, high: str) -> Iterator[str]:
    """Write what lies between two numbers of the same length."""
    if not low:
        yield ""
        return
    rest = len(low) - 1
    is_from_first, is_to_last = low[1:] == "0" * rest, high[1:] == "9" * rest
    if low[0] == high[0] and not (is_from_first and is_to_last):
        for part in _of_length(low[1:], high[1:]):
            yield low[0] + part
        return
    first, last = int(low[0]), int(high[0])
    if not is_from_first:
        for part in _of_length(low[1:], "9" * rest):
            yield low[0] + part
        first += 1
    if not is_to_last:
        last -= 1
    if first <= last:
        yield (str(first) if first == last else f"[{first}-{last}]") + _digits(rest)
    if not is_to_last:
        for part in _of_length("0" * rest, high[1:]):
            yield high[0] + part


def _digits(count: int) -> str:
    if count < 2:
        return "[0-9]" * count
    return f"[0-9]{{{count}}}"
