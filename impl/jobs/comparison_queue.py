"""Works comparisons off, whichever process took the request.

A job is claimed for the length of a lease, which is renewed as long as it is worked
on. When a process dies its leases end, and another one starts these jobs again.

Jobs go round by owner and team, in two lanes (`impl.jobs.lanes` has the reasons). Each
begins in the quick lane. What takes longer than a moment goes on in the slow lane if
there is a place; otherwise its process is killed and the job put back, to start over
when it is its turn among the slow ones. Whose turn it is in a lane, the repository of
turns says; every second of work puts a team's next one off by a second. How many jobs
of a team may be unfinished is bounded where they are asked for.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial

from impl.comparison_records import ComparisonJob
from impl.database.errors import DatabaseError
from impl.database.unit_of_work import Database
from impl.errors import NotFound
from impl.jobs.announcements import Announcements
from impl.jobs.comparison_rules import QueueRules
from impl.jobs.comparison_work import ComparisonWork, prepared
from impl.jobs.endings import cancelled, whole
from impl.jobs.lanes import Lane, LanePlace
from impl.jobs.processes import ProcessFailed, ProcessPool, Work
from impl.jobs.recent_use import Usage
from impl.repositories import (
    comparison_companions,
    comparison_jobs,
    comparison_turns,
)

_LOGGER = logging.getLogger(__name__)


class _Displaced(Exception):
    """The job takes long, and there is no place for it now.

    Attributes:
        counts: whether it was tried, and is to go without the others next time.
    """

    def __init__(self, *, counts: bool = False) -> None:
        super().__init__()
        self.counts = counts


class ComparisonQueue:
    """The comparisons that wait, and those at work in this process.

    Attributes:
        endings: tells of comparisons that this process brought to their ends.
    """

    def __init__(
        self, database: Database, processes: ProcessPool, rules: QueueRules
    ) -> None:
        self._database = database
        self._processes = processes
        self._rules = rules
        self._lease = timedelta(seconds=rules.lease)
        # Whose turn it is, the database knows.
        self._lanes = {
            slow: Lane(rules.count, Usage(), share=rules.count)
            for slow in (False, True)
        }
        self._news = {slow: asyncio.Event() for slow in (False, True)}
        self._jobs: set[asyncio.Task[None]] = set()
        self._waiting = dict.fromkeys(self._lanes, 0)
        self.endings = Announcements()

    def loads(self) -> Mapping[str, Mapping[str, Callable[[], float]]]:
        """Return for each lane how to read what is at work here, and all that waits."""
        return {
            "slow" if slow else "quick": {
                "at_work": lane.loads()["at_work"],
                "waiting": partial(self._waiting.__getitem__, slow),
            }
            for slow, lane in self._lanes.items()
        }

    def wake(self) -> None:
        """Say that there is a new job, so that it is found at once."""
        self._news[False].set()

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work jobs off meanwhile; what is unfinished at the end goes back."""
        givers = [asyncio.create_task(self._give_out(slow)) for slow in self._lanes]
        counter = asyncio.create_task(self._count())
        try:
            yield
        finally:
            await cancelled([*givers, counter])
            # A job that was never begun could not put itself back.
            await asyncio.sleep(0)
            await cancelled(self._jobs)

    async def _count(self) -> None:
        """Know how many wait, for whoever wants to see it."""
        while True:
            with contextlib.suppress(DatabaseError):
                found = await comparison_jobs.waiting(self._database.read())
                self._waiting.update(found)
            await asyncio.sleep(self._rules.count_every)

    async def _give_out(self, slow: bool) -> None:
        """Start the jobs of a lane, one for each place."""
        news = self._news[slow]
        while True:
            news.clear()
            async with contextlib.AsyncExitStack() as stack:
                place = await stack.enter_async_context(
                    self._lanes[slow].place((), None)
                )
                if job := await self._claimed(slow):
                    task = asyncio.create_task(self._work(job, place, stack.pop_all()))
                    self._jobs.add(task)
                    task.add_done_callback(self._jobs.discard)
                    continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._rules.poll):
                    await news.wait()

    async def _claimed(self, slow: bool) -> ComparisonJob | None:
        claiming = asyncio.create_task(self._claim(slow))
        try:
            return await asyncio.shield(claiming)
        except asyncio.CancelledError:
            # Nobody knows whether it has been committed yet, so let it be.
            [job] = await asyncio.gather(claiming, return_exceptions=True)
            if isinstance(job, ComparisonJob):
                await self._put_back(job)
            raise
        except (DatabaseError, NotFound) as error:
            _LOGGER.warning("Comparisons have to wait: %s", error)
        except Exception:
            _LOGGER.exception("No comparison could be claimed")
        return None

    async def _claim(self, slow: bool = False) -> ComparisonJob | None:
        async with self._database.begin() as work:
            if not slow:
                await comparison_jobs.recover(work)
            job = await comparison_jobs.claim(work, self._lease, slow=slow)
            if job:
                # In advance, so that those who claim next see it.
                used = timedelta(seconds=self._rules.quick)
                await comparison_turns.charge(work, job, used)
            await work.commit()
        return job

    async def _work(
        self, job: ComparisonJob, place: LanePlace, held: contextlib.AsyncExitStack
    ) -> None:
        async with held:
            try:
                await self._do(job, place)
            except DatabaseError as error:
                # The lease ends, and the job is tried again.
                _LOGGER.warning("Comparison %s has to wait: %s", job.id, error)
            except Exception:
                # One job's bug must not be the end of all others.
                _LOGGER.exception("Comparison %s was given up", job.id)

    async def _do(self, job: ComparisonJob, place: LanePlace) -> None:
        if job.attempts > self._rules.attempts:
            await self._fail(job, "interrupted")
            return
        loop = asyncio.get_running_loop()
        start = loop.time()
        try:
            answered = await self._answer(job, place)
        except TimeoutError:
            await whole(self._fail(job, "too_slow"))
        except ProcessFailed as failure:
            code = "too_large" if failure.out_of_memory else "crashed"
            await whole(self._fail(job, code))
        except _Displaced as moved:
            await whole(self._put_back(job, takes_long=True, counts=moved.counts))
        except asyncio.CancelledError:
            await self._put_back(job)
            raise
        else:
            if answered is not None:
                asked, parts = answered
                await whole(asked.store(self._database, parts, self.endings))
        # Those that were to be answered along with it may be claimed from now on.
        for news in self._news.values():
            news.set()
        await self._charge(job, loop.time() - start)

    async def _answer(
        self, job: ComparisonJob, place: LanePlace
    ) -> tuple[ComparisonWork, list[bytes]] | None:
        """Have a job worked on; None if it is gone, or became somebody else's.

        Raises:
            ProcessFailed, TimeoutError, Unavailable, _Displaced: as `_held`.
        """
        asked = await prepared(self._database, job, self._rules.seconds)
        if asked is None:
            return None
        limits = self._rules.limits
        try:
            async with self._processes.working(asked.message, limits) as work:
                parts = await self._held(job, work, place)
        except (ProcessFailed, TimeoutError):
            if asked.companions:
                raise _Displaced(counts=True) from None
            raise
        return None if parts is None else (asked, parts)

    async def _held(
        self, job: ComparisonJob, work: Work, place: LanePlace
    ) -> list[bytes] | None:
        """Keep a job while it is worked on; None if it became somebody else's.

        Raises:
            ProcessFailed, TimeoutError: it could not be finished.
            Unavailable: by no fault of the job.
            _Displaced: it takes long, and there is no place in the slow lane.
        """
        await work.begun()
        if job.is_slow:
            work.lower()
        elif not await _within(self._rules.quick, work):
            if not place.move(self._lanes[True]):
                raise _Displaced
            work.lower()
            if not await self._is_ours(comparison_jobs.slow_down, job):
                return None
        while not await _within(self._rules.lease / 3, work):
            if not await self._is_ours(comparison_jobs.renew, job, self._lease):
                return None
        return await work.answer

    async def _is_ours(
        self, note: Callable[..., Awaitable[bool]], *arguments: object
    ) -> bool:
        """Write something down about a job; False if it became somebody else's."""
        try:
            async with self._database.begin() as work:
                is_ours = await note(work, *arguments)
                await work.commit()
        except DatabaseError:
            # A lease can be renewed later; a lane only counts.
            return True
        return is_ours

    async def _fail(self, job: ComparisonJob, failure: str) -> None:
        async with self._database.begin() as work:
            await comparison_jobs.fail(work, job, failure)
            await work.commit()
        self.endings.announce(job.id)
        _LOGGER.warning("Comparison %s failed: %s", job.id, failure)

    async def _put_back(
        self, job: ComparisonJob, *, takes_long: bool = False, counts: bool = False
    ) -> None:
        # Without this it would only wait for its lease to end.
        with contextlib.suppress(DatabaseError):
            async with self._database.begin() as work:
                await comparison_jobs.put_back(
                    work, job, takes_long=takes_long, counts=counts
                )
                if takes_long:
                    await comparison_companions.slow_down(work, job)
                await work.commit()

    async def _charge(self, job: ComparisonJob, seconds: float) -> None:
        more = timedelta(seconds=max(0.0, seconds - self._rules.quick))
        # A team that is gone, or a database: neither matters here.
        with contextlib.suppress(DatabaseError, NotFound):
            async with self._database.begin() as work:
                await comparison_turns.charge(work, job, more)
                await work.commit()


async def _within(seconds: float, work: Work) -> bool:
    """Wait for an answer; False if it takes longer."""
    done, _ = await asyncio.wait({work.answer}, timeout=seconds)
    return bool(done)
