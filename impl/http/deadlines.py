"""What happens unless something else comes first."""

import asyncio
from collections.abc import Callable


class Deadline:
    """One deadline at a time: setting another forgets the one before."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_set(self) -> bool:
        """Whether there is one, met or missed."""
        return self._timer is not None

    def set(self, seconds: float, missed: Callable[[], None]) -> None:
        """Call `missed` after so many seconds."""
        self.clear()
        self._timer = self._loop.call_later(seconds, missed)

    def clear(self) -> None:
        """Forget it."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
