"""Answers within a time: what takes longer is left to itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio import to_thread

from generated.runtime.http.refusal import Refusal

T = TypeVar("T")

# What takes so long at most, in seconds, may keep other requests waiting: of the
# processor, for how busy the machine is with others says nothing of the work.
_AT_ONCE = 0.02


class Pace:
    """Does work of one kind: in a thread, until it is known to be quick.

    Args:
        budget: seconds after which work is given up.
    """

    def __init__(self, budget: float) -> None:
        self._budget = budget
        self._is_quick = self._is_doubted = False

    async def do(self, work: Callable[[], T]) -> T:
        """Return what `work` returns.

        Raises:
            Refusal: 503, it took longer than it may.
        """

        def timed() -> T:
            begin = time.thread_time()
            made = work()
            self._is_quick = time.thread_time() - begin < _AT_ONCE
            self._is_doubted = False
            return made

        if self._is_quick and not self._is_doubted:
            # To ask for the processor's time each time would take too long itself.
            begin = time.perf_counter()
            made = work()
            self._is_doubted = time.perf_counter() - begin >= _AT_ONCE
            return made
        if self._is_quick:
            return timed()
        with anyio.move_on_after(self._budget):
            return await to_thread.run_sync(timed, abandon_on_cancel=True)
        raise _too_slow(self._budget)


def _too_slow(seconds: float) -> Refusal:
    return Refusal(
        503,
        "mock_too_slow",
        f"No answer was found within {seconds:g} s: the contract's schemas are too "
        "hard to find values for.",
        headers={"Retry-After": "1"},
    )
