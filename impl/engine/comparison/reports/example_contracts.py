"""Write the contracts of examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from impl.engine.openapi.methods import METHODS

Content = dict[str, Any]
Sides = tuple[Content, Content]

NONE: Content = {"responses": {"204": {"description": ""}}}
TEXT = {"type": "string"}
_PATH = "/things"


def contract(fragment: Content, **members: Any) -> Content:
    """Write the contract of a side of an example.

    Args:
        fragment: members of a path, and of the document.
        members: more members of the document.
    """
    item = {key: held for key, held in fragment.items() if key in METHODS}
    rest = {key: held for key, held in fragment.items() if key not in METHODS}
    paths = {_PATH: item} if item else {}
    info = {"title": "Example", "version": "1.0.0"}
    whole = {"openapi": "3.1.0", "info": info, "paths": paths, **rest, **members}
    if not item and "paths" not in fragment and "webhooks" not in fragment:
        del whole["paths"]
    return whole


def get(**members: Any) -> Content:
    """Write a path that answers nothing, and what else is said of it."""
    return {"get": {**NONE, **members}}


def post(**members: Any) -> Content:
    """Write the same of a path to which something is sent."""
    return {"post": {**NONE, **members}}


def answer(status: str = "200", **members: Any) -> Content:
    """Write a path with one answer, and what is said of that."""
    return get(responses={status: {"description": "", **members}})


def pair(write: Callable[[Any], Content], before: Any, after: Any) -> Sides:
    """Write both sides of a change alike."""
    return write(before), write(after)


def both(there: Content, back: Content, *names: str) -> dict[str, Sides]:
    """Write a change, and the one that takes it back."""
    return {names[0]: (there, back), names[1]: (back, there)}
