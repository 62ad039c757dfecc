"""Places where builds of APIs and consumers meet."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.deployment_records import Environment, EnvironmentFields
from impl.event_records import Action
from impl.records import Page
from impl.repositories import environments, quota_usage, teams
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import audit, preconditions
from impl.services.access import found, require, standing_for
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.merge_patch import UNCHANGED, Unchanged, changed
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentChange:
    """What to change of an environment."""

    name: str | Unchanged = UNCHANGED
    title: str | Unchanged = UNCHANGED

    def applied_to(self, environment: Environment) -> EnvironmentFields:
        """Return what it has afterwards."""
        return EnvironmentFields(
            name=changed(environment.name, self.name),
            title=changed(environment.title, self.title),
        )


class Environments:
    """Creates, shows, finds, changes and removes environments."""

    def __init__(
        self, database: Database, limiter: RateLimiter, rate: Rate, quotas: Quotas
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas

    async def create(
        self,
        caller: Caller,
        team_id: UUID,
        new: EnvironmentFields,
        call: IdempotentCall[Environment] | None,
    ) -> Environment:
        """Create an environment of a team.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller creates too much.
            NotFound, Forbidden: see `impl.errors`.
            Conflict: the name is taken (`name_taken`), or the team has too many
                environments (`quota_exceeded`).
        """
        await self._limiter.attempt((self._rate, caller.name))

        async def effect() -> Environment:
            await quota_usage.hold_team(work, team_id)
            environment = await environments.create(work, team_id, new)
            await self._quotas.check_environments(work, team_id)
            await _record(work, caller, "environment.created", None, environment)
            return environment

        async with self._database.begin() as work:
            standing = await teams.standing(work, caller, team_id)
            standing_for(standing, Permission.MANAGE_ENVIRONMENTS)
            environment = await run_once(work, call, Environment, effect)
            await work.commit()
        return environment

    async def list_of_team(
        self, caller: Caller, team_id: UUID, limit: int, after: PagePosition | None
    ) -> Page[Environment]:
        """Return a page of a team's environments, newest first.

        Raises:
            NotFound: the caller can't see the team.
        """
        reader = self._database.read()
        page = await environments.list_of_team(reader, caller, team_id, limit, after)
        return found(page, "team")

    async def named(
        self, caller: Caller, team: str, name: str
    ) -> tuple[Environment, ...]:
        """Return the environment with these names, none if the caller can't see it."""
        return await environments.named(self._database.read(), caller, team, name)

    async def get(
        self, caller: Caller, team_id: UUID, environment_id: UUID
    ) -> Environment:
        """Return an environment.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        environment = await environments.find(reader, caller, team_id, environment_id)
        return found(environment, "environment")

    async def update(
        self,
        caller: Caller,
        team_id: UUID,
        environment_id: UUID,
        change: EnvironmentChange,
        expected: frozenset[str],
    ) -> Environment:
        """Change an environment.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
            Conflict: the name is taken (`name_taken`).
        """
        async with self._database.begin() as work:
            locked = await environments.lock(work, caller, team_id, environment_id)
            old = found(locked, "environment")
            require(old.standing.role, Permission.MANAGE_ENVIRONMENTS)
            preconditions.check(old.environment.tag, expected)
            environment = await environments.update_one(
                work, environment_id, change.applied_to(old.environment)
            )
            await _record(
                work, caller, "environment.updated", old.environment, environment
            )
            await work.commit()
        return environment

    async def delete(
        self,
        caller: Caller,
        team_id: UUID,
        environment_id: UUID,
        expected: frozenset[str],
    ) -> None:
        """Remove an environment with its deployments.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            locked = await environments.lock(work, caller, team_id, environment_id)
            old = found(locked, "environment")
            require(old.standing.role, Permission.MANAGE_ENVIRONMENTS)
            preconditions.check(old.environment.tag, expected)
            await environments.delete_one(work, environment_id)
            await _record(work, caller, "environment.deleted", old.environment, None)
            await work.commit()


async def _record(
    work: UnitOfWork,
    caller: Caller,
    action: Action,
    old: Environment | None,
    new: Environment | None,
) -> None:
    it = found(new or old, "environment")
    await audit.record(
        *(work, caller, action, ids.encode(ids.ENVIRONMENT, it.id)),
        team_id=it.team_id,
        change=(_facts(old), _facts(new)),
    )


def _facts(it: Environment | None) -> audit.Facts | None:
    return {"name": it.name, "title": it.title} if it else None
