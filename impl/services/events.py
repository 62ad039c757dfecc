"""What happened in a team: as a list, and as it happens."""

import asyncio
import contextlib
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from impl.database.errors import ConditionFailed, Unavailable
from impl.database.unit_of_work import Database
from impl.errors import TooManyStreams
from impl.event_records import EVENT_TYPES, Event, EventFilter
from impl.jobs.event_watch import EventWatch
from impl.records import Page
from impl.repositories import api_keys, events, oauth_clients
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.services.access import found

_BATCH = 100
_Read = Callable[[UUID], Awaitable[tuple[Event, ...] | None]]


@dataclass(frozen=True, slots=True)
class StreamRules:
    """How many streams there may be in this process, and how long.

    Attributes:
        of_all: how many together.
        of_caller: how many one caller may have.
        seconds: after which one ends, to be asked for anew.
    """

    of_all: int
    of_caller: int
    seconds: float


class EventStream:
    """A team's events after a place, as they happen; to be closed.

    Args:
        read: returns what comes after a place, None if it may not be read any more.
        place: where it begins.
        seconds: after which it ends.
        held: what is let go of when it is closed.
        news: is set when there may be something to read.
        is_stopping: whether the process is about to stop.
    """

    def __init__(
        self,
        read: _Read,
        place: UUID,
        seconds: float,
        *,
        held: contextlib.ExitStack,
        news: asyncio.Event,
        is_stopping: Callable[[], bool],
    ) -> None:
        self._read = read
        self._place = place
        self._end = time.monotonic() + seconds
        self._held = held
        self._news = news
        self._is_stopping = is_stopping
        self._batch: deque[Event] = deque()
        self._is_begun = False

    def __aiter__(self) -> Self:
        """Return itself."""
        return self

    async def __anext__(self) -> Event:
        """Return the next event; wait for it if need be."""
        while not self._batch:
            if self._is_begun and (self._is_stopping() or self._left() <= 0):
                raise StopAsyncIteration
            self._is_begun = True
            await self._fill()
        return self._batch.popleft()

    async def aclose(self) -> None:
        """Let go of what it holds."""
        self._held.close()

    def _left(self) -> float:
        return self._end - time.monotonic()

    async def _fill(self) -> None:
        # Before it is read, lest something is overlooked that happens meanwhile.
        self._news.clear()
        found_now = await self._read(self._place)
        if found_now is None:
            raise StopAsyncIteration
        self._batch.extend(_named(found_now))
        if found_now:
            self._place = found_now[-1].id
        else:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, self._left())):
                    await self._news.wait()


class Events:
    """Lists events, and opens streams of them."""

    def __init__(
        self,
        database: Database,
        watch: EventWatch,
        rules: StreamRules,
        is_stopping: Callable[[], bool],
    ) -> None:
        self._database = database
        self._watch = watch
        self._rules = rules
        self._is_stopping = is_stopping
        self._open: Counter[str] = Counter()

    async def list_of_team(
        self,
        caller: Caller,
        team_id: UUID,
        wanted: EventFilter,
        limit: int,
        after: PagePosition | None,
    ) -> Page[Event]:
        """Return a page of a team's events, latest first.

        Raises:
            NotFound: the caller can't see the team.
        """
        reader = self._database.read()
        page = await events.list_of_team(reader, caller, team_id, wanted, limit, after)
        seen = found(page, "team")
        return Page(_named(seen.items), seen.next)

    async def watch(
        self, caller: Caller, team_id: UUID, wanted: EventFilter, after: UUID | None
    ) -> EventStream:
        """Return a stream of the events after one of them, else of those to come.

        Raises:
            NotFound: the caller can't see the team.
            TooManyStreams: the caller has too many, or all together.
        """
        with contextlib.ExitStack() as held:
            held.enter_context(self._slot(caller.name))
            news = held.enter_context(self._watch.heard(team_id))
            reader = self._database.read()
            last = found(await events.last(reader, caller, team_id), "team")

            async def read(place: UUID) -> tuple[Event, ...] | None:
                return await self._after(caller, team_id, wanted, place)

            return EventStream(
                *(read, last if after is None else after, self._rules.seconds),
                held=held.pop_all(),
                news=news,
                is_stopping=self._is_stopping,
            )

    @contextlib.contextmanager
    def _slot(self, name: str) -> Iterator[None]:
        mine, rules = self._open[name], self._rules
        if mine >= rules.of_caller or self._open.total() >= rules.of_all:
            raise TooManyStreams
        self._open[name] += 1
        try:
            yield
        finally:
            self._open[name] -= 1
            self._open += Counter()

    async def _after(
        self, caller: Caller, team_id: UUID, wanted: EventFilter, place: UUID
    ) -> tuple[Event, ...] | None:
        """Return what comes next, None if the caller may not read it, or can't now."""
        reader = self._database.read_anew()
        try:
            key_id = caller.api_key_id
            if key_id and not await api_keys.is_good(reader, key_id):
                return None
            # One that acts for itself; whom another one acts for is looked at below.
            client_id = None if caller.person_id else caller.client_id
            if client_id and not await oauth_clients.acts(reader, client_id):
                return None
            return await events.after(reader, caller, team_id, wanted, _BATCH, place)
        except (ConditionFailed, Unavailable):
            return None


def _named(told: tuple[Event, ...]) -> tuple[Event, ...]:
    """Leave out what only a newer release has a name for."""
    return tuple(each for each in told if each.action in EVENT_TYPES)
