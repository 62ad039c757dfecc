"""Work beside the requests, queued in the same database by Procrastinate.

A job is queued in the transaction of what makes it necessary, or by the clock, once
for all processes. Every server process works jobs off; those of a process that was
killed are started again by another one. Each job can be repeated without harm, and
none is tried again when it fails: the clock, or the next occasion, does that.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from uuid import UUID

    from impl.database.unit_of_work import UnitOfWork
    from impl.jobs.housekeeping import Housekeeping
    from impl.jobs.upkeep import Upkeep
    from impl.settings import Settings

_LOGGER = logging.getLogger(__name__)
_PAUSE: Final = 5.0
_PATIENCE: Final = 5.0
_IDLE_PATIENCE: Final = 0.5


class Background:
    """The worker of this process, and how jobs come to it.

    What it is made of loads on a thread, so that no request waits for that.
    """

    def __init__(
        self, database_url: str, settings: Settings, housekeeping: Housekeeping
    ) -> None:
        self._arguments = database_url, settings, housekeeping
        self._loading = threading.Lock()
        self._upkeep: Upkeep | None = None

    async def trim_comparisons(self, work: UnitOfWork, team_id: UUID) -> None:
        """Have the comparisons that a team has too many of removed soon.

        It happens if `work` is committed, and once for all who ask until it does.

        Raises:
            Unavailable: the database could not serve it.
        """
        await (await self._loaded()).trim_comparisons(work, team_id)

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work jobs off meanwhile; one that is unfinished at the end goes back."""
        task = asyncio.create_task(self._work())
        try:
            yield
        finally:
            task.cancel()
            # Its first reaction is to let a job finish, its second is to give it up.
            # The first is lost where it is only just connecting.
            await asyncio.wait({task}, timeout=_IDLE_PATIENCE)
            if self._upkeep is not None and self._upkeep.at_work:
                await asyncio.wait({task}, timeout=_PATIENCE)
            task.cancel()
            await asyncio.wait({task}, timeout=_PATIENCE)

    async def run_due(self) -> None:
        """Work off what is due now, and return.

        Raises:
            ConnectorException: the database could not serve it.
        """
        await (await self._loaded()).run(wait=False)

    async def _work(self) -> None:
        while True:
            try:
                await (await self._loaded()).run(wait=True)
            except Exception as error:  # noqa: BLE001 - requests are served without it
                _LOGGER.warning(
                    "Background jobs have to wait: %s", type(error).__name__
                )
            await asyncio.sleep(_PAUSE)

    async def _loaded(self) -> Upkeep:
        if self._upkeep is not None:
            return self._upkeep
        return await asyncio.to_thread(self._load)

    def _load(self) -> Upkeep:
        from impl.jobs.upkeep import Upkeep  # noqa: PLC0415 - the service starts without

        with self._loading:
            if self._upkeep is None:
                self._upkeep = Upkeep(*self._arguments)
            return self._upkeep
