"""Changes to a document, made all at once and without touching the original."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from impl.engine.openapi.pointers import escape, split

_ABSENT = object()
# Values that are put in place of references: nobody who means well shares more.
_MOST_COPIED = 200_000


@dataclass(slots=True)
class _Change:
    """What happens to one value, and to the values inside it."""

    value: Any = _ABSENT
    removed: bool = False
    key: str | None = None
    origin: str | None = None
    added: list[Any] = field(default_factory=list)
    inside: dict[str, _Change] = field(default_factory=dict)


class Patch:
    """A set of changes, each at a JSON Pointer (RFC 6901) into the original.

    Changes inside a removed value have no effect; changes inside a value that is
    replaced apply to the new value.
    """

    def __init__(self) -> None:
        self._root = _Change()
        self._any = False
        self._room = _MOST_COPIED

    def __bool__(self) -> bool:
        return self._any

    def put(self, pointer: str, value: Any) -> None:
        """Add a member, or replace what stands at a pointer."""
        change = self._at(pointer)
        change.value, change.removed = value, False

    def copy(self, pointer: str, value: Any, origin: str) -> None:
        """Put a value that was written elsewhere, at the pointer ``origin``."""
        change = self._at(pointer)
        change.value, change.origin = value, origin

    def has_room(self, value: Any) -> bool:
        """Take the room that a copy of a value needs, if there is so much left."""
        stack = [value]
        while stack and self._room > 0:
            self._room -= 1
            held = stack.pop()
            if isinstance(held, dict):
                stack.extend(held.values())
            elif isinstance(held, list):
                stack.extend(held)
        return self._room > 0

    def append(self, pointer: str, value: Any) -> None:
        """Add an item to the end of a list, which may be new."""
        self._at(pointer).added.append(value)

    def remove(self, pointer: str) -> None:
        """Remove what stands at a pointer."""
        self._at(pointer).removed = True

    def rename(self, pointer: str, key: str) -> None:
        """Give a member another key, which no other member may have."""
        self._at(pointer).key = key

    def apply(self, content: Any) -> tuple[Any, dict[str, str]]:
        """Make the changed content, and say where its moved parts come from.

        The second value maps pointers into the new content to such into the original;
        what it does not name stands where it stood, below its nearest ancestor.
        """
        moved: dict[str, str] = {}
        return _applied(content, self._root, "", "", moved), moved

    def _at(self, pointer: str) -> _Change:
        self._any = True
        change = self._root
        for token in split(pointer):
            change = change.inside.setdefault(token, _Change())
        return change


def _applied(
    value: Any, change: _Change, here: str, there: str, moved: dict[str, str]
) -> Any:
    if change.value is not _ABSENT:
        value = change.value
    if change.origin is not None:
        moved[here] = there = change.origin
    if change.added:
        value = [*value, *change.added] if isinstance(value, list) else change.added
    if not change.inside:
        return value

    def inner(key: str, new: str, item: Any) -> Any:
        below = change.inside.get(key)
        new_place, old_place = f"{here}/{escape(new)}", f"{there}/{escape(key)}"
        if new != key:
            moved[new_place] = old_place
        if below is None:
            return item
        return _applied(item, below, new_place, old_place, moved)

    if isinstance(value, dict):
        return _members(value, change, inner)
    if isinstance(value, list):
        return _items(value, change, inner)
    return value


def _members(
    value: dict[str, Any], change: _Change, inner: Callable[[str, str, Any], Any]
) -> dict[str, Any]:
    result = {}
    for key, item in value.items():
        below = change.inside.get(key)
        if below is None:
            result[key] = item
        elif not below.removed:
            new = below.key or key
            result[new] = inner(key, new, item)
    for key, below in change.inside.items():
        if key not in value and (below.value is not _ABSENT or below.added):
            result[key] = inner(key, key, None)
    return result


def _items(
    value: list[Any], change: _Change, inner: Callable[[str, str, Any], Any]
) -> list[Any]:
    result: list[Any] = []
    for index, item in enumerate(value):
        below = change.inside.get(str(index))
        if below is None or not below.removed:
            result.append(inner(str(index), str(len(result)), item))
    return result
