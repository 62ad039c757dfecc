"""Choices whose branches say all that stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    _Parts = Callable[[Any], Iterable[dict[str, Any]]]


def covering_branches(shape: dict[str, Any], parts: _Parts) -> list[Any]:
    """Return the branches of a choice if each has all members beside it.

    `parts` gives the schemas that a schema is all of, itself among them.
    """
    branches: list[Any] = shape.get("oneOf") or shape.get("anyOf") or []
    shared = _members(parts(shape))
    covered = all(shared <= _members(parts(each)) for each in branches)
    return branches if shared and covered else []


def _members(parts: Iterable[dict[str, Any]]) -> set[str]:
    return {name for part in parts for name in part.get("properties", ())}
