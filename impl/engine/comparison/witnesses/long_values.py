"""Values of witnesses that are too long to write out, described in few words.

A text of ten million characters is as good a witness as a short one, and nobody has to
see it: it is one character, so many times. What is described is made again, to the
letter, before a validator looks at it.
"""

from __future__ import annotations

from typing import Any

MEMBER = "x-countersign-repeated"
_LONG = 2_000
_LONGEST = 64 * 1024 * 1024
_REASON = 400


def described(value: Any) -> Any:
    """Describe what is long in a value, and repeats one thing."""
    if isinstance(value, str) and len(value) > _LONG and len(set(value)) == 1:
        return {MEMBER: {"character": value[0], "times": len(value)}}
    if isinstance(value, list):
        if len(value) > _LONG and all(item == value[0] for item in value):
            return {MEMBER: {"item": described(value[0]), "times": len(value)}}
        return [described(item) for item in value]
    if isinstance(value, dict):
        return {key: described(item) for key, item in value.items()}
    return value


def written_out(value: Any) -> Any:
    """Return a value without descriptions.

    Raises:
        ValueError: one is of something longer than any witness.
    """
    if isinstance(value, list):
        return [written_out(item) for item in value]
    if not isinstance(value, dict):
        return value
    held = value.get(MEMBER)
    if not isinstance(held, dict) or len(value) != 1:
        return {key: written_out(item) for key, item in value.items()}
    times = int(held["times"])
    if not 0 <= times <= _LONGEST:
        raise ValueError(f"a value is repeated {times} times")
    if "character" in held:
        return str(held["character"])[:1] * times
    return [written_out(held["item"])] * times


def shortened(reason: str) -> str:
    """Cut a reason that quotes a long value; its end says what is wrong."""
    if len(reason) <= _REASON:
        return reason
    half = _REASON // 2
    return f"{reason[:half]}…{reason[-half:]}"


def in_words(held: dict[str, Any]) -> str:
    """Say in words what a description stands for."""
    what = "string" if "character" in held else "list"
    parts = "characters" if "character" in held else "items"
    return f"a {what} of {held['times']:,} {parts}"
