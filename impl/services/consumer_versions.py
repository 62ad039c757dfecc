"""Versions of consumers, and what they were built against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.deployment_records import CheckedUsage, ConsumerVersion, NamedUse
from impl.errors import Conflict, NotFound
from impl.event_records import Action
from impl.records import Page
from impl.repositories import consumer_versions, consumers, usages
from impl.repositories.usages import ContractUse
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import audit, preconditions
from impl.services.access import found, require, standing_for
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.usages import CheckedUses, Usages, digest_of, used_otherwise

Place = tuple[UUID, UUID, UUID]


@dataclass(frozen=True, slots=True)
class RegisteredVersion:
    """A version of a consumer, and whether it is new."""

    version: ConsumerVersion
    is_new: bool


class ConsumerVersions:
    """Registers, shows and removes versions of consumers."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        quotas: Quotas,
        uses: Usages,
    ) -> None:
        self._database = database
        self._uses = uses
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas

    async def register(
        self,
        caller: Caller,
        consumer: tuple[UUID, UUID],
        label: str,
        built_against: Sequence[NamedUse],
        call: IdempotentCall[RegisteredVersion] | None,
    ) -> RegisteredVersion:
        """Register a version; the same again changes nothing.

        `consumer` is the team and the consumer.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller registers too much.
            NotFound: the caller can't see the consumer, or one of the contracts.
            Forbidden: their role does not allow it.
            Conflict: the version was built against others (`version_taken`), or the
                consumer has too many (`quota_exceeded`).
            Invalid: what is used of a contract it does not have (`invalid_usage`).
            Unavailable: too many documents are being checked.
        """
        team_id, consumer_id = consumer
        await self._limiter.attempt((self._rate, caller.name))
        # Nobody has a usage checked for a consumer that they can't register for.
        reader = self._database.read()
        standing_for(
            await consumers.standing(reader, caller, team_id, consumer_id),
            Permission.WRITE_CONSUMERS,
            "consumer",
        )
        uses = await self._uses.checked(caller, team_id, built_against)

        async def effect() -> RegisteredVersion:
            contracts = await _resolve(work, caller, team_id, uses)
            made = await consumer_versions.register(work, consumer_id, label, contracts)
            if made is None:
                known = await self._same(work, caller, consumer, label, contracts)
                return RegisteredVersion(known, is_new=False)
            await self._quotas.check_consumer_versions(work, consumer_id)
            await self._quotas.check_uses(work, team_id, consumer_id, made)
            version = found(
                await consumer_versions.find(work, caller, (*consumer, made)), "version"
            )
            await _record(work, caller, "consumer_version.registered", team_id, version)
            return RegisteredVersion(version, is_new=True)

        async with self._database.begin() as work:
            standing = await consumers.hold(work, caller, team_id, consumer_id)
            standing_for(standing, Permission.WRITE_CONSUMERS, "consumer")
            registered = await run_once(work, call, RegisteredVersion, effect)
            await work.commit()
        return registered

    async def list_of_consumer(
        self,
        caller: Caller,
        team_id: UUID,
        consumer_id: UUID,
        limit: int,
        after: PagePosition | None,
    ) -> Page[ConsumerVersion]:
        """Return a page of a consumer's versions, latest registered first.

        Raises:
            NotFound: the caller can't see the consumer.
        """
        page = await consumer_versions.list_of_consumer(
            self._database.read(), caller, team_id, consumer_id, limit, after
        )
        return found(page, "consumer")

    async def get(self, caller: Caller, place: Place) -> ConsumerVersion:
        """Return a version; `place` is the team, the consumer and its id.

        Raises:
            NotFound: the caller can't see it.
        """
        version = await consumer_versions.find(self._database.read(), caller, place)
        return found(version, "version")

    async def usage(self, caller: Caller, place: Place, digest: str) -> bytes:
        """Return what a version uses, as JSON, by its digest; `place` as for `get`.

        Raises:
            NotFound: the caller can't see the version, or it does not use that.
        """
        reader = self._database.read()
        content = await usages.usage(reader, caller, place, digest)
        return found(content, "usage")

    async def delete(
        self, caller: Caller, place: Place, expected: frozenset[str]
    ) -> None:
        """Remove a version with its deployments.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            locked = found(await consumer_versions.lock(work, caller, place), "version")
            require(locked.standing.role, Permission.DELETE_CONSUMERS)
            preconditions.check(locked.version.tag, expected)
            await consumer_versions.delete_one(work, locked.version.id)
            await _record(
                work, caller, "consumer_version.deleted", place[0], locked.version
            )
            await work.commit()

    @staticmethod
    async def _same(
        work: UnitOfWork,
        caller: Caller,
        consumer: tuple[UUID, UUID],
        label: str,
        contracts: Mapping[UUID, CheckedUsage | None],
    ) -> ConsumerVersion:
        """Return the version of this name, if it was built against just these."""
        known = found(
            await consumer_versions.labelled(work, caller, *consumer, label), "version"
        )
        same = {
            ContractUse(version_id, digest_of(usage))
            for version_id, usage in contracts.items()
        }
        if await usages.uses_of(work, known.id) == same:
            return known
        raise Conflict(
            "version_taken",
            "This version is registered, built against other contracts or using "
            "something else of them. What was built anew needs a version of its own.",
        )


async def _resolve(
    work: UnitOfWork, caller: Caller, team_id: UUID, uses: CheckedUses
) -> dict[UUID, CheckedUsage | None]:
    resolved = await consumer_versions.resolve(work, caller, team_id, uses)
    if len(resolved) < len(uses):
        raise NotFound("contract as it was built against")
    contracts: dict[UUID, CheckedUsage | None] = {}
    for each in resolved:
        usage = uses[each.name]
        # A version goes by its digest, too.
        known = contracts.setdefault(each.version_id, usage)
        if digest_of(known) != digest_of(usage):
            raise used_otherwise()
    return contracts


async def _record(
    work: UnitOfWork, caller: Caller, action: Action, team_id: UUID, it: ConsumerVersion
) -> None:
    subject = ids.encode(ids.CONSUMER_VERSION, it.id)
    await audit.record(
        *(work, caller, action, subject),
        team_id=team_id,
        details={
            "consumer": ids.encode(ids.CONSUMER, it.consumer_id),
            "version": it.version,
        },
    )
