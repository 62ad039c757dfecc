"""What happened in this process, for those in it who wait."""

import asyncio
import contextlib
from collections.abc import Iterator
from uuid import UUID


class Announcements:
    """Wakes whoever waits for something to happen to a thing.

    They listen from before they look whether it has happened, so that nothing happens
    between the looking and the waiting.

    Example:
        with announcements.heard(comparison_id) as news:
            while not await is_over(comparison_id):
                await news.wait()
                news.clear()
    """

    def __init__(self) -> None:
        self._listeners: dict[UUID, set[asyncio.Event]] = {}

    @contextlib.contextmanager
    def heard(self, subject: UUID) -> Iterator[asyncio.Event]:
        """Yield an event that is set whenever something happens to a thing."""
        # One for each listener, who clears it when it suits them.
        news = asyncio.Event()
        listeners = self._listeners.setdefault(subject, set())
        listeners.add(news)
        try:
            yield news
        finally:
            listeners.discard(news)
            if not listeners:
                self._listeners.pop(subject, None)

    def announce(self, subject: UUID) -> None:
        """Say that something has happened to a thing."""
        for news in self._listeners.get(subject, ()):
            news.set()
