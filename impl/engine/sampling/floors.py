"""How deep the smallest value of a place is nested."""

from __future__ import annotations

from typing import Any, Final, Generic, Protocol, TypeVar

# More than any value that ends has.
INFINITE: Final = 10**9
# So many may rest on each other; what is beyond counts as endless.
_MOST: Final = 6_000


class SettledPlan:
    """A plan that takes all that it may do into account for its floor."""

    def widen(self) -> bool:
        """There is nothing further."""
        return False


class _Measured(Protocol):
    """What has a floor: its plan says so, and asks for others."""

    @property
    def plan(self) -> Any: ...

    def __hash__(self) -> int: ...


P = TypeVar("P", bound=_Measured)


class FloorSearch(Generic[P]):
    """Finds the floors of places that rest on each other: the least that fit."""

    def __init__(self) -> None:
        self._floors: dict[P, int] = {}
        self._waiting: list[P] = []
        self._relying: dict[P, dict[P, None]] = {}
        self._asking: P | None = None

    def of(self, place: P) -> dict[P, int]:
        """Return the floors of a place and of all that it rests on."""
        self.ask(place)
        while self._waiting:
            while self._waiting:
                self._look(self._waiting.pop())
            # What has no end on the ways that were looked at may have one on others.
            endless = [
                each for each, floor in self._floors.items() if floor == INFINITE
            ]
            self._waiting = [each for each in endless if each.plan.widen()]
        return self._floors

    def _look(self, place: P) -> None:
        self._asking = place
        floor = place.plan.floor()
        if floor < self._floors[place]:
            self._floors[place] = floor
            self._waiting += self._relying[place]

    def ask(self, place: P) -> int:
        """Return what is known of the floor of a place."""
        if place not in self._floors:
            if len(self._floors) >= _MOST:
                return INFINITE
            self._floors[place] = INFINITE
            self._relying[place] = {}
            self._waiting.append(place)
        if self._asking is not None:
            self._relying[place][self._asking] = None
        return self._floors[place]
