"""Events go to webhooks: whatever is due, by whichever process is first.

A delivery is added in the transaction of its event. Who attempts it has it for a while;
of a process that was killed meanwhile another one takes it up after that. So each event
is sent at least once.
"""

import asyncio
import contextlib
import logging
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from impl.database.errors import Unavailable
from impl.database.unit_of_work import Database
from impl.event_records import Event, NewEvent
from impl.repositories import audit_events, deliveries, webhooks
from impl.security import ids
from impl.webhook_records import DueDelivery, Parcel, Receipt

_LOGGER = logging.getLogger(__name__)
_POLL: Final = 1.0
_LIFE: Final = timedelta(days=1)
# The last attempt of what failed first is a day after its event, not after the first.
_DEAD: Final = timedelta(hours=23)
_LEAST_PAUSE: Final = 5.0
_MOST_PAUSE: Final = 4 * 3600.0
# What is written at once: answers of many receivers leave connections to others.
_WRITERS: Final = 2
# Of one team in this process, each to another webhook.
_OF_TEAM: Final = 4
_SPARE: Final = 30.0
Send = Callable[[Parcel, Event], Awaitable[Receipt]]


@dataclass(frozen=True, slots=True)
class WebhookRules:
    """How many deliveries are attempted at once, and how many seconds each may take."""

    at_once: int
    seconds: float


def pause_after(age: float) -> timedelta | None:
    """Return how long to wait when an attempt failed, None to give up.

    Args:
        age: seconds since the first attempt was due. The pause grows with it, which
            doubles the age each time; jitter keeps receivers from being asked all at
            once. The last attempt is after a day.
    """
    left = _LIFE.total_seconds() - age
    if left <= 0:
        return None
    jitter = secrets.SystemRandom().uniform(0.75, 1.25)
    pause = min(max(age, _LEAST_PAUSE), _MOST_PAUSE) * jitter
    return timedelta(seconds=min(pause, max(left, _LEAST_PAUSE)))


class WebhookQueue:
    """Works deliveries off in this process.

    One webhook gets one event at a time. No team has more than a few on their way, and
    those to receivers that took nothing lately are never more than half, so that none
    of them holds up the others.
    """

    def __init__(self, database: Database, send: Send, rules: WebhookRules) -> None:
        self._database = database
        self._send = send
        self._rules = rules
        self._lease = timedelta(seconds=rules.seconds + _SPARE)
        self._busy: dict[UUID, DueDelivery] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._writers = asyncio.Semaphore(_WRITERS)

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Send meanwhile; what is on its way at the end is sent again later."""
        task = asyncio.create_task(self._work())
        try:
            yield
        finally:
            started = {task, *self._tasks}
            for each in started:
                each.cancel()
            await asyncio.wait(started)

    async def run_due(self) -> None:
        """Attempt what is due now, and return."""
        await self._begin()
        if self._tasks:
            await asyncio.wait(set(self._tasks))

    async def _work(self) -> None:
        while True:
            self._news.clear()
            try:
                await self._begin()
            except Unavailable:
                pass
            except Exception:
                # Whatever it is, the next look may find it gone.
                _LOGGER.exception("Webhooks have to wait")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_POLL):
                    await self._news.wait()

    async def _begin(self) -> None:
        size = self._rules.at_once - len(self._busy)
        if size <= 0:
            return
        teams = Counter(each.team_id for each in self._busy.values())
        slow = self._rules.at_once // 2 - sum(
            each.is_failing for each in self._busy.values()
        )
        found = await deliveries.due(
            self._database.read(),
            size,
            busy=self._busy,
            full_teams=[team for team, number in teams.items() if number >= _OF_TEAM],
            of_team=_OF_TEAM,
            with_failing=slow > 0,
        )
        chosen: dict[UUID, DueDelivery] = {}
        for each in found:
            if teams[each.team_id] >= _OF_TEAM or (each.is_failing and slow <= 0):
                continue
            teams[each.team_id] += 1
            slow -= each.is_failing
            chosen[each.id] = each
        if not chosen:
            return
        async with self._database.begin() as work:
            parcels = await deliveries.claim(work, [*chosen], self._lease)
            await work.commit()
        for parcel in parcels:
            self._busy[parcel.webhook_id] = chosen[parcel.id]
            task = asyncio.create_task(self._deliver(parcel))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            await self._attempt(parcel)
        except Unavailable:
            # It is due again when its lease is over.
            pass
        except Exception:
            # One delivery's bug must not be the end of all others.
            _LOGGER.exception("A delivery could not be recorded")
        finally:
            del self._busy[parcel.webhook_id]
            self._news.set()

    async def _sent(self, parcel: Parcel, event: Event) -> Receipt:
        try:
            return await self._send(parcel, event)
        except Exception:
            # Not to be tried anew with each lease, for ever and untold.
            _LOGGER.exception("A delivery could not be attempted")
            return Receipt(None, "It could not be sent.")

    async def _attempt(self, parcel: Parcel) -> None:
        event = await deliveries.event_of(self._database.read(), parcel)
        if event is None:
            receipt, pause = Receipt(None, "The event is forgotten."), None
        else:
            receipt = await self._sent(parcel, event)
            pause = None if receipt.is_gone else pause_after(parcel.age)
        async with self._writers, self._database.begin() as work:
            if receipt.error is None:
                await deliveries.succeed(work, parcel.id, receipt.status)
                await webhooks.note_success(work, parcel.webhook_id)
            else:
                await deliveries.fail(
                    work, parcel.id, receipt.status, receipt.error, pause
                )
            if receipt.error is not None and event is not None:
                await webhooks.note_failure(work, parcel.webhook_id)
                least = timedelta(0) if receipt.is_gone else _DEAD
                if await webhooks.disable(work, parcel.webhook_id, least):
                    await deliveries.give_up(work, parcel.webhook_id)
                    audit_events.add(work, _disabled(parcel, receipt.error))
            await work.commit()


def _disabled(parcel: Parcel, reason: str) -> NewEvent:
    return NewEvent(
        *(None, parcel.team_id, None, "webhook.disabled"),
        ids.encode(ids.WEBHOOK, parcel.webhook_id),
        {"reason": reason},
    )
