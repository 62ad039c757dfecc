"""Mappings that can't grow without end: the oldest entries give way."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from typing import Any


class NoRoom(ValueError):
    """What is to be remembered is larger than all that may be; the message says so."""


def weight_of(value: Any) -> int:
    """Return how large a value is, written as JSON."""
    return len(json.dumps(value))


class Bounded(MutableMapping[str, Any]):
    """Values by name, of which there may be so many and which may be so large.

    Values are not changed in place: they are set anew, so that they are measured.

    Args:
        items: how many values, and octets: how large they are, written as JSON.
        is_of_lists: whether values are lists, whose items count and give way one by
            one.

    Attributes:
        forgotten: how many have given way.
    """

    def __init__(self, items: int, octets: int, *, is_of_lists: bool = False) -> None:
        self.forgotten = 0
        self._most, self._largest, self._is_of_lists = items, octets, is_of_lists
        self._held: dict[str, Any] = {}
        self._sizes: dict[str, tuple[int, int]] = {}
        self._count = self._octets = 0

    def demand(self, name: str, value: Any) -> None:
        """Demand that a value can be held at all.

        Raises:
            NoRoom: it is larger than all that may be.
        """
        if len(name) + weight_of(value) > self._largest:
            raise NoRoom(f"no more than {self._largest} bytes of it are remembered")

    def __getitem__(self, name: str) -> Any:
        """Return a value."""
        return self._held[name]

    def __setitem__(self, name: str, value: Any) -> None:
        """Hold a value, as the newest."""
        self.pop(name, None)
        if self._is_of_lists:
            value = self._fitting(name, value)
        size = len(value) if self._is_of_lists else 1, len(name) + weight_of(value)
        self._held[name], self._sizes[name] = value, size
        self._count += size[0]
        self._octets += size[1]
        while self._count > self._most or self._octets > self._largest:
            oldest = next(iter(self._held))
            self.forgotten += self._sizes[oldest][0]
            del self[oldest]

    def __delitem__(self, name: str) -> None:
        """Let a value go."""
        count, octets = self._sizes.pop(name)
        del self._held[name]
        self._count -= count
        self._octets -= octets

    def __contains__(self, name: object) -> bool:
        """Tell whether a name has a value."""
        return name in self._held

    def __iter__(self) -> Iterator[str]:
        """Give the names, the oldest first."""
        return iter(self._held)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._held)

    def _fitting(self, name: str, value: list[Any]) -> list[Any]:
        """Return as much of a list's end as may be held."""
        first = max(0, len(value) - self._most)
        over = len(name) + weight_of(value[first:]) - self._largest
        while over > 0 and first < len(value):
            over -= weight_of(value[first]) + 2
            first += 1
        self.forgotten += first
        return value[first:]
