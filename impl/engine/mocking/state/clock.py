"""A clock that goes only when it is told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

_START: Final = datetime(2025, 1, 1, 9, tzinfo=UTC)
# What is told of a time may be years from it, and in any offset: datetime ends in 9999.
_FIRST: Final = datetime(1000, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(9000, 1, 1, tzinfo=UTC)


def settable(now: datetime) -> datetime:
    """Return a time that a clock may be set to.

    Raises:
        ValueError: it has no offset, or is nowhere near to any that is of use.
    """
    if now.tzinfo is None:
        raise ValueError("a time needs its offset")
    if not _FIRST <= now <= _LAST:
        raise ValueError("the clock goes from the year 1000 to 9000")
    return now


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
            ValueError: it has no offset, or is nowhere near to any that is of use.
        """
        self._now = settable(now)

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self._now += by

    def tick(self) -> None:
        """Let the time of one request pass."""
        self._now = min(self._now + self._step, _LAST)
