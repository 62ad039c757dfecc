"""APIs of teams."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.engine.comparison.verdicts.profiles import DEFAULT
from impl.event_records import Action
from impl.records import Api, Page, Policy
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

# What every API demands until somebody says otherwise: nobody breaks unawares.
_DEFAULT: Final = Policy(DEFAULT, "undecided")
_DEFAULT_VISIBILITY: Final = "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """What to change of a policy."""

    profile: str | Unchanged = UNCHANGED
    major_version_for: str | Unchanged = UNCHANGED
    required_approvals: int | Unchanged = UNCHANGED
    author_approvals: bool | Unchanged = UNCHANGED
    signer_role: str | Unchanged = UNCHANGED
    breaking_change_needs: str | Unchanged = UNCHANGED
    direct_publishing: bool | Unchanged = UNCHANGED
    verification_required: bool | Unchanged = UNCHANGED
    verification_days: int | Unchanged | None = UNCHANGED
    threads_resolved: bool | Unchanged = UNCHANGED

    def applied_to(self, policy: Policy) -> Policy:
        """Return what it is afterwards."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        new = {name: it for name, it in said.items() if it is not UNCHANGED}
        return replace(policy, **new)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiFields:
    """What an API is given; without its last two as every API is by default."""

    name: str
    title: str
    description: str | None = None
    visibility: str | None = None
    policy: PolicyChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiChange:
    """What to change of an API; a description of None removes it."""

    name: str | Unchanged = UNCHANGED
    title: str | Unchanged = UNCHANGED
    description: str | Unchanged | None = UNCHANGED
    visibility: str | Unchanged = UNCHANGED
    policy: PolicyChange | None = None


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
                (new.policy or PolicyChange()).applied_to(_DEFAULT),
                name=new.name,
                title=new.title,
                description=new.description,
                visible_to=new.visibility or _DEFAULT_VISIBILITY,
            )
            await self._quotas.check_apis(work, team_id)
            await _record(work, caller, "api.created", None, api)
            return api

        async with self._database.begin() as work:
            standing = await teams.standing(work, caller, team_id)
            role = standing_for(standing, Permission.WRITE_APIS).role
            if new.policy:
                require(role, Permission.SET_POLICIES)
            if new.visibility:
                require(role, Permission.SET_VISIBILITY)
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

    async def named(self, caller: Caller, team: str, name: str) -> tuple[Api, ...]:
        """Return the API that has these names, none if the caller can't see it."""
        return await apis.named(self._database.read(), caller, team, name)

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
            if change.policy:
                require(locked.standing.role, Permission.SET_POLICIES)
            if change.visibility is not UNCHANGED:
                require(locked.standing.role, Permission.SET_VISIBILITY)
            preconditions.check(locked.api.tag, expected)
            old = locked.api
            api = await apis.update_one(
                work,
                api_id,
                (change.policy or PolicyChange()).applied_to(old.policy),
                name=changed(old.name, change.name),
                title=changed(old.title, change.title),
                description=changed(old.description, change.description),
                visible_to=changed(old.visibility, change.visibility),
            )
            await _record(work, caller, "api.updated", old, api)
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
            await _record(work, caller, "api.deleted", locked.api, None)
            await work.commit()


async def _record(
    work: UnitOfWork, caller: Caller, action: Action, old: Api | None, new: Api | None
) -> None:
    it = found(new or old, "API")
    changes = [(action, _facts(old), _facts(new))]
    if old and new and old.policy != new.policy:
        changes.append(("policy.updated", asdict(old.policy), asdict(new.policy)))
    for name, before, after in changes:
        if before != after:
            await audit.record(
                *(work, caller, name, ids.encode(ids.API, it.id)),
                team_id=it.team_id,
                api_id=it.id,
                change=(before, after),
            )


def _facts(api: Api | None) -> audit.Facts | None:
    if api is None:
        return None
    return {
        "name": api.name,
        "title": api.title,
        "description": api.description,
        "visibility": api.visibility,
    }
