"""Applications that build on APIs."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.deployment_records import Consumer, ConsumerFields
from impl.event_records import Action
from impl.records import Page
from impl.repositories import consumers, quota_usage, teams
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
class ConsumerChange:
    """What to change of a consumer; a contact of None removes it."""

    name: str | Unchanged = UNCHANGED
    title: str | Unchanged = UNCHANGED
    contact: str | Unchanged | None = UNCHANGED

    def applied_to(self, consumer: Consumer) -> ConsumerFields:
        """Return what it has afterwards."""
        return ConsumerFields(
            name=changed(consumer.name, self.name),
            title=changed(consumer.title, self.title),
            contact=changed(consumer.contact, self.contact),
        )


class Consumers:
    """Creates, shows, finds, changes and removes consumers."""

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
        new: ConsumerFields,
        call: IdempotentCall[Consumer] | None,
    ) -> Consumer:
        """Create a consumer of a team.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller creates too much.
            NotFound, Forbidden: see `impl.errors`.
            Conflict: the name is taken (`name_taken`), or the team has too many
                consumers (`quota_exceeded`).
        """
        await self._limiter.attempt((self._rate, caller.name))

        async def effect() -> Consumer:
            await quota_usage.hold_team(work, team_id)
            consumer = await consumers.create(work, team_id, new)
            await self._quotas.check_consumers(work, team_id)
            await _record(work, caller, "consumer.created", None, consumer)
            return consumer

        async with self._database.begin() as work:
            standing = await teams.standing(work, caller, team_id)
            standing_for(standing, Permission.WRITE_CONSUMERS)
            consumer = await run_once(work, call, Consumer, effect)
            await work.commit()
        return consumer

    async def list_of_team(
        self, caller: Caller, team_id: UUID, limit: int, after: PagePosition | None
    ) -> Page[Consumer]:
        """Return a page of a team's consumers, newest first.

        Raises:
            NotFound: the caller can't see the team.
        """
        reader = self._database.read()
        page = await consumers.list_of_team(reader, caller, team_id, limit, after)
        return found(page, "team")

    async def named(self, caller: Caller, team: str, name: str) -> tuple[Consumer, ...]:
        """Return the consumer with these names, none if the caller can't see it."""
        return await consumers.named(self._database.read(), caller, team, name)

    async def get(self, caller: Caller, team_id: UUID, consumer_id: UUID) -> Consumer:
        """Return a consumer.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        consumer = await consumers.find(reader, caller, team_id, consumer_id)
        return found(consumer, "consumer")

    async def update(
        self,
        caller: Caller,
        team_id: UUID,
        consumer_id: UUID,
        change: ConsumerChange,
        expected: frozenset[str],
    ) -> Consumer:
        """Change a consumer.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
            Conflict: the name is taken (`name_taken`).
        """
        async with self._database.begin() as work:
            locked = await consumers.lock(work, caller, team_id, consumer_id)
            old = found(locked, "consumer")
            require(old.standing.role, Permission.WRITE_CONSUMERS)
            preconditions.check(old.consumer.tag, expected)
            consumer = await consumers.update_one(
                work, consumer_id, change.applied_to(old.consumer)
            )
            await _record(work, caller, "consumer.updated", old.consumer, consumer)
            await work.commit()
        return consumer

    async def delete(
        self, caller: Caller, team_id: UUID, consumer_id: UUID, expected: frozenset[str]
    ) -> None:
        """Remove a consumer with its versions and their deployments.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            locked = await consumers.lock(work, caller, team_id, consumer_id)
            old = found(locked, "consumer")
            require(old.standing.role, Permission.DELETE_CONSUMERS)
            preconditions.check(old.consumer.tag, expected)
            await consumers.delete_one(work, consumer_id)
            await _record(work, caller, "consumer.deleted", old.consumer, None)
            await work.commit()


async def _record(
    work: UnitOfWork,
    caller: Caller,
    action: Action,
    old: Consumer | None,
    new: Consumer | None,
) -> None:
    it = found(new or old, "consumer")
    await audit.record(
        *(work, caller, action, ids.encode(ids.CONSUMER, it.id)),
        team_id=it.team_id,
        change=(_facts(old), _facts(new)),
    )


def _facts(consumer: Consumer | None) -> audit.Facts | None:
    if consumer is None:
        return None
    it = consumer
    return {"name": it.name, "title": it.title, "contact": it.contact}
