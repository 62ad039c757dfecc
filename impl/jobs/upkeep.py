"""The jobs that are queued by Procrastinate, and what works them off."""

import contextlib
import functools
import logging
from collections.abc import Awaitable, Callable
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

# One tells of each job that begins and ends, the other of each try to connect.
logging.getLogger("procrastinate").setLevel(logging.WARNING)
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
_QUEUE: Final = "upkeep"
_POLL: Final = 10.0
# A burst of comparisons is followed by one trim.
_TRIM_AFTER: Final = 30
_HOURS_OF_FAILURES: Final = 7 * 24
_IDLE: Final = 2.0
_GRACE: Final = 2.0
Arguments = ParamSpec("Arguments")


class _Pool(AsyncConnectionPool):
    """Connections for a burst of jobs: these are few, so any would mostly be idle."""

    async def open(self, wait: bool = False, timeout: float = 0) -> None:  # noqa: ARG002, ASYNC109 - overrides
        """Open without waiting for the database, which the first use does."""
        await super().open(wait=False)


class Upkeep:
    """What the jobs of this process do.

    Attributes:
        at_work: how many are being done.
    """

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
        self.at_work = 0
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

    async def run(self, *, wait: bool) -> None:
        """Work off what is due; then return, or else `wait` for more.

        Raises:
            ConnectorException: the database could not serve it.
        """
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
            self.at_work += 1
            try:
                await function(*args, **kwargs)
            finally:
                self.at_work -= 1

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
