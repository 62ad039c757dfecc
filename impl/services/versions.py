"""Published contracts: immutable, but for their deprecation."""

from datetime import date
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.event_records import Action
from impl.records import Page, PublishedDocument, Version
from impl.repositories import versions
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import audit, preconditions
from impl.services.access import found, require


class Versions:
    """Shows and deprecates versions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_of_api(
        self,
        caller: Caller,
        team_id: UUID,
        api_id: UUID,
        limit: int,
        after: PagePosition | None,
    ) -> Page[Version]:
        """Return a page of an API's versions, latest published first.

        Raises:
            NotFound: the caller can't see the API.
        """
        reader = self._database.read()
        page = await versions.list_of_api(reader, caller, team_id, api_id, limit, after)
        return found(page, "API")

    async def get(
        self, caller: Caller, team_id: UUID, api_id: UUID, reference: str
    ) -> Version:
        """Return a version by its semantic version or digest.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        version = await versions.find(reader, caller, team_id, api_id, reference)
        return found(version, "version")

    async def download(
        self, caller: Caller, team_id: UUID, api_id: UUID, reference: str
    ) -> PublishedDocument:
        """Return a version with the bytes that were published.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        document = await versions.download(reader, caller, team_id, api_id, reference)
        return found(document, "version")

    async def deprecate(
        self,
        caller: Caller,
        place: tuple[UUID, UUID, str],
        sunset_on: date,
        note: str | None,
        expected: frozenset[str],
    ) -> Version:
        """Say from which day a version can't be relied on.

        `place` is the team, the API and the version's reference.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            version = await self._lock(work, caller, place, expected)
            version = await versions.deprecate(work, version.id, sunset_on, note)
            await record(work, caller, "version.deprecated", place[0], version)
            await work.commit()
        return version

    async def undeprecate(
        self, caller: Caller, place: tuple[UUID, UUID, str], expected: frozenset[str]
    ) -> Version:
        """Take a deprecation back; `place` as for `deprecate`.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            version = await self._lock(work, caller, place, expected)
            version = await versions.undeprecate(work, version.id)
            await record(work, caller, "version.undeprecated", place[0], version)
            await work.commit()
        return version

    async def _lock(
        self,
        work: UnitOfWork,
        caller: Caller,
        place: tuple[UUID, UUID, str],
        expected: frozenset[str],
    ) -> Version:
        locked = found(await versions.lock(work, caller, *place), "version")
        require(locked.standing.role, Permission.WRITE_VERSIONS)
        preconditions.check(locked.version.tag, expected)
        return locked.version


async def record(
    work: UnitOfWork, caller: Caller, action: Action, team_id: UUID, version: Version
) -> None:
    """Record what was done to a version."""
    await audit.record(
        work,
        caller,
        action,
        ids.encode(ids.VERSION, version.id),
        team_id=team_id,
        api_id=version.api_id,
        details={"version": version.version, "digest": version.digest},
    )
