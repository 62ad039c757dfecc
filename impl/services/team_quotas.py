"""What operators do with quotas of teams, from a terminal beside the database."""

from collections.abc import Mapping
from dataclasses import dataclass

from impl.account_records import NamedTeam
from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import NotFound
from impl.repositories import quota_usage, team_quotas, teams
from impl.repositories.quota_usage import OF_TEAMS, OfTeam
from impl.security import ids
from impl.security.caller import ANONYMOUS
from impl.services import audit
from impl.services.quotas import Quotas


@dataclass(frozen=True, slots=True)
class TeamQuota:
    """How far a quota is used up.

    Attributes:
        resource: what there may be so much of.
        used: how much there is.
        most: how much there may be.
        is_own: whether this is not the quota of all other teams.
    """

    resource: OfTeam
    used: int
    most: int
    is_own: bool


class TeamQuotas:
    """Shows and changes what single teams may have.

    Whoever may use the database may do this. It is recorded as done by the service.
    """

    def __init__(self, database: Database, quotas: Quotas) -> None:
        self._database = database
        self._quotas = quotas

    async def show(self, name: str) -> list[TeamQuota]:
        """Return how far the quotas of a team are used up.

        Raises:
            NotFound: no team has this name.
        """
        async with self._database.begin() as work:
            return await self._uses(work, await _locked(work, name))

    async def change(
        self, name: str, changes: Mapping[OfTeam, int | None]
    ) -> list[TeamQuota]:
        """Give a team quotas of its own; None for that of all other teams.

        What there is beyond a smaller quota stays.

        Raises:
            NotFound: no team has this name.
        """
        async with self._database.begin() as work:
            team = await _locked(work, name)
            old = await team_quotas.of_team(work, team.id)
            for resource, most in changes.items():
                await team_quotas.change(work, team.id, resource, most)
            new = await team_quotas.of_team(work, team.id)
            uses = await self._uses(work, team)
            if new != old:
                await audit.record(
                    *(work, ANONYMOUS, "team.quotas_changed"),
                    ids.encode(ids.TEAM, team.id),
                    change=(old, new),
                    details={"by": "operator"},
                )
            await work.commit()
        return uses

    async def _uses(self, work: UnitOfWork, team: NamedTeam) -> list[TeamQuota]:
        own = await team_quotas.of_team(work, team.id)
        return [
            TeamQuota(
                resource,
                await quota_usage.used_by(work, team.id, resource),
                own.get(resource, getattr(self._quotas, resource)),
                resource in own,
            )
            for resource in OF_TEAMS
        ]


async def _locked(work: UnitOfWork, name: str) -> NamedTeam:
    found = await teams.lock_named(work, [name])
    if not found:
        raise NotFound("team")
    return found[0]
