"""Changes that may pass although they break somebody."""

from uuid import UUID

from impl.database.unit_of_work import Database
from impl.errors import Forbidden
from impl.proposal_records import AcceptedChange, NewAcceptance
from impl.records import Page
from impl.repositories import acceptances, apis
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import audit
from impl.services.access import found, standing_for
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter


class Acceptances:
    """Takes, shows and revokes acceptances."""

    def __init__(
        self, database: Database, limiter: RateLimiter, rate: Rate, quotas: Quotas
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas

    async def accept(
        self,
        caller: Caller,
        api: tuple[UUID, UUID],
        new: NewAcceptance,
        call: IdempotentCall[AcceptedChange] | None,
    ) -> AcceptedChange:
        """Accept a change; `api` is the team and the API.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller accepts too much.
            NotFound, Forbidden: see `impl.errors`.
            Conflict: the API has too many acceptances (`quota_exceeded`).
        """
        await self._limiter.attempt((self._rate, caller.name))

        async def effect() -> AcceptedChange:
            if caller.person_id is None:
                raise Forbidden("An API key accepts nothing; a person has to.")
            # As who publishes does, and in the same order: they count it.
            found(await apis.hold_policy(work, api[1]), "API")
            made = await acceptances.add(work, api[1], caller.person_id, new)
            await self._quotas.check_acceptances(work, api[1])
            await audit.record(
                *(work, caller, "acceptance.created"),
                ids.encode(ids.ACCEPTANCE, made.id),
                team_id=api[0],
                api_id=api[1],
                details={
                    "fingerprint": made.fingerprint,
                    "until": made.until.isoformat() if made.until else None,
                },
            )
            return made

        async with self._database.begin() as work:
            standing = await apis.standing(work, caller, *api)
            standing_for(standing, Permission.ACCEPT_CHANGES, "API")
            made = await run_once(work, call, AcceptedChange, effect)
            await work.commit()
        return made

    async def list_of_api(
        self,
        caller: Caller,
        api: tuple[UUID, UUID],
        limit: int,
        after: PagePosition | None,
    ) -> Page[AcceptedChange]:
        """Return a page of an API's acceptances, latest first.

        Raises:
            NotFound: the caller can't see the API.
            Forbidden: they see it only because everyone does.
        """
        reader = self._database.read()
        standing = await apis.standing(reader, caller, *api)
        standing_for(standing, Permission.READ_ACCEPTANCES, "API")
        page = await acceptances.list_of_api(reader, caller, api, limit, after)
        return found(page, "API")

    async def revoke(
        self, caller: Caller, api: tuple[UUID, UUID], acceptance_id: UUID
    ) -> None:
        """Take an acceptance back; `api` as for `accept`.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        async with self._database.begin() as work:
            await apis.hold_policy(work, api[1])
            standing = await acceptances.lock(work, caller, api, acceptance_id)
            standing_for(standing, Permission.ACCEPT_CHANGES, "acceptance")
            await acceptances.delete_one(work, acceptance_id)
            await audit.record(
                *(work, caller, "acceptance.revoked"),
                ids.encode(ids.ACCEPTANCE, acceptance_id),
                team_id=api[0],
                api_id=api[1],
            )
            await work.commit()
