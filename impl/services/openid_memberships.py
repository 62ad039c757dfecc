"""What the groups of an outside provider are in teams."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import UnitOfWork
from impl.event_records import Action
from impl.repositories import members, quota_usage, teams
from impl.security import ids
from impl.security.caller import Caller
from impl.security.permissions import Role
from impl.services import audit
from impl.services.quotas import Quotas

# The first of the roles that a person's groups give counts.
_BEST_FIRST: Final = (Role.OWNER, Role.MAINTAINER, Role.MEMBER, Role.VIEWER)
RolesOfGroups = Mapping[str, Mapping[str, str]]


class OpenIdMemberships:
    """Keeps a person's roles as their groups say, in the teams that these speak of.

    Args:
        roles: the role that each group has in each team: team → group → role.
        quotas: bound how many members a team has.
    """

    def __init__(self, roles: RolesOfGroups, quotas: Quotas) -> None:
        self._roles = roles
        self._quotas = quotas

    def that_count(self, groups: frozenset[str]) -> frozenset[str]:
        """Return the groups that are something in a team."""
        return frozenset(
            group for roles in self._roles.values() for group in roles
        ).intersection(groups)

    async def hold(self, work: UnitOfWork) -> None:
        """Lock the teams that these speak of, as others do before a person."""
        if self._roles:
            await teams.lock_named(work, [*self._roles])

    async def settle(
        self, work: UnitOfWork, caller: Caller, person_id: UUID, groups: frozenset[str]
    ) -> None:
        """Let a locked person be in these teams what their groups are, and no more.

        The teams are held.

        A team keeps its last owner, whatever the provider says.

        Raises:
            Conflict: a team has too many members, or a person owns too many
                (`quota_exceeded`).
        """
        if not self._roles:
            return
        named = await teams.lock_named(work, [*self._roles])
        if not named:
            return
        standings = await members.lock_of_person(work, person_id)
        held = {each.team_id: each.role for each in standings}
        for team in named:
            wanted = _best(self._roles[team.name], groups)
            if wanted == held.get(team.id):
                continue
            if await self._is_last_owner(work, team.id, person_id, held):
                continue
            await self._change(work, caller, team.id, person_id, (held, wanted))

    async def _is_last_owner(
        self,
        work: UnitOfWork,
        team_id: UUID,
        person_id: UUID,
        held: Mapping[UUID, str | None],
    ) -> bool:
        if held.get(team_id) != Role.OWNER:
            return False
        return not await members.has_other_owner(work, team_id, person_id)

    async def _change(
        self,
        work: UnitOfWork,
        caller: Caller,
        team_id: UUID,
        person_id: UUID,
        change: tuple[Mapping[UUID, str | None], str | None],
    ) -> None:
        before, after = change[0].get(team_id), change[1]
        subject = ids.encode(ids.PERSON, person_id)
        action: Action = "member.updated"
        if after == Role.OWNER:
            await quota_usage.hold_person(work, person_id)
        if after is None:
            await members.delete_one(work, team_id, person_id)
            action = "member.removed"
        elif before is None:
            await quota_usage.hold_team(work, team_id)
            await members.create(work, team_id, person_id, after)
            await self._quotas.check_members(work, team_id)
            action = "member.added"
        else:
            await members.update_one(work, team_id, person_id, after)
        if after == Role.OWNER:
            await self._quotas.check_teams(work, person_id)
        await audit.record(
            *(work, caller, action, subject),
            team_id=team_id,
            change=(_role(before), _role(after)),
            details={"by": "openid"},
        )


def _best(roles: Mapping[str, str], groups: frozenset[str]) -> str | None:
    given = {role for group, role in roles.items() if group in groups}
    return next((role for role in _BEST_FIRST if role in given), None)


def _role(role: str | None) -> dict[str, object] | None:
    return None if role is None else {"role": role}
