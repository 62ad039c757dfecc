"""What a job asks another process, and what becomes of its answer.

Those that ask about the same two contracts, each for who uses something else of them,
are answered together: the contracts are compared once for all.
"""

from dataclasses import dataclass
from typing import Final

from impl.comparison_records import ComparisonJob
from impl.database.unit_of_work import Database
from impl.jobs import comparison_task, consumer_task
from impl.jobs.announcements import Announcements
from impl.jobs.comparison_task import Comparing
from impl.jobs.consumer_task import Judging
from impl.jobs.framing import Parts
from impl.repositories import comparison_companions, comparison_jobs
from impl.repositories.comparison_companions import Companion

_MOST_COMPANIONS: Final = 200


@dataclass(frozen=True, slots=True)
class ComparisonWork:
    """A job, as it is asked for, and what is answered along with it."""

    job: ComparisonJob
    message: Parts
    companions: tuple[Companion, ...] = ()

    async def store(
        self, database: Database, parts: Parts, endings: Announcements
    ) -> None:
        """Store what came out, and announce it."""
        if self.job.whole_question is None:
            own, others = comparison_task.result(parts), []
        else:
            own, *others = consumer_task.judged(parts)
        async with database.begin() as work:
            if await comparison_jobs.finish(work, self.job, own):
                await work.commit()
        endings.announce(self.job.id)
        # Whoever had no time waits on.
        for companion, result in zip(self.companions, others, strict=False):
            # Each alone, so that nobody waits for a lock while holding others.
            async with database.begin() as work:
                if await comparison_companions.finish(work, companion, result):
                    await work.commit()
            endings.announce(companion.id)


async def prepared(
    database: Database, job: ComparisonJob, seconds: float
) -> ComparisonWork | None:
    """Return what a job asks for; None if it is gone.

    A process looks for answers for so many `seconds`.
    """
    documents = await comparison_jobs.documents(database.read(), job)
    if documents is None:
        return None
    task = Comparing(
        base=documents.base,
        revision=documents.revision,
        profile=job.profile,
        as_of=job.as_of,
        seed=job.seed,
        seconds=seconds,
    )
    if documents.usage is None:
        return ComparisonWork(job, comparison_task.comparing(task))
    companions: tuple[Companion, ...] = ()
    # If it failed before, another one may have been the cause.
    if job.attempts <= 1:
        companions = await comparison_companions.waiting(
            database.read(), job, _MOST_COMPANIONS
        )
    usages = [documents.usage, *(each.usage for each in companions)]
    judging = Judging(contracts=task, usages=usages)
    return ComparisonWork(job, consumer_task.judging(judging), companions)
