# A copy of Countersign's scripts/codegen/runtime/checking/pieces.py.
"""Values in pieces that are small enough to be made without anybody noticing.

A value goes from one process to another as steps: open a list or an object, put several
items or members into it, close it. They are in the form of `marshal`, which both ends,
being the same Python, read alike.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from typing import Any

# Values in a piece: a millisecond at most.
_MOST = 1000

_Step = tuple[str, object]


def cut(value: object) -> Iterator[bytes]:
    """Yield the steps that make a value, as JSON has values, each as bytes."""
    sizes: dict[int, int] = {}
    _measure(value, sizes)
    return map(packed, _steps([(None, value)], sizes, is_list=True))


def packed(message: Any) -> bytes:
    """Return a message of one process to the other as bytes."""
    return marshal.dumps(message)


def unpacked(message: bytes) -> Any:
    """Return the message that `packed` wrote; never for what a client sends."""
    return marshal.loads(message)


class Joined:
    """Makes a value of the steps that `cut` yields; `value` is whole after the last."""

    def __init__(self) -> None:
        self._top: list[Any] = []
        self._open: list[Any] = [self._top]

    def take(self, piece: bytes) -> None:
        """Take the next step."""
        word, given = unpacked(piece)
        into = self._open[-1]
        match word:
            case "items":
                into.extend(given)
            case "members":
                into.update(given)
            case "close":
                self._open.pop()
            case _:
                made: Any = [] if word == "list" else {}
                if isinstance(into, list):
                    into.append(made)
                else:
                    into[given] = made
                self._open.append(made)

    @property
    def value(self) -> Any:
        """The value."""
        return self._top[0]


def _measure(value: object, sizes: dict[int, int]) -> int:
    """Return how many values there are in a value, and note it by identity."""
    if isinstance(value, dict):
        size = 1 + sum(_measure(each, sizes) for each in value.values())
    elif isinstance(value, list):
        size = 1 + sum(_measure(each, sizes) for each in value)
    else:
        return 1
    sizes[id(value)] = size
    return size


def _steps(
    parts: Iterable[tuple[Any, Any]], sizes: dict[int, int], *, is_list: bool
) -> Iterator[_Step]:
    batch: list[tuple[Any, Any]] = []
    size = 0
    for key, value in parts:
        own = sizes.get(id(value), 1) if isinstance(value, dict | list) else 1
        if size + own > _MOST and batch:
            yield _put(batch, is_list=is_list)
            batch, size = [], 0
        if own <= _MOST:
            batch.append((key, value))
            size += own
            continue
        if isinstance(value, list):
            yield "list", key
            yield from _steps(((None, each) for each in value), sizes, is_list=True)
        else:
            yield "object", key
            yield from _steps(value.items(), sizes, is_list=False)
        yield "close", None
    if batch:
        yield _put(batch, is_list=is_list)


def _put(batch: list[tuple[Any, Any]], *, is_list: bool) -> _Step:
    if is_list:
        return "items", [value for _, value in batch]
    return "members", dict(batch)
