"""Parts of JSON values, by the properties that lead to them."""

from __future__ import annotations

from typing import Any

from impl.engine.mocking.state.messages import ABSENT

Steps = tuple[str, ...]


def part(value: Any, steps: Steps) -> Any:
    """Return what stands at some steps; ABSENT for nothing."""
    for step in steps:
        if not isinstance(value, dict) or step not in value:
            return ABSENT
        value = value[step]
    return value


def with_part(value: Any, steps: Steps, new: Any) -> Any:
    """Return a value with another part at some steps; objects on the way are made."""
    if not steps:
        return new
    held = value if isinstance(value, dict) else {}
    first, *rest = steps
    return {**held, first: with_part(held.get(first), tuple(rest), new)}


def without_part(value: Any, steps: Steps) -> Any:
    """Return a value without what stands at some steps."""
    if part(value, steps) is ABSENT:
        return value
    first, *rest = steps
    if not rest:
        return {name: held for name, held in value.items() if name != first}
    return {**value, first: without_part(value[first], tuple(rest))}


def text_of(value: Any) -> str:
    """Write a scalar as paths and queries have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def last_segment(link: str) -> str:
    """Return the last segment of a URL's path."""
    return link.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]


def without_origin(link: str) -> str:
    """Return a URL as a reference from within its origin."""
    _, is_whole, rest = link.partition("://")
    return f"/{rest.partition('/')[2]}" if is_whole else link


def is_scalar(value: Any) -> bool:
    """Tell whether a value has a plain form as text."""
    return isinstance(value, str | int | float)


def typed(types: frozenset[str], text: str) -> Any:
    """Read a text of a path as the types that a property may have."""
    if "string" in types or not types & {"integer", "number"}:
        return text
    try:
        return int(text)
    except ValueError:
        return text
