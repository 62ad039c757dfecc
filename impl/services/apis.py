"""APIs of teams."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.records import Api, Page
from impl.repositories import apis, quota_usage, teams
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
class ApiFields:
    """What an API is given."""

    name: str
    title: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiChange:
    """What to change of an API; a description of None removes it."""

    name: str | Unchanged = UNCHANGED
    title: str | Unchanged = UNCHANGED
    description: str | Unchanged | None = UNCHANGED

    def applied_to(self, api: Api) -> ApiFields:
        """Return what it has afterwards."""
        return ApiFields(
            name=changed(api.name, self.name),
            title=changed(api.title, self.title),
            description=changed(api.description, self.description),
        )


class Apis:
    """Creates, shows, finds, changes and removes APIs."""

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
        new: ApiFields,
        call: IdempotentCall[Api] | None,
    ) -> Api:
        """Create an API of a team.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller creates too much.
            NotFound, Forbidden: see `impl.errors`.
            Conflict: the name is taken (`name_taken`), or the team has too many APIs
                (`quota_exceeded`).
        """
        await self._limiter.attempt((self._rate, caller.name))

        async def effect() -> Api:
            await quota_usage.hold_team(work, team_id)
            api = await apis.create(
                work,
                team_id,
                name=new.name,
                title=new.title,
                description=new.description,
            )
            await self._quotas.check_apis(work, team_id)
            await _record(work, caller, "api.created", team_id, api.id)
            return api

        async with self._database.begin() as work:
            standing = await teams.standing(work, caller, team_id)
            standing_for(standing, Permission.WRITE_APIS)
            api = await run_once(work, call, Api, effect)
            await work.commit()
        return api

    async def list_of_team(
        self,
        caller: Caller,
        team_id: UUID,
        text: str | None,
        limit: int,
        after: PagePosition | None,
    ) -> Page[Api]:
        """Return a page of a team's APIs, newest first, or of those with a text.

        Raises:
            NotFound: the caller can't see the team.
        """
        reader = self._database.read()
        page = await apis.list_of_team(reader, caller, team_id, text, limit, after)
        return found(page, "team")

    async def get(self, caller: Caller, team_id: UUID, api_id: UUID) -> Api:
        """Return an API.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        return found(await apis.find(reader, caller, team_id, api_id), "API")

    async def update(
        self,
        caller: Caller,
        team_id: UUID,
        api_id: UUID,
        change: ApiChange,
        expected: frozenset[str],
    ) -> Api:
        """Change an API.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
            Conflict: the name is taken (`name_taken`).
        """
        async with self._database.begin() as work:
            locked = found(await apis.lock(work, caller, team_id, api_id), "API")
            require(locked.standing.role, Permission.WRITE_APIS)
            preconditions.check(locked.api.tag, expected)
            new = change.applied_to(locked.api)
            api = await apis.update_one(
                work,
                api_id,
                name=new.name,
                title=new.title,
                description=new.description,
            )
            await _record(work, caller, "api.updated", team_id, api_id)
            await work.commit()
        return api

    async def delete(
        self, caller: Caller, team_id: UUID, api_id: UUID, expected: frozenset[str]
    ) -> None:
        """Remove an API with its versions.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            locked = found(await apis.lock(work, caller, team_id, api_id), "API")
            require(locked.standing.role, Permission.DELETE_APIS)
            preconditions.check(locked.api.tag, expected)
            await apis.delete_one(work, api_id)
            await _record(work, caller, "api.deleted", team_id, api_id)
            await work.commit()


async def _record(
    work: UnitOfWork, caller: Caller, action: str, team_id: UUID, api_id: UUID
) -> None:
    subject = ids.encode(ids.API, api_id)
    await audit.record(work, caller, action, subject, team_id=team_id)
