"""Published contracts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import (
    Date,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Document, Page, Standing, Version
from impl.repositories import pages, rows, scope
from impl.repositories.apis import apis, visible_apis
from impl.security.caller import Caller
from impl.security.cursors import Position
from impl.tables import Version as VersionRow
from impl.tables.columns import table_of

versions = table_of(VersionRow)
_COLUMNS = (
    versions.c.id,
    versions.c.api_id,
    versions.c.version,
    versions.c.digest,
    versions.c.media_type,
    versions.c.size,
    versions.c.openapi,
    versions.c.title,
    versions.c.operations,
    versions.c.published_at,
    versions.c.published_by,
    versions.c.deprecated_at,
    versions.c.sunset_on,
    versions.c.deprecation_note,
    versions.c.revision,
)
_REFERENCE = bindparam("reference", type_=Text)
# A semantic version never looks like a digest, so one parameter serves both.
_VISIBLE = visible_apis.join(
    versions,
    and_(
        versions.c.api_id == apis.c.id,
        or_(versions.c.version == _REFERENCE, versions.c.digest == _REFERENCE),
    ),
)
_BY_ID = versions.c.id == bindparam("version_id", type_=Uuid)
_OF_API = versions.c.api_id == bindparam("api_id", type_=Uuid)

_FIND = select(*_COLUMNS).select_from(_VISIBLE).where(scope.is_this_team)
_LOCK = (
    select(*_COLUMNS, scope.role)
    .select_from(_VISIBLE)
    .where(scope.is_this_team)
    .with_for_update(of=versions)
)
_DOWNLOAD = (
    select(*_COLUMNS, versions.c.document)
    .select_from(_VISIBLE)
    .where(scope.is_this_team)
)
_PAGE = pages.within(
    visible_apis, select(*_COLUMNS).where(_OF_API), "published_at", "id"
)
_PUBLISH = insert(versions).on_conflict_do_nothing().returning(*_COLUMNS)
_RIVALS = select(*_COLUMNS).where(
    _OF_API,
    or_(
        versions.c.version == bindparam("version", type_=Text),
        versions.c.digest == bindparam("digest", type_=Text),
    ),
)
_DEPRECATE = (
    update(versions)
    .where(_BY_ID)
    .values(
        # Changing the day or the note does not move the day of the announcement.
        deprecated_at=func.coalesce(versions.c.deprecated_at, func.now()),
        sunset_on=bindparam("new_sunset_on", type_=Date),
        deprecation_note=bindparam("new_note", type_=Text),
        revision=versions.c.revision + 1,
    )
    .returning(*_COLUMNS)
)
_UNDEPRECATE = (
    update(versions)
    .where(_BY_ID)
    .values(
        deprecated_at=null(),
        sunset_on=null(),
        deprecation_note=null(),
        revision=versions.c.revision + 1,
    )
    .returning(*_COLUMNS)
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


async def find(
    reader: Reader, caller: Caller, team_id: UUID, api_id: UUID, reference: str
) -> Version | None:
    """Return a version, by its semantic version or digest."""
    values = scope.of(caller, team_id, api_id=api_id, reference=reference)
    row = await rows.first(reader, _FIND, values)
    return Version(*row) if row else None


async def lock(
    work: UnitOfWork, caller: Caller, team_id: UUID, api_id: UUID, reference: str
) -> tuple[Version, Standing] | None:
    """As `find`, with the caller's standing; nobody else changes it until the end."""
    values = scope.of(caller, team_id, api_id=api_id, reference=reference)
    row = await rows.first(work, _LOCK, values)
    return (Version(*row[:-1]), Standing(team_id, row[-1])) if row else None


async def download(
    reader: Reader, caller: Caller, team_id: UUID, api_id: UUID, reference: str
) -> Document | None:
    """Return a version with its bytes."""
    values = scope.of(caller, team_id, api_id=api_id, reference=reference)
    row = await rows.first(reader, _DOWNLOAD, values)
    return Document(Version(*row[:-1]), bytes(row[-1])) if row else None


async def list_of_api(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    api_id: UUID,
    limit: int,
    after: Position | None,
) -> Page[Version] | None:
    """Return a page of an API's versions, latest first; None if it can't be seen."""
    values = scope.of(caller, team_id, api_id=api_id, **pages.parameters(limit, after))
    found = await rows.every(reader, _PAGE, values)
    if not found:
        return None
    items = tuple(Version(*row) for row in found[:limit] if row[0] is not None)
    return Page(items, more=len(found) > limit)


async def publish(
    work: UnitOfWork, api_id: UUID, person_id: UUID | None, new: Publication
) -> Version | None:
    """Add a version; None if the API has its version or its content already.

    Raises:
        ConstraintViolated: the API is gone.

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
    }
    row = await rows.first(work, _PUBLISH, values)
    return Version(*row) if row else None


async def rivals(
    work: UnitOfWork, api_id: UUID, version: str, digest: str
) -> tuple[Version, ...]:
    """Return the at most two versions that `publish` gave way to."""
    values = {"api_id": api_id, "version": version, "digest": digest}
    found = await rows.every(work, _RIVALS, values)
    return tuple(Version(*row) for row in found)


async def deprecate(
    work: UnitOfWork, version_id: UUID, sunset_on: date, note: str | None
) -> Version:
    """Deprecate a locked version."""
    values = {"version_id": version_id, "new_sunset_on": sunset_on, "new_note": note}
    return Version(*await rows.one(work, _DEPRECATE, values))


async def undeprecate(work: UnitOfWork, version_id: UUID) -> Version:
    """Take the deprecation of a locked version back."""
    return Version(*await rows.one(work, _UNDEPRECATE, {"version_id": version_id}))
