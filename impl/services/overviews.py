"""Many things at a glance, for pages."""

from collections.abc import Collection
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.overview_records import ApiOverview, VersionStep
from impl.records import Api, Page, Version
from impl.repositories import overviews
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.services.access import found


class Overviews:
    """Shows what there is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def apis(
        self, caller: Caller, limit: int, after: PagePosition | None
    ) -> Page[ApiOverview]:
        """Return a page of the APIs of the caller's teams, newest first."""
        person_id = found(caller.person_id, "account")
        reader = self._database.read()
        return await overviews.apis_of_person(reader, person_id, limit, after)

    async def steps(
        self, api: Api, known: Collection[Version]
    ) -> dict[tuple[UUID, UUID], VersionStep]:
        """Return what is known of pairs of versions, base and revision, by their ids.

        The API is one that the caller sees.
        """
        reader = self._database.read()
        ids = [each.id for each in known]
        steps = await overviews.steps(reader, api.id, api.policy.profile, ids)
        return {
            (each.base_version_id, each.revision_version_id): each for each in steps
        }
