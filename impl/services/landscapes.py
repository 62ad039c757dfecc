"""One team at a glance, for pages: what builds on what, what is where, how much."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.overview_records import BuiltOn, Placement
from impl.repositories import landscapes, overviews, teams
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.quotas import Quotas


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """How much of one thing there is, and may be."""

    name: str
    used: int
    most: int


class Landscapes:
    """Shows what there is in a team."""

    def __init__(self, database: Database, quotas: Quotas) -> None:
        self._database = database
        self._quotas = quotas

    async def built_on(self, caller: Caller, team_id: UUID) -> tuple[BuiltOn, ...]:
        """Return what consumers of a team build on, and who builds on its APIs.

        Nothing of a team that the caller can't see.
        """
        return await landscapes.built_on(self._database.read(), caller, team_id)

    async def placements(self, caller: Caller, team_id: UUID) -> tuple[Placement, ...]:
        """Return what is in the environments of a team; nothing of one out of sight."""
        return await landscapes.placements(self._database.read(), caller, team_id)

    async def names(
        self, caller: Caller, team_id: UUID, wanted: Collection[UUID]
    ) -> dict[UUID, str]:
        """Return what people are called, as far as they belong to a team.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        found(await teams.standing(reader, caller, team_id), "team")
        known = await overviews.names(reader, team_id, [*wanted])
        return {each.person_id: each.display_name for each in known}

    async def quotas(self, caller: Caller, team_id: UUID) -> tuple[QuotaUse, ...]:
        """Return how much a team has of what is limited.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        used = found(await landscapes.used(reader, caller, team_id), "team")
        return tuple(
            QuotaUse(name, number, getattr(self._quotas, name))
            for name, number in asdict(used).items()
        )
