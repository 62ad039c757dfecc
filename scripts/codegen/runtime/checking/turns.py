"""One at a time, in turns: who asks a thousand times keeps nobody else waiting."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

import anyio


class Turns:
    """Has one at work at a time; whoever waits is next before anybody is again."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[Hashable, deque[anyio.Event]] = OrderedDict()
        self._is_taken = False

    @asynccontextmanager
    async def turn(self, whose: Hashable) -> AsyncIterator[None]:
        """Wait for a turn of `whose`, and have it meanwhile."""
        await self._come(whose)
        try:
            yield
        finally:
            self._pass_on()

    async def _come(self, whose: Hashable) -> None:
        if not self._is_taken:
            self._is_taken = True
            return
        came = anyio.Event()
        self._waiting.setdefault(whose, deque()).append(came)
        try:
            await came.wait()
        except BaseException:
            if came.is_set():
                self._pass_on()
            else:
                self._leave(whose, came)
            raise

    def _leave(self, whose: Hashable, came: anyio.Event) -> None:
        self._waiting[whose].remove(came)
        if not self._waiting[whose]:
            del self._waiting[whose]

    def _pass_on(self) -> None:
        if not self._waiting:
            self._is_taken = False
            return
        whose, line = self._waiting.popitem(last=False)
        line.popleft().set()
        if line:
            self._waiting[whose] = line
