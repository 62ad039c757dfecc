"""How much of the time for hostile documents each person and team has used of late."""

import time
from collections.abc import Callable, Collection
from typing import Final

_HALF_LIFE: Final = 10.0
_NEGLIGIBLE: Final = 0.001
_MOST_REMEMBERED: Final = 1000
Clock = Callable[[], float]


class Usage:
    """How many seconds each holder has used of late.

    Args:
        clock: in seconds.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.clock = clock
        self._used: dict[str, tuple[float, float]] = {}

    def of(self, holders: Collection[str]) -> float:
        """Return what the holder that has used most has used."""
        return max((self._left(holder) for holder in holders), default=0.0)

    def add(self, holders: Collection[str], seconds: float) -> None:
        """Count some more seconds for all of them."""
        now = self.clock()
        for holder in holders:
            self._used[holder] = (self._left(holder) + seconds, now)
        if len(self._used) > _MOST_REMEMBERED:
            kept = {each: self._left(each) for each in self._used}
            self._used = {
                each: (used, now) for each, used in kept.items() if used > _NEGLIGIBLE
            }

    def _left(self, holder: str) -> float:
        used, since = self._used.get(holder, (0.0, 0.0))
        return used * 0.5 ** ((self.clock() - since) / _HALF_LIFE) if used else 0.0
