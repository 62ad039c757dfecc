"""Published contracts."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    ScalarSelect,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    not_,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Page, PublishedDocument, Standing, Version
from impl.repositories import rows, visibility
from impl.repositories.apis import apis, is_seen, visible_apis
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import VersionRow
from impl.tables.columns import table_of

versions = table_of(VersionRow)
_COLUMNS = rows.columns(Version, versions)
_REFERENCE = bindparam("reference", type_=Text)
# What belongs to a version is found through it. A semantic version never looks like a
# digest, so one parameter serves both.
visible_versions = visible_apis.join(
    versions,
    and_(
        versions.c.api_id == apis.c.id,
        or_(versions.c.version == _REFERENCE, versions.c.digest == _REFERENCE),
    ),
)
_BY_ID = versions.c.id == bindparam("version_id", type_=Uuid)
_OF_API = versions.c.api_id == bindparam("api_id", type_=Uuid)


@dataclass(frozen=True, slots=True)
class LockedVersion:
    """A version that nobody else changes, and what the caller is in its team."""

    version: Version
    standing: Standing


_FIND = Query(Version, select(*_COLUMNS).select_from(visible_versions).where(is_seen))
_LOCK = Query(
    LockedVersion,
    select(*_COLUMNS, *visibility.standing)
    .select_from(visible_versions)
    .where(is_seen)
    .with_for_update(of=versions),
)
_DOWNLOAD = Query(
    PublishedDocument,
    select(*_COLUMNS, versions.c.document.label("content"))
    .select_from(visible_versions)
    .where(is_seen),
    content=bytes,
)
_PAGE = PageWithin(
    Version,
    visible_apis,
    select(*_COLUMNS).where(_OF_API),
    "published_at",
    "id",
    is_seen,
)
_PUBLISH = Query(
    Version, insert(versions).on_conflict_do_nothing().returning(*_COLUMNS)
)
_RIVALS = Query(
    Version,
    select(*_COLUMNS).where(
        _OF_API,
        or_(
            versions.c.version == bindparam("version", type_=Text),
            versions.c.digest == bindparam("digest", type_=Text),
        ),
    ),
)


def numbers_of(table: FromClause) -> ColumnElement[Any]:
    """Return a column: the numbers of versions, in the order that they have."""
    # Of a pre-release too, so that nothing depends on what is looked at first.
    text = func.split_part(table.c.version, "-", 1)
    return cast(func.string_to_array(text, "."), ARRAY(BigInteger))


def is_release(table: FromClause) -> ColumnElement[bool]:
    """Return a condition: that versions are no pre-releases."""
    return func.strpos(table.c.version, "-") == 0


_NUMBERS = numbers_of(versions)
_RELEASE_BEFORE = Query(
    Version,
    select(*_COLUMNS)
    .where(
        _OF_API,
        is_release(versions),
        bindparam("numbers", type_=ARRAY(BigInteger)) > _NUMBERS,
        or_(
            versions.c.sunset_on.is_(None),
            versions.c.sunset_on > bindparam("today", type_=Date),
        ),
    )
    .order_by(_NUMBERS.desc())
    .limit(1),
)
_LATEST_RELEASE = Query(
    Version,
    select(*_COLUMNS)
    .where(_OF_API, is_release(versions))
    .order_by(_NUMBERS.desc())
    .limit(1),
)
_DEPRECATE = Query(
    Version,
    update(versions)
    .where(_BY_ID)
    .values(
        # Changing the day or the note does not move the day of the announcement.
        deprecated_at=func.coalesce(versions.c.deprecated_at, func.now()),
        sunset_on=bindparam("new_sunset_on", type_=Date),
        deprecation_note=bindparam("new_note", type_=Text),
        revision=versions.c.revision + 1,
    )
    .returning(*_COLUMNS),
)
_UNDEPRECATE = Query(
    Version,
    update(versions)
    .where(_BY_ID)
    .values(
        deprecated_at=null(),
        sunset_on=null(),
        deprecation_note=null(),
        revision=versions.c.revision + 1,
    )
    .returning(*_COLUMNS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A contract to publish."""

    version: str
    digest: str
    media_type: str
    openapi: str
    title: str
    operations: int
    document: bytes
    proposal: int | None = None
    proposal_revision: int | None = None
    approved_by: tuple[UUID, ...] | None = None
    certificate_digest: str | None = None
    acceptances: list[dict[str, str | None]] | None = None
    consents: list[dict[str, str | None]] | None = None


async def find(
    reader: Reader, caller: Caller, team_id: UUID, api_id: UUID, reference: str
) -> Version | None:
    """Return a version, by its semantic version or digest."""
    values = visibility.of(caller, team_id, api_id=api_id, reference=reference)
    return await _FIND.first(reader, values)


async def lock(
    work: UnitOfWork, caller: Caller, team_id: UUID, api_id: UUID, reference: str
) -> LockedVersion | None:
    """As `find`, with the caller's standing; nobody else changes it until the end."""
    values = visibility.of(caller, team_id, api_id=api_id, reference=reference)
    return await _LOCK.first(work, values)


async def download(
    reader: Reader, caller: Caller, team_id: UUID, api_id: UUID, reference: str
) -> PublishedDocument | None:
    """Return a version with its bytes."""
    values = visibility.of(caller, team_id, api_id=api_id, reference=reference)
    return await _DOWNLOAD.first(reader, values)


async def list_of_api(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    api_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[Version] | None:
    """Return a page of an API's versions, latest first; None if it can't be seen."""
    values = visibility.of(caller, team_id, api_id=api_id)
    return await _PAGE.fetch(reader, values, limit, after)


async def publish(
    work: UnitOfWork, api_id: UUID, person_id: UUID | None, new: Publication
) -> Version | None:
    """Add a version; None if the API has its version or its content already.

    Raises:
        NotFound: the API or the person is gone.

    """
    values = {
        "api_id": api_id,
        "version": new.version,
        "digest": new.digest,
        "media_type": new.media_type,
        "size": len(new.document),
        "openapi": new.openapi,
        "title": new.title,
        "operations": new.operations,
        "document": new.document,
        "published_by": person_id,
        "proposal": new.proposal,
        "proposal_revision": new.proposal_revision,
        "approved_by": None if new.approved_by is None else list(new.approved_by),
        "certificate_digest": new.certificate_digest,
        "acceptances": new.acceptances,
        "consents": new.consents,
    }
    return await _PUBLISH.first(work, values)


async def rivals(
    work: UnitOfWork, api_id: UUID, version: str, digest: str
) -> tuple[Version, ...]:
    """Return the at most two versions that `publish` gave way to."""
    values = {"api_id": api_id, "version": version, "digest": digest}
    return await _RIVALS.every(work, values)


async def release_before(
    work: UnitOfWork, api_id: UUID, numbers: tuple[int, int, int], today: date
) -> Version | None:
    """Return an API's highest release below a version that is not past its sunset."""
    values = {"api_id": api_id, "numbers": list(numbers), "today": today}
    return await _RELEASE_BEFORE.first(work, values)


async def latest_release(reader: Reader, api_id: UUID) -> Version | None:
    """Return an API's highest release, None if it has none."""
    return await _LATEST_RELEASE.first(reader, {"api_id": api_id})


def releases_above(api_id: ColumnElement[Any], base: FromClause) -> ScalarSelect[Any]:
    """Return a column: how many releases an API has above a base, which may be none.

    Versions never go while their API stays, so that the number only ever grows.
    """
    release = versions.alias("release")
    is_higher = or_(
        base.c.id.is_(None),
        numbers_of(release) > numbers_of(base),
        and_(not_(is_release(base)), numbers_of(release) == numbers_of(base)),
    )
    count = select(func.count()).select_from(release)
    return count.where(
        release.c.api_id == api_id, is_release(release), is_higher
    ).scalar_subquery()


async def deprecate(
    work: UnitOfWork, version_id: UUID, sunset_on: date, note: str | None
) -> Version:
    """Deprecate a locked version."""
    values = {"version_id": version_id, "new_sunset_on": sunset_on, "new_note": note}
    return await _DEPRECATE.one(work, values)


async def undeprecate(work: UnitOfWork, version_id: UUID) -> Version:
    """Take the deprecation of a locked version back."""
    return await _UNDEPRECATE.one(work, {"version_id": version_id})
