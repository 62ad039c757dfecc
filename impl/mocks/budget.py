"""Answers within a time: what takes longer is left to itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import anyio
from anyio import to_thread

from generated.runtime.http.refusal import Refusal

T = TypeVar("T")

# What takes so long at most, in seconds, may keep other requests waiting. What takes
# longer is done in a thread the next time, where the processor's time decides: how busy
# the machine is with others says nothing of the work. To ask for that takes too long
# itself to be done each time.
_AT_ONCE = 0.02


class Pace:
    """Does work of one kind: in a thread, until it is known to be quick.

    Args:
        budget: seconds after which work is given up.
    """

    def __init__(self, budget: float) -> None:
        self._budget = budget
        self._is_quick = False

    async def do(self, work: Callable[[], T]) -> T:
        """Return what `work` returns.

        Raises:
            Refusal: 503, it took longer than it may.
        """

        def timed(clock: Callable[[], float]) -> T:
            begin = clock()
            made = work()
            self._is_quick = clock() - begin < _AT_ONCE
            return made

        if self._is_quick:
            return timed(time.perf_counter)
        with anyio.move_on_after(self._budget):
            in_thread = partial(timed, time.thread_time)
            return await to_thread.run_sync(in_thread, abandon_on_cancel=True)
        raise _too_slow(self._budget)


def _too_slow(seconds: float) -> Refusal:
    return Refusal(
        503,
        "mock_too_slow",
        f"No answer was found within {seconds:g} s: the contract's schemas are too "
        "hard to find values for.",
        headers={"Retry-After": "1"},
    )
