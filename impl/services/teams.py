"""Teams."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.event_records import Action
from impl.records import Page, Team
from impl.repositories import members, quota_usage, teams
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission, Role
from impl.services import audit, preconditions
from impl.services.access import found, require
from impl.services.fresh_log_ins import FreshLogIns
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.merge_patch import UNCHANGED, Unchanged, changed
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFields:
    """What a team is given."""

    name: str
    title: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChange:
    """What to change of a team; a description of None removes it."""

    name: str | Unchanged = UNCHANGED
    title: str | Unchanged = UNCHANGED
    description: str | Unchanged | None = UNCHANGED

    def applied_to(self, team: Team) -> TeamFields:
        """Return what it has afterwards."""
        return TeamFields(
            name=changed(team.name, self.name),
            title=changed(team.title, self.title),
            description=changed(team.description, self.description),
        )


class Teams:
    """Creates, shows, changes and removes teams."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        quotas: Quotas,
        fresh: FreshLogIns,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas
        self._fresh = fresh

    async def create(
        self, caller: Caller, new: TeamFields, call: IdempotentCall[Team] | None
    ) -> Team:
        """Create a team that the caller owns.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller creates too much.
            Conflict: the name is taken (`name_taken`), or they own too many teams
                (`quota_exceeded`).
        """
        person_id = found(caller.person_id, "account")

        await self._limiter.attempt((self._rate, caller.name))

        async def effect() -> Team:
            await quota_usage.hold_person(work, person_id)
            team = await teams.create(
                work, name=new.name, title=new.title, description=new.description
            )
            await members.create(work, team.id, person_id, Role.OWNER)
            await self._quotas.check_teams(work, person_id)
            await _record(work, caller, "team.created", None, team)
            return team

        async with self._database.begin() as work:
            team = await run_once(work, call, Team, effect)
            await work.commit()
        return team

    async def list_own(
        self, caller: Caller, limit: int, after: PagePosition | None
    ) -> Page[Team]:
        """Return a page of the caller's teams, newest first; a key has one."""
        reader = self._database.read()
        if caller.team_id is not None:
            its_own = found(await teams.find(reader, caller, caller.team_id), "team")
            return Page((its_own,) if after is None else (), None)
        person_id = found(caller.person_id, "account")
        return await teams.list_own(reader, person_id, limit, after)

    async def named(self, caller: Caller, name: str) -> Team:
        """Return the team of this name.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        return found(await teams.named(reader, caller, name), "team")

    async def get(self, caller: Caller, team_id: UUID) -> Team:
        """Return a team.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        return found(await teams.find(reader, caller, team_id), "team")

    async def update(
        self,
        caller: Caller,
        team_id: UUID,
        change: TeamChange,
        expected: frozenset[str],
    ) -> Team:
        """Change a team.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
            Conflict: the name is taken (`name_taken`).
        """
        async with self._database.begin() as work:
            team = found(await teams.lock(work, caller, team_id), "team")
            require(team.role, Permission.UPDATE_TEAM)
            preconditions.check(team.tag, expected)
            old, new = team, change.applied_to(team)
            team = await teams.update_one(
                work, team, name=new.name, title=new.title, description=new.description
            )
            await _record(work, caller, "team.updated", old, team)
            await work.commit()
        return team

    async def delete(
        self, caller: Caller, team_id: UUID, expected: frozenset[str]
    ) -> None:
        """Remove a team and everything that it owns.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
            Barred: they have not just logged in (`fresh_login_required`).
        """
        async with self._database.begin() as work:
            team = found(await teams.lock(work, caller, team_id), "team")
            require(team.role, Permission.DELETE_TEAM)
            await self._fresh.demand(work, caller)
            preconditions.check(team.tag, expected)
            await teams.delete_one(work, team_id)
            await _record(work, caller, "team.deleted", team, None)
            await work.commit()


async def _record(
    work: UnitOfWork, caller: Caller, action: Action, old: Team | None, new: Team | None
) -> None:
    it = found(new or old, "team")
    await audit.record(
        *(work, caller, action, ids.encode(ids.TEAM, it.id)),
        team_id=it.id,
        change=(_facts(old), _facts(new)),
    )


def _facts(team: Team | None) -> audit.Facts | None:
    if team is None:
        return None
    return {"name": team.name, "title": team.title, "description": team.description}
