"""Comparisons as work to be done, whosever they are."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Interval,
    LargeBinary,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    insert,
    null,
    or_,
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import ComparisonJob, ComparisonResult
from impl.repositories import rows
from impl.repositories.comparisons import changes, comparisons
from impl.repositories.versions import versions

_LEASE_ENDS_AT = func.now() + bindparam("lease", type_=Interval)
_next = (
    select(comparisons.c.id)
    .where(
        # Says what the index says.
        comparisons.c.state.in_(["queued", "running"]),
        or_(comparisons.c.state == "queued", comparisons.c.lease_ends_at < func.now()),
    )
    .order_by(comparisons.c.created_at)
    .limit(1)
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_CLAIM = (
    update(comparisons)
    .where(comparisons.c.id == _next)
    .values(
        state="running",
        attempts=comparisons.c.attempts + 1,
        lease_ends_at=_LEASE_ENDS_AT,
        revision=comparisons.c.revision + 1,
    )
    .returning(
        comparisons.c.id,
        comparisons.c.revision,
        comparisons.c.attempts,
        comparisons.c.profile,
        comparisons.c.as_of,
        comparisons.c.seed,
    )
)
_revised = versions.alias("revised")
_DOCUMENTS = (
    select(
        versions.c.document,
        func.coalesce(_revised.c.document, comparisons.c.revision_document),
    )
    .select_from(
        comparisons.join(
            versions, versions.c.id == comparisons.c.base_version_id
        ).outerjoin(_revised, _revised.c.id == comparisons.c.revision_version_id)
    )
    .where(comparisons.c.id == bindparam("job_id", type_=Uuid))
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
_leave = update(comparisons).where(_OURS).returning(comparisons.c.id)
_over = _leave.values(
    lease_ends_at=null(),
    finished_at=func.now(),
    revision=comparisons.c.revision + 1,
)
_FINISH = _over.values(
    state="finished",
    verdict=bindparam("new_verdict", type_=Text),
    semver=bindparam("new_semver", type_=Text),
    base_meaning=bindparam("new_base_meaning", type_=Text),
    revision_meaning=bindparam("new_revision_meaning", type_=Text),
    compatible=bindparam("new_compatible", type_=BigInteger),
    breaking=bindparam("new_breaking", type_=BigInteger),
    undecided=bindparam("new_undecided", type_=BigInteger),
    certificate=bindparam("new_certificate", type_=LargeBinary),
    certificate_digest=bindparam("new_certificate_digest", type_=Text),
    changelog=bindparam("new_changelog", type_=LargeBinary),
)
_FAIL = _over.values(state="failed", failure=bindparam("new_failure", type_=Text))
_RELEASE = _leave.values(
    state="queued",
    attempts=comparisons.c.attempts - 1,
    lease_ends_at=null(),
    revision=comparisons.c.revision + 1,
)
_ADD_CHANGES = insert(changes)


async def claim(work: UnitOfWork, lease: timedelta) -> ComparisonJob | None:
    """Take the longest waiting job that nobody works on, for as long as the lease."""
    row = await rows.first(work, _CLAIM, {"lease": lease})
    return ComparisonJob(*row) if row else None


async def documents(reader: Reader, job: ComparisonJob) -> tuple[bytes, bytes] | None:
    """Return the texts of base and revision; None if the comparison is gone."""
    row = await rows.first(reader, _DOCUMENTS, {"job_id": job.id})
    return (bytes(row[0]), bytes(row[1])) if row else None


async def renew(work: UnitOfWork, job: ComparisonJob, lease: timedelta) -> bool:
    """Lengthen a lease from now on; False if the job is somebody else's, or gone."""
    return bool(await rows.first(work, _RENEW, {**_of(job), "lease": lease}))


async def finish(
    work: UnitOfWork, job: ComparisonJob, result: ComparisonResult
) -> bool:
    """Store what came out; False if the job is somebody else's, or gone."""
    verdicts = [verdict for verdict, _ in result.changes]
    values = {
        **_of(job),
        "new_verdict": result.verdict,
        "new_semver": result.semver,
        "new_base_meaning": result.base_meaning,
        "new_revision_meaning": result.revision_meaning,
        "new_compatible": verdicts.count("compatible"),
        "new_breaking": verdicts.count("breaking"),
        "new_undecided": verdicts.count("undecided"),
        "new_certificate": result.certificate,
        "new_certificate_digest": result.certificate_digest,
        "new_changelog": result.changelog,
    }
    if not await rows.first(work, _FINISH, values):
        return False
    if found := _numbered(job.id, result.changes):
        await work.execute(_ADD_CHANGES, found)
    return True


async def fail(work: UnitOfWork, job: ComparisonJob, failure: str) -> bool:
    """Give a job up; False if it is somebody else's, or gone."""
    return bool(await rows.first(work, _FAIL, {**_of(job), "new_failure": failure}))


async def release(work: UnitOfWork, job: ComparisonJob) -> bool:
    """Put a job back, as if it had not been tried; False if it isn't ours."""
    return bool(await rows.first(work, _RELEASE, _of(job)))


def _of(job: ComparisonJob) -> dict[str, object]:
    return {"job_id": job.id, "job_revision": job.revision}


def _numbered(
    comparison_id: UUID, found: Sequence[tuple[str, bytes]]
) -> list[dict[str, object]]:
    return [
        {
            "comparison_id": comparison_id,
            "number": number,
            "verdict": verdict,
            "content": content,
        }
        for number, (verdict, content) in enumerate(found, 1)
    ]
