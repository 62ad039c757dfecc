"""Work beside the requests, queued in the same database by Procrastinate.

A job is queued in the transaction of what makes it necessary, or by the clock, once
for all processes. Every server process works jobs off; those of a process that was
killed are started again by another one. Each job can be repeated without harm, and
none is tried again when it fails: the clock, or the next occasion, does that.
"""

import asyncio
import contextlib
import functools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, ParamSpec
from uuid import UUID

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import (
    AlreadyEnqueued,
    ConnectorException,
    UniqueViolation,
)
from procrastinate.jobs import Status
from psycopg_pool import AsyncConnectionPool

from impl.database.engine import connect_arguments, plain_url
from impl.database.unit_of_work import UnitOfWork
from impl.jobs.housekeeping import Housekeeping
from impl.settings import Settings

_LOGGER = logging.getLogger(__name__)
# One tells of each job that begins and ends, the other of each try to connect.
logging.getLogger("procrastinate").setLevel(logging.WARNING)
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
_QUEUE: Final = "upkeep"
_POLL: Final = 10.0
_PAUSE: Final = 5.0
# A burst of comparisons is followed by one trim.
_TRIM_AFTER: Final = 30
_HOURS_OF_FAILURES: Final = 7 * 24
_IDLE: Final = 2.0
_GRACE: Final = 2.0
_PATIENCE: Final = 5.0
_IDLE_PATIENCE: Final = 0.5
Arguments = ParamSpec("Arguments")


class _Pool(AsyncConnectionPool):
    """Connections for a burst of jobs: these are few, so any would mostly be idle."""

    async def open(self, wait: bool = False, timeout: float = 0) -> None:  # noqa: ARG002, ASYNC109 - overrides
        """Open without waiting for the database, which the first use does."""
        await super().open(wait=False)


class Background:
    """The jobs of this process: what they do, and the worker that does them."""

    def __init__(
        self, database_url: str, settings: Settings, housekeeping: Housekeeping
    ) -> None:
        connector = PsycopgConnector(
            pool_factory=_Pool,
            conninfo=plain_url(database_url),
            kwargs=connect_arguments(settings),
            min_size=0,
            max_size=3,
            max_idle=_IDLE,
            timeout=settings.database_connect_timeout,
        )
        self._app = App(connector=connector)
        self._housekeeping = housekeeping
        self._at_work = 0
        define = self._app.task(
            name="trim_comparisons", queue=_QUEUE, pass_context=False
        )
        self._trim = define(self._noted(self._trim_comparisons))
        self._every("*/10 * * * *", self._sweep, "sweep")
        self._every("* * * * *", self._restart_stalled, "restart_stalled")
        self._every("0 * * * *", self._forget_failures, "forget_failures")

    async def trim_comparisons(self, work: UnitOfWork, team_id: UUID) -> None:
        """Have the comparisons that a team has too many of removed soon.

        It happens if `work` is committed, and once for all who ask until it does.

        Raises:
            Unavailable: the database could not serve it.
        """
        with contextlib.suppress(AlreadyEnqueued):
            async with work.savepoint():
                raw = await work.connection.get_raw_connection()
                deferrer = self._trim.configure(
                    queueing_lock=f"trim_comparisons {team_id}",
                    schedule_in={"seconds": _TRIM_AFTER},
                    connection=raw.driver_connection,
                )
                try:
                    await deferrer.defer_async(team_id=str(team_id))
                except ConnectorException as error:
                    # What the driver said is understood by whoever opened the work.
                    raise error.__cause__ or error from None

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
            if self._at_work:
                await asyncio.wait({task}, timeout=_PATIENCE)
            task.cancel()
            await asyncio.wait({task}, timeout=_PATIENCE)

    async def run_due(self) -> None:
        """Work off what is due now, and return.

        Raises:
            ConnectorException: the database could not serve it.
        """
        await self._run(wait=False)

    async def _work(self) -> None:
        while True:
            try:
                await self._run(wait=True)
            except Exception as error:  # noqa: BLE001 - requests are served without it
                _LOGGER.warning(
                    "Background jobs have to wait: %s", type(error).__name__
                )
            await asyncio.sleep(_PAUSE)

    async def _run(self, *, wait: bool) -> None:
        async with self._app.open_async():
            await self._app.run_worker_async(
                queues=[_QUEUE],
                wait=wait,
                concurrency=2,
                listen_notify=False,
                fetch_job_polling_interval=_POLL,
                shutdown_graceful_timeout=_GRACE,
                install_signal_handlers=False,
                delete_jobs="successful",
            )

    def _every(
        self, cron: str, function: Callable[[int], Awaitable[None]], name: str
    ) -> None:
        """Have a function called by the clock (crontab, UTC), by one process each time.

        Without a lock of the queue: a second run beside the first does no harm, while
        the lock of a process that was killed would keep its successors out.
        """
        define = self._app.task(name=name, queue=_QUEUE, pass_context=False)
        self._app.periodic(cron=cron)(define(self._noted(function)))

    def _noted(
        self, function: Callable[Arguments, Awaitable[None]]
    ) -> Callable[Arguments, Awaitable[None]]:
        """Have it known when a function is at work."""

        @functools.wraps(function)
        async def noted(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
            self._at_work += 1
            try:
                await function(*args, **kwargs)
            finally:
                self._at_work -= 1

        return noted

    async def _sweep(self, timestamp: int) -> None:  # noqa: ARG002 - the library's protocol
        await self._housekeeping.sweep()

    async def _trim_comparisons(self, team_id: str) -> None:
        await self._housekeeping.trim_comparisons(UUID(team_id))

    async def _restart_stalled(self, timestamp: int) -> None:  # noqa: ARG002 - the library's protocol
        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(queue=_QUEUE):
            try:
                await manager.retry_job(job)
            except UniqueViolation:
                # The same waits already.
                await manager.finish_job(job, Status.FAILED, delete_job=True)

    async def _forget_failures(self, timestamp: int) -> None:  # noqa: ARG002 - the library's protocol
        await self._app.job_manager.delete_old_jobs(
            nb_hours=_HOURS_OF_FAILURES,
            queue=_QUEUE,
            include_failed=True,
            include_cancelled=True,
            include_aborted=True,
        )
