"""Works comparisons off, whichever process took the request.

A job is claimed for the length of a lease, which is renewed as long as it is worked
on. When a process dies its leases end, and another one starts these jobs again.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from impl.database.errors import DatabaseError
from impl.database.unit_of_work import Database
from impl.records import ComparisonJob, ComparisonResult
from impl.repositories import comparison_jobs
from impl.services import comparing
from impl.services.comparing import Comparing
from impl.services.processes import Processes, ProcessFailed

_LOGGER = logging.getLogger(__name__)
_MOST_ATTEMPTS: Final = 3


@dataclass(frozen=True, slots=True)
class QueueRules:
    """How jobs are worked off; times are seconds.

    Attributes:
        count: how many at once.
        lease: how long a job stays ours without a sign of life.
        poll: how soon a job is found that nobody told us of.
        seconds: how long a comparison looks for answers; the rest is undecided.
    """

    count: int
    lease: float = 15
    poll: float = 1
    seconds: float = 60


class ComparisonQueue:
    """The comparisons that wait, and those at work in this process."""

    def __init__(
        self, database: Database, processes: Processes, rules: QueueRules
    ) -> None:
        self._database = database
        self._processes = processes
        self._rules = rules
        self._lease = timedelta(seconds=rules.lease)
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Say that there is a new job, so that it is found at once."""
        self._news.set()

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work jobs off meanwhile; what is unfinished at the end goes back."""
        tasks = [asyncio.create_task(self._work()) for _ in range(self._rules.count)]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            self._news.clear()
            try:
                if job := await self._claim():
                    await self._do(job)
                    continue
            except DatabaseError as error:
                # The lease ends, and the job is tried again.
                _LOGGER.warning("Comparisons have to wait: %s", error)
            except Exception:
                # One job's bug must not be the end of all others.
                _LOGGER.exception("A comparison was given up")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._rules.poll):
                    await self._news.wait()

    async def _claim(self) -> ComparisonJob | None:
        async with self._database.begin() as work:
            job = await comparison_jobs.claim(work, self._lease)
            if job:
                await work.commit()
        return job

    async def _do(self, job: ComparisonJob) -> None:
        if job.attempts > _MOST_ATTEMPTS:
            await self._fail(job, "interrupted")
            return
        documents = await comparison_jobs.documents(self._database.read(), job)
        if documents is None:
            return
        base, revision = documents
        task = Comparing(
            base=base,
            revision=revision,
            profile=job.profile,
            as_of=job.as_of,
            seed=job.seed,
            seconds=self._rules.seconds,
        )
        try:
            parts = await self._held(job, task)
        except TimeoutError:
            await self._fail(job, "too_slow")
        except ProcessFailed as failure:
            await self._fail(job, "too_large" if failure.out_of_memory else "crashed")
        except asyncio.CancelledError:
            await self._release(job)
            raise
        else:
            if parts is not None:
                await self._finish(job, comparing.result(parts))

    async def _held(self, job: ComparisonJob, task: Comparing) -> list[bytes] | None:
        """Run a job and renew its lease meanwhile; None if it became somebody else's.

        Raises:
            ProcessFailed, TimeoutError: it could not be finished.
        """
        running = asyncio.create_task(self._processes.run(comparing.comparing(task)))
        try:
            while True:
                done, _ = await asyncio.wait({running}, timeout=self._rules.lease / 3)
                if done:
                    return running.result()
                if not await self._renew(job):
                    return None
        finally:
            running.cancel()
            await asyncio.wait({running})

    async def _renew(self, job: ComparisonJob) -> bool:
        try:
            async with self._database.begin() as work:
                is_ours = await comparison_jobs.renew(work, job, self._lease)
                await work.commit()
        except DatabaseError:
            # There is time for another try before the lease ends.
            return True
        return is_ours

    async def _finish(self, job: ComparisonJob, result: ComparisonResult) -> None:
        async with self._database.begin() as work:
            if await comparison_jobs.finish(work, job, result):
                await work.commit()

    async def _fail(self, job: ComparisonJob, failure: str) -> None:
        async with self._database.begin() as work:
            await comparison_jobs.fail(work, job, failure)
            await work.commit()
        _LOGGER.warning("Comparison %s failed: %s", job.id, failure)

    async def _release(self, job: ComparisonJob) -> None:
        # Without this it would only wait for its lease to end.
        with contextlib.suppress(DatabaseError):
            async with self._database.begin() as work:
                await comparison_jobs.release(work, job)
                await work.commit()
