"""Comparisons as work to be done, whosever they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Executable,
    Interval,
    Text,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    null,
    or_,
    select,
    true,
    update,
)

from impl.comparison_records import ComparisonJob, ComparisonResult
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import comparison_results, rows
from impl.repositories import comparison_turns as turns
from impl.repositories.apis import apis
from impl.repositories.comparison_results import OVER
from impl.repositories.comparisons import comparisons
from impl.repositories.rows import Query
from impl.repositories.versions import versions


@dataclass(frozen=True, slots=True)
class ComparedDocuments:
    """The texts of base and revision, and of the usage that alone counts, if any."""

    base: bytes
    revision: bytes
    usage: bytes | None


@dataclass(frozen=True, slots=True)
class _Waiting:
    is_slow: bool
    number: int


_LEASE_ENDS_AT = func.now() + bindparam("lease", type_=Interval)
_job = comparisons.alias("job")
_other = comparisons.alias("other_job")
_longest_waiting = (
    select(_job.c.id)
    .where(
        turns.waiting(_job),
        _job.c.team_id == turns.teams.c.team_id,
        # It is answered along with another one that is at work.
        ~exists().where(
            _other.c.api_id == _job.c.api_id,
            _other.c.whole_question == _job.c.whole_question,
            _other.c.state == "running",
        ),
    )
    .order_by(_job.c.created_at)
    .limit(1)
    .with_for_update(skip_locked=True)
    .lateral("longest_waiting")
)
_next = (
    select(_longest_waiting.c.id)
    .select_from(turns.teams.join(_longest_waiting, true()))
    .limit(1)
    .scalar_subquery()
)
_CLAIM = Query(
    ComparisonJob,
    update(comparisons)
    .where(comparisons.c.id == _next)
    .values(
        state="running",
        attempts=comparisons.c.attempts + 1,
        lease_ends_at=_LEASE_ENDS_AT,
        revision=comparisons.c.revision + 1,
    )
    .returning(*rows.columns(ComparisonJob, comparisons)),
    whole_question=rows.optional_bytes,
)
_lost = (
    select(comparisons.c.id)
    .where(
        or_(
            and_(
                comparisons.c.state == "running",
                comparisons.c.lease_ends_at < func.now(),
            ),
            and_(turns.waiting(comparisons), comparisons.c.team_id.is_(None)),
        )
    )
    .with_for_update(skip_locked=True)
)
_RECOVER = (
    update(comparisons)
    .where(comparisons.c.id.in_(_lost), apis.c.id == comparisons.c.api_id)
    .values(
        state="queued",
        lease_ends_at=null(),
        team_id=apis.c.team_id,
        revision=comparisons.c.revision + 1,
    )
)
_revised = versions.alias("revised")


_DOCUMENTS = Query(
    ComparedDocuments,
    select(
        versions.c.document.label("base"),
        func.coalesce(_revised.c.document, comparisons.c.revision_document).label(
            "revision"
        ),
        comparisons.c.usage.label("usage"),
    )
    .select_from(
        comparisons.join(
            versions, versions.c.id == comparisons.c.base_version_id
        ).outerjoin(_revised, _revised.c.id == comparisons.c.revision_version_id)
    )
    .where(comparisons.c.id == bindparam("job_id", type_=Uuid)),
    base=bytes,
    revision=bytes,
    usage=rows.optional_bytes,
)
# Whoever claimed it since has raised the revision.
_OURS = and_(
    comparisons.c.id == bindparam("job_id", type_=Uuid),
    comparisons.c.revision == bindparam("job_revision", type_=BigInteger),
    comparisons.c.state == "running",
)
_RENEW = (
    update(comparisons)
    .where(_OURS)
    .values(lease_ends_at=_LEASE_ENDS_AT)
    .returning(comparisons.c.id)
)
_SLOW_DOWN = (
    update(comparisons).where(_OURS).values(is_slow=true()).returning(comparisons.c.id)
)
_leave = update(comparisons).where(_OURS).returning(comparisons.c.id)
_FINISH = comparison_results.finishing(_OURS)
_FAIL = _leave.values(
    **OVER, state="failed", failure=bindparam("new_failure", type_=Text)
)
_PUT_BACK = _leave.values(
    state="queued",
    is_slow=or_(comparisons.c.is_slow, bindparam("takes_long", type_=Boolean)),
    attempts=comparisons.c.attempts - bindparam("uncounted", type_=BigInteger),
    lease_ends_at=null(),
    revision=comparisons.c.revision + 1,
)
_WAITING = Query(
    _Waiting,
    select(comparisons.c.is_slow, func.count().label("number"))
    .where(comparisons.c.state == "queued")
    .group_by(comparisons.c.is_slow),
)


async def recover(work: UnitOfWork) -> None:
    """Put jobs back whose lease has ended, and whatever else nobody would claim."""
    await rows.execute(work, _RECOVER, {"slow": False})


async def claim(
    work: UnitOfWork, lease: timedelta, *, slow: bool
) -> ComparisonJob | None:
    """Take a job that waits in a lane, for as long as the lease.

    It is the longest waiting one of the team whose turn it is.
    """
    return await _CLAIM.first(work, {"lease": lease, "slow": slow})


async def waiting(reader: Reader) -> dict[bool, int]:
    """Return how many wait in the quick lane, and in the slow one."""
    found = {each.is_slow: each.number for each in await _WAITING.every(reader, {})}
    return {slow: found.get(slow, 0) for slow in (False, True)}


async def documents(reader: Reader, job: ComparisonJob) -> ComparedDocuments | None:
    """Return the texts that a job is about; None if the comparison is gone."""
    return await _DOCUMENTS.first(reader, {"job_id": job.id})


async def renew(work: UnitOfWork, job: ComparisonJob, lease: timedelta) -> bool:
    """Lengthen a lease from now on; False if the job is somebody else's, or gone."""
    return await _is_ours(work, _RENEW, {**_of(job), "lease": lease})


async def finish(
    work: UnitOfWork, job: ComparisonJob, result: ComparisonResult
) -> bool:
    """Store what came out; False if the job is somebody else's, or gone."""
    return await comparison_results.store(work, _FINISH, _of(job), result)


async def fail(work: UnitOfWork, job: ComparisonJob, failure: str) -> bool:
    """Give a job up; False if it is somebody else's, or gone."""
    return await _is_ours(work, _FAIL, {**_of(job), "new_failure": failure})


async def slow_down(work: UnitOfWork, job: ComparisonJob) -> bool:
    """Count a running job for the slow lane; False if it isn't ours."""
    return await _is_ours(work, _SLOW_DOWN, _of(job))


async def put_back(
    work: UnitOfWork, job: ComparisonJob, *, takes_long: bool, counts: bool = False
) -> bool:
    """Put a job back; False if it isn't ours.

    It is as if it had not been tried, unless that `counts`. It waits in the slow lane
    from now on if it was there, or `takes_long`.
    """
    values = {**_of(job), "takes_long": takes_long, "uncounted": int(not counts)}
    return await _is_ours(work, _PUT_BACK, values)


async def _is_ours(
    work: UnitOfWork, statement: Executable, values: Mapping[str, object]
) -> bool:
    return await rows.value(work, statement, values) is not None


def _of(job: ComparisonJob) -> dict[str, object]:
    return {"job_id": job.id, "job_revision": job.revision}
