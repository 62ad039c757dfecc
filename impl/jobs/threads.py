"""Threads for work that would hold up the event loop, with a bounded queue."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from impl.database.errors import Reason, Unavailable

T = TypeVar("T")


class ThreadPool:
    """Some threads; what they can't get to soon is refused instead of queued for ever.

    Args:
        name: of the threads, for debuggers.
        threads: how many run at once.
        queue: how many may wait.
    """

    def __init__(self, name: str, threads: int, queue: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._room = threads + queue

    async def run(self, function: Callable[[], T], seconds: float | None = None) -> T:
        """Return the function's result. After so many seconds it is given up.

        A thread can't be stopped: a function that was given up keeps its place until
        it ends, so the bounds hold.

        Raises:
            Unavailable: too many are waiting.
            TimeoutError: the function takes too long.
        """
        if self._room <= 0:
            raise Unavailable(Reason.RESOURCES)
        self._room -= 1
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._pool, function)
        future.add_done_callback(self._leave)
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.shield(future)
        except TimeoutError:
            # Nobody will look at it; without this a late failure would be reported.
            future.add_done_callback(lambda late: late.cancelled() or late.exception())
            raise

    def close(self) -> None:
        """Let running functions finish, drop waiting ones."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _leave(self, _future: object) -> None:
        self._room += 1
