"""A clock that goes only when it is told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

_START: Final = datetime(2025, 1, 1, 9, tzinfo=UTC)


class MockClock:
    """Tells the time of a mock.

    It goes on by a step for each request that is answered, so that equal requests give
    equal times in every run; and anybody may set it.
    """

    def __init__(
        self, start: datetime = _START, step: timedelta = timedelta(seconds=1)
    ) -> None:
        self._now = start
        self._step = step

    def now(self) -> datetime:
        """Return the time, with its offset."""
        return self._now

    def set(self, now: datetime) -> None:
        """Set the time.

        Raises:
            ValueError: it has no offset.
        """
        if now.tzinfo is None:
            raise ValueError("a time needs its offset")
        self._now = now

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self._now += by

    def tick(self) -> None:
        """Let the time of one request pass."""
        self._now += self._step
