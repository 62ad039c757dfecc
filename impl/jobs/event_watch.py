"""Who waits for a team's events hears of them, however many wait."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Final
from uuid import UUID

from impl.database.errors import Unavailable
from impl.database.unit_of_work import Database
from impl.jobs.announcements import Announcements
from impl.repositories import events

_POLL: Final = 0.5


class EventWatch:
    """Looks at the ends of feeds that somebody waits for, in one task of a process.

    Asking costs one small query, and nothing while nobody waits. PostgreSQL's own
    notifications would have all that commit wait for each other.
    """

    def __init__(self, database: Database, is_stopping: Callable[[], bool]) -> None:
        self._database = database
        self._is_stopping = is_stopping
        self._announcements = Announcements()
        self._listeners: Counter[UUID] = Counter()
        self._seen: dict[UUID, UUID] = {}

    @contextlib.contextmanager
    def heard(self, team_id: UUID) -> Iterator[asyncio.Event]:
        """Yield what is set when a team has new events, or the process stops."""
        self._listeners[team_id] += 1
        try:
            with self._announcements.heard(team_id) as news:
                yield news
        finally:
            self._listeners[team_id] -= 1
            if not self._listeners[team_id]:
                del self._listeners[team_id]
                self._seen.pop(team_id, None)

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Look meanwhile."""
        task = asyncio.create_task(self._work())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})

    async def _work(self) -> None:
        while True:
            await asyncio.sleep(_POLL)
            if self._is_stopping():
                for team_id in self._listeners:
                    self._announcements.announce(team_id)
            elif self._listeners:
                with contextlib.suppress(Unavailable):
                    await self._look()

    async def _look(self) -> None:
        reader = self._database.read()
        for end in await events.ends(reader, [*self._listeners]):
            is_new = self._seen.get(end.team_id) != end.last_event_id
            if is_new and end.team_id in self._listeners:
                self._seen[end.team_id] = end.last_event_id
                self._announcements.announce(end.team_id)
