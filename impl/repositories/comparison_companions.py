"""Comparisons that wait and ask about the same two contracts as one that is at work."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    LargeBinary,
    Uuid,
    and_,
    bindparam,
    select,
    true,
    update,
)

from impl.comparison_records import ComparisonJob, ComparisonResult
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import comparison_results, rows
from impl.repositories.comparisons import comparisons
from impl.repositories.rows import Query


@dataclass(frozen=True, slots=True)
class Companion:
    """A comparison that waits, with the usage that it is about."""

    id: UUID
    revision: int
    usage: bytes


_waits = and_(
    comparisons.c.api_id == bindparam("asked_api_id", type_=Uuid),
    comparisons.c.whole_question == bindparam("asked_question", type_=LargeBinary),
    comparisons.c.state == "queued",
)
_WAITING = Query(
    Companion,
    select(*rows.columns(Companion, comparisons))
    .where(_waits)
    .order_by(comparisons.c.created_at, comparisons.c.id)
    .limit(bindparam("most", type_=BigInteger)),
    usage=bytes,
)
_IS_STILL_WAITING = and_(
    comparisons.c.id == bindparam("job_id", type_=Uuid),
    comparisons.c.revision == bindparam("job_revision", type_=BigInteger),
    comparisons.c.state == "queued",
)
_FINISH = comparison_results.finishing(_IS_STILL_WAITING)
# What others have locked they work on.
_slow = select(comparisons.c.id).where(_waits).with_for_update(skip_locked=True)
_SLOW_DOWN = (
    update(comparisons).where(comparisons.c.id.in_(_slow)).values(is_slow=true())
)


async def waiting(
    reader: Reader, job: ComparisonJob, most: int
) -> tuple[Companion, ...]:
    """Return what waits to be answered together with a job, the longest waiting first.

    Nothing for one that is about whole contracts.
    """
    if job.whole_question is None:
        return ()
    return await _WAITING.every(reader, {**_of(job), "most": most})


async def finish(
    work: UnitOfWork, companion: Companion, result: ComparisonResult
) -> bool:
    """Store what came out; False if somebody has begun it meanwhile, or it is gone."""
    values = {"job_id": companion.id, "job_revision": companion.revision}
    return await comparison_results.store(work, _FINISH, values, result)


async def slow_down(work: UnitOfWork, job: ComparisonJob) -> None:
    """Let all that waits to be answered together with a job wait in the slow lane."""
    if job.whole_question is not None:
        await rows.execute(work, _SLOW_DOWN, _of(job))


def _of(job: ComparisonJob) -> Mapping[str, object]:
    return {"asked_api_id": job.api_id, "asked_question": job.whole_question}
