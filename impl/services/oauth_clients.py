"""Clients of OAuth, of teams."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database, Reader, UnitOfWork
from impl.errors import Flaw, Invalid
from impl.event_records import Action
from impl.oauth_records import CLIENT, CODE, OAuthClient, OAuthClientFields
from impl.records import Page
from impl.repositories import oauth_clients, quota_usage, teams
from impl.security import ids, oauth_secrets
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import audit, preconditions
from impl.services.access import found, standing_for
from impl.services.merge_patch import UNCHANGED, Unchanged, changed
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthClientChange:
    """What to change of a client."""

    title: str | Unchanged = UNCHANGED
    grant_types: tuple[str, ...] | Unchanged = UNCHANGED
    redirect_uris: tuple[str, ...] | Unchanged = UNCHANGED
    scopes: tuple[str, ...] | Unchanged = UNCHANGED

    def applied_to(self, client: OAuthClient) -> OAuthClientFields:
        """Return what it has afterwards."""
        return OAuthClientFields(
            title=changed(client.title, self.title),
            grant_types=changed(client.grant_types, self.grant_types),
            redirect_uris=changed(client.redirect_uris, self.redirect_uris),
            scopes=changed(client.scopes, self.scopes),
        )


class OAuthClients:
    """Creates, shows, changes and removes clients, for who manages API keys."""

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
        new: OAuthClientFields,
        *,
        is_confidential: bool,
    ) -> tuple[OAuthClient, str | None]:
        """Create a client; return it with its secret, which is not kept.

        Raises:
            RateLimited: the caller creates too much.
            NotFound, Forbidden: see `impl.errors`.
            Invalid: what it may do does not go together (`invalid_oauth_client`).
            Conflict: the team has too many clients (`quota_exceeded`).
        """
        await self._limiter.attempt((self._rate, caller.name))
        secret = None
        if is_confidential:
            secret = oauth_secrets.generate(oauth_secrets.CLIENT_SECRET)
        digest = oauth_secrets.digest(secret) if secret else None
        async with self._database.begin() as work:
            await _require(work, caller, team_id)
            _check(new, is_confidential=is_confidential)
            await quota_usage.hold_team(work, team_id)
            client = await oauth_clients.create(
                *(work, team_id, new, digest, caller.person_id)
            )
            await self._quotas.check_oauth_clients(work, team_id)
            await _record(work, caller, "oauth_client.created", None, client)
            await work.commit()
        return client, secret

    async def list_of_team(
        self, caller: Caller, team_id: UUID, limit: int, after: PagePosition | None
    ) -> Page[OAuthClient]:
        """Return a page of a team's clients, newest first.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _require(reader, caller, team_id)
        page = await oauth_clients.list_of_team(reader, caller, team_id, limit, after)
        return found(page, "team")

    async def get(self, caller: Caller, team_id: UUID, client_id: UUID) -> OAuthClient:
        """Return a client.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _require(reader, caller, team_id)
        client = await oauth_clients.find(reader, caller, team_id, client_id)
        return found(client, "client")

    async def update(
        self,
        caller: Caller,
        team_id: UUID,
        client_id: UUID,
        change: OAuthClientChange,
        expected: frozenset[str],
    ) -> OAuthClient:
        """Change a client.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
            Invalid: what it may do does not go together (`invalid_oauth_client`).
        """
        async with self._database.begin() as work:
            old = await _locked(work, caller, team_id, client_id)
            preconditions.check(old.tag, expected)
            fields = change.applied_to(old)
            _check(fields, is_confidential=old.is_confidential)
            new = await oauth_clients.update_one(work, client_id, fields)
            await _record(work, caller, "oauth_client.updated", old, new)
            await work.commit()
        return new

    async def delete(
        self, caller: Caller, team_id: UUID, client_id: UUID, expected: frozenset[str]
    ) -> None:
        """Remove a client with what people have allowed it.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            old = await _locked(work, caller, team_id, client_id)
            preconditions.check(old.tag, expected)
            await oauth_clients.delete_one(work, client_id)
            await _record(work, caller, "oauth_client.deleted", old, None)
            await work.commit()


async def _require(reader: Reader, caller: Caller, team_id: UUID) -> None:
    standing = await teams.standing(reader, caller, team_id)
    standing_for(standing, Permission.MANAGE_API_KEYS)


async def _locked(
    work: UnitOfWork, caller: Caller, team_id: UUID, client_id: UUID
) -> OAuthClient:
    await _require(work, caller, team_id)
    return found(await oauth_clients.lock(work, caller, team_id, client_id), "client")


def _check(fields: OAuthClientFields, *, is_confidential: bool) -> None:
    if CLIENT in fields.grant_types and not is_confidential:
        _refuse("/grant_types", "A public client can't have client_credentials.")
    if CODE in fields.grant_types and not fields.redirect_uris:
        _refuse("/redirect_uris", "A client with authorization_code needs one.")


def _refuse(pointer: str, detail: str) -> None:
    raise Invalid("invalid_oauth_client", detail, [Flaw("body", pointer, detail)])


async def _record(
    work: UnitOfWork,
    caller: Caller,
    action: Action,
    old: OAuthClient | None,
    new: OAuthClient | None,
) -> None:
    it = found(new or old, "client")
    await audit.record(
        *(work, caller, action, ids.encode(ids.OAUTH_CLIENT, it.id)),
        team_id=it.team_id,
        change=(_facts(old), _facts(new)),
    )


def _facts(it: OAuthClient | None) -> audit.Facts | None:
    if it is None:
        return None
    return {
        "title": it.title,
        "type": "confidential" if it.is_confidential else "public",
        "grant_types": list(it.grant_types),
        "redirect_uris": list(it.redirect_uris),
        "scopes": list(it.scopes),
    }
