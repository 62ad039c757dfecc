"""What test runs of builds against versions came to."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    DateTime,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.engine.run_reports.report import RunFailure, failure_of
from impl.records import Page
from impl.repositories import rows, turns, visibility
from impl.repositories.apis import apis
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.versions import versions, visible_versions
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import VerificationRow
from impl.tables.columns import table_of
from impl.verification_records import (
    BuildVerification,
    NewVerification,
    VerificationDemand,
    VerificationDetails,
)

verifications = table_of(VerificationRow)
_of = versions.alias("verified_version")
_COLUMNS = rows.columns(
    BuildVerification, verifications, api_id=_of.c.api_id, version=_of.c.version
)
_VERSION = bindparam("version_id", type_=Uuid)


def _failures(told: Sequence[Mapping[str, str | None]]) -> tuple[RunFailure, ...]:
    return tuple(map(failure_of, told))


def _detailed(found: Select[Any]) -> Query[VerificationDetails]:
    return Query(
        VerificationDetails,
        found.add_columns(verifications.c.failures),
        failures=_failures,
    )


_joined = verifications.join(_of, _of.c.id == verifications.c.version_id)
_selected = select(*_COLUMNS)
_FIND = _detailed(
    _selected.select_from(
        visible_versions.join(
            verifications,
            and_(
                verifications.c.version_id == versions.c.id,
                verifications.c.id == bindparam("verification_id", type_=Uuid),
            ),
        ).join(_of, _of.c.id == versions.c.id)
    ).where(visibility.is_this_team)
)
_GET = _detailed(
    _selected.select_from(_joined).where(
        verifications.c.id == bindparam("verification_id", type_=Uuid)
    )
)
_PAGE = PageWithin(
    BuildVerification,
    visible_versions,
    _selected.select_from(_joined).where(verifications.c.version_id == versions.c.id),
    "recorded_at",
    "id",
)
_ORDER = (verifications.c.recorded_at.desc(), verifications.c.id.desc())
_build = bindparam("of_build", type_=Text)
_LATEST = Query(
    BuildVerification,
    _selected.select_from(_joined)
    .where(
        verifications.c.version_id == _VERSION,
        or_(_build.is_(None), verifications.c.build == _build),
    )
    .order_by(*_ORDER)
    .limit(1),
)
_DEMAND = Query(
    VerificationDemand,
    select(
        *rows.columns(
            VerificationDemand, apis, api=apis.c.name, version=versions.c.version
        )
    )
    .select_from(versions.join(apis, apis.c.id == versions.c.api_id))
    .where(versions.c.id == _VERSION),
)
_ADD = (
    insert(verifications)
    .values(
        version_id=bindparam("of_version_id", type_=Uuid),
        recorded_by=bindparam("new_recorded_by", type_=Uuid),
        failures=bindparam("new_failures", type_=JSONB),
        # Of two that are recorded at once, one is the later one.
        recorded_at=func.clock_timestamp(),
        **{
            name: bindparam(f"new_{name}", type_=type_)
            for type_, names in (
                (Text(), ("build", "commit", "branch", "environment", "tool")),
                (DateTime(timezone=True), ("started_at", "finished_at")),
                (BigInteger(), ("passed", "failed", "errored", "skipped")),
            )
            for name in names
        },
    )
    .returning(verifications.c.id)
)
_outdated = (
    select(verifications.c.id)
    .where(verifications.c.version_id == _VERSION)
    .order_by(*_ORDER)
    .offset(bindparam("kept", type_=BigInteger))
    .with_for_update(skip_locked=True)
)
_SWEEP = delete(verifications).where(verifications.c.id.in_(_outdated))


async def find(
    reader: Reader,
    caller: Caller,
    place: tuple[UUID, UUID, str],
    verification_id: UUID,
) -> VerificationDetails | None:
    """Return a verification of a version that the caller's team has.

    `place` is the team, the API and what names the version.
    """
    values = _scope(caller, place, verification_id=verification_id)
    return await _FIND.first(reader, values)


async def list_of_version(
    reader: Reader,
    caller: Caller,
    place: tuple[UUID, UUID, str],
    limit: int,
    after: PagePosition | None,
) -> Page[BuildVerification] | None:
    """Return a page of a version's verifications, latest first; None if it is hidden.

    `place` as for `find`.
    """
    return await _PAGE.fetch(reader, _scope(caller, place), limit, after)


async def latest(
    reader: Reader, version_id: UUID, build: str | None
) -> BuildVerification | None:
    """Return a version's latest verification, of one build or of any."""
    values = {"version_id": version_id, "of_build": build}
    return await _LATEST.first(reader, values)


async def demand(reader: Reader, version_id: UUID) -> VerificationDemand | None:
    """Return what the policy of an API wants of one of its versions."""
    return await _DEMAND.first(reader, {"version_id": version_id})


async def add(
    work: UnitOfWork, version_id: UUID, person_id: UUID | None, new: NewVerification
) -> VerificationDetails:
    """Record a verification.

    Raises:
        NotFound: the version or the person is gone.
    """
    report = new.report
    told = {
        **asdict(new.labels),
        **asdict(report.counts),
        "environment": new.environment,
        "tool": report.tool,
        "started_at": report.started_at,
        "finished_at": report.finished_at,
        "failures": [asdict(each) for each in report.failures],
        "recorded_by": person_id,
    }
    values = {f"new_{name}": value for name, value in told.items()}
    made = await rows.value(work, _ADD, {"of_version_id": version_id, **values})
    return await _GET.one(work, {"verification_id": made})


async def sweep(work: UnitOfWork, version_id: UUID, kept: int) -> None:
    """Drop a version's oldest verifications, beyond those that it keeps."""
    await turns.take(work, "verifications", version_id)
    await rows.execute(work, _SWEEP, {"version_id": version_id, "kept": kept})


def _scope(
    caller: Caller, place: tuple[UUID, UUID, str], **others: object
) -> dict[str, object]:
    team_id, api_id, reference = place
    return visibility.of(caller, team_id, api_id=api_id, reference=reference, **others)
