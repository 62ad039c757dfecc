"""Mail is sent: whatever is due, by whichever process is first.

A message is added in the transaction of what it tells of. Who attempts it has it for a
while; of a process that was killed meanwhile another one takes it up after that. So
each message is sent at least once. How many are sent at once bounds the pace for all.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from impl.account_records import DueMail
from impl.database.errors import Unavailable
from impl.database.unit_of_work import Database
from impl.integrations.mail import Unsent
from impl.repositories import outgoing_mail

_LOGGER = logging.getLogger(__name__)
_POLL: Final = 1.0
_LIFE: Final = 86_400.0
_LEAST_PAUSE: Final = 5.0
_MOST_PAUSE: Final = 4 * 3600.0
_SPARE: Final = 30.0
Deliver = Callable[[DueMail], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class MailRules:
    """How many messages are sent at once, and how many seconds each may take."""

    at_once: int
    seconds: float


def pause_after(age: float) -> timedelta | None:
    """Return how long to wait when an attempt failed, None to give up.

    Args:
        age: seconds since the message was written. The pause grows with it, which
            doubles the age each time; a day later it is told to nobody any more.
    """
    if age >= _LIFE:
        return None
    jitter = secrets.SystemRandom().uniform(0.75, 1.25)
    return timedelta(seconds=min(max(age, _LEAST_PAUSE), _MOST_PAUSE) * jitter)


class MailQueue:
    """Works outgoing mail off in this process."""

    def __init__(self, database: Database, deliver: Deliver, rules: MailRules) -> None:
        self._database = database
        self._deliver = deliver
        self._rules = rules
        self._lease = timedelta(seconds=rules.seconds + _SPARE)

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Send meanwhile; what is on its way at the end is sent again later."""
        task = asyncio.create_task(self._work())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})

    async def run_due(self) -> None:
        """Attempt what is due now, what comes of that included, and return."""
        while await self._run_some():
            pass

    async def _work(self) -> None:
        while True:
            try:
                await self.run_due()
            except Unavailable:
                pass
            except Exception:
                # Whatever it is, the next look may find it gone.
                _LOGGER.exception("Mail has to wait")
            await asyncio.sleep(_POLL)

    async def _run_some(self) -> bool:
        if not await outgoing_mail.is_due(self._database.read()):
            return False
        async with self._database.begin() as work:
            due = await outgoing_mail.claim(work, self._rules.at_once, self._lease)
            await work.commit()
        async with asyncio.TaskGroup() as group:
            for each in due:
                group.create_task(self._attempt(each))
        return bool(due)

    async def _attempt(self, due: DueMail) -> None:
        # Where the database is lost, it is due again when its lease is over.
        with contextlib.suppress(Unavailable):
            try:
                async with asyncio.timeout(self._rules.seconds):
                    await self._deliver(due)
            except Unavailable:
                raise
            except Exception as error:  # noqa: BLE001 - one message's fault is its own
                await self._put_off(due, error)
                return
            async with self._database.begin() as work:
                await outgoing_mail.forget(work, due.id)
                await work.commit()

    async def _put_off(self, due: DueMail, error: Exception) -> None:
        is_final = isinstance(error, Unsent) and error.is_final
        pause = None if is_final else pause_after(due.age)
        # Only what is ours is quoted: others' words may have an address in them.
        reason = str(error) if isinstance(error, Unsent) else type(error).__name__
        _LOGGER.warning(
            "A message was not sent%s: %s", "" if pause else ", and never will", reason
        )
        async with self._database.begin() as work:
            if pause is None:
                await outgoing_mail.forget(work, due.id)
            else:
                await outgoing_mail.put_off(work, due.id, pause)
            await work.commit()
