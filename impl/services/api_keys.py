"""API keys of teams."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from impl.database.unit_of_work import Database, Reader
from impl.records import ApiKey, Page
from impl.repositories import api_keys, quota_usage, teams
from impl.security import ids
from impl.security.api_keys import HINT_LENGTH, digest, generate
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import audit
from impl.services.access import found, standing_for
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter


class ApiKeys:
    """Creates, shows and revokes keys, all for those who manage them."""

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
        name: str,
        scopes: Sequence[str],
        days: int | None,
    ) -> tuple[ApiKey, str]:
        """Create a key; return it with its secret, which is not kept.

        Raises:
            RateLimited: the caller creates too much.
            NotFound, Forbidden: see `impl.errors`.
            Conflict: the name is taken (`name_taken`), or the team has too many keys
                (`quota_exceeded`).
        """
        await self._limiter.attempt((self._rate, caller.name))
        secret = generate()
        async with self._database.begin() as work:
            await _require(work, caller, team_id)
            await quota_usage.hold_team(work, team_id)
            key = await api_keys.create(
                work,
                team_id,
                name=name,
                hint=secret[:HINT_LENGTH],
                digest=digest(secret) or b"",
                scopes=list(scopes),
                life=None if days is None else timedelta(days=days),
                created_by=caller.person_id,
            )
            await self._quotas.check_api_keys(work, team_id)
            subject = ids.encode(ids.API_KEY, key.id)
            await audit.record(
                work,
                caller,
                "api_key.created",
                subject,
                team_id=team_id,
                change=(None, {"name": key.name, "scopes": list(scopes)}),
            )
            await work.commit()
        return key, secret

    async def list_of_team(
        self, caller: Caller, team_id: UUID, limit: int, after: PagePosition | None
    ) -> Page[ApiKey]:
        """Return a page of a team's keys, newest first.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _require(reader, caller, team_id)
        page = await api_keys.list_of_team(reader, caller, team_id, limit, after)
        return found(page, "team")

    async def get(self, caller: Caller, team_id: UUID, api_key_id: UUID) -> ApiKey:
        """Return a key.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _require(reader, caller, team_id)
        key = await api_keys.find(reader, caller, team_id, api_key_id)
        return found(key, "API key")

    async def revoke(self, caller: Caller, team_id: UUID, api_key_id: UUID) -> None:
        """Remove a key; it stops working at once.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        async with self._database.begin() as work:
            await _require(work, caller, team_id)
            done = await api_keys.delete_one(work, team_id, api_key_id)
            found(done or None, "API key")
            subject = ids.encode(ids.API_KEY, api_key_id)
            await audit.record(
                work, caller, "api_key.revoked", subject, team_id=team_id
            )
            await work.commit()


async def _require(reader: Reader, caller: Caller, team_id: UUID) -> None:
    standing = await teams.standing(reader, caller, team_id)
    standing_for(standing, Permission.MANAGE_API_KEYS)
