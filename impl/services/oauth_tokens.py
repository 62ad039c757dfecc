"""Tokens for clients of OAuth, by each of its grants."""

from dataclasses import dataclass
from uuid import UUID

from joserfc.jwk import ECKey

from impl.database.unit_of_work import Database, UnitOfWork
from impl.oauth_errors import OAuthRefused
from impl.oauth_records import (
    CLIENT,
    CODE,
    GRANT_TYPES,
    REFRESH,
    DeviceCode,
    GrantState,
    KnownClient,
)
from impl.repositories import oauth_device_codes, oauth_grants
from impl.security import access_tokens, ids, oauth_secrets, refresh_tokens
from impl.security.caller import Caller
from impl.security.keys import derive
from impl.security.refresh_tokens import RefreshToken
from impl.services import audit
from impl.services.oauth_rules import OAuthRules, scopes_of
from impl.services.rate_limits import RateLimiter
from impl.services.signing import SigningKeys

# Seconds that a device waits longer each time that it asks too soon (RFC 8628 §3.5).
_SLOWER = 5


@dataclass(frozen=True, slots=True)
class TokenWish:
    """What a client sends to the token endpoint; None is what it leaves out."""

    grant_type: str
    scope: str | None = None
    code: str | None = None
    redirect_uri: str | None = None
    code_verifier: str | None = None
    refresh_token: str | None = None
    device_code: str | None = None


@dataclass(frozen=True, slots=True)
class GivenTokens:
    """What a client gets; `expires_in` is the access token's, in seconds."""

    access_token: str
    expires_in: int
    scopes: tuple[str, ...]
    refresh_token: str | None = None


class OAuthTokens:
    """Gives tokens."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        signing: SigningKeys,
        secret: str,
        rules: OAuthRules,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._signing = signing
        self._refresh_key = refresh_key(secret)
        self._rules = rules

    async def give(self, client: KnownClient, wish: TokenWish) -> GivenTokens:
        """Give a client tokens.

        Raises:
            RateLimited: too many refreshes of this grant.
            OAuthRefused: the client gets none; a code or refresh token that was used
                before ends what was given for it.
        """
        if wish.grant_type not in GRANT_TYPES:
            detail = f"The grants that there are: {', '.join(GRANT_TYPES)}."
            raise OAuthRefused("unsupported_grant_type", detail)
        if wish.grant_type not in client.grant_types:
            detail = "The client is not registered for this grant."
            raise OAuthRefused("unauthorized_client", detail)
        if wish.grant_type == CLIENT:
            return await self._by_client(client, wish)
        if wish.grant_type == CODE:
            return await self._by_code(client, wish)
        if wish.grant_type == REFRESH:
            return await self._by_refresh_token(client, wish)
        return await self._by_device_code(client, wish)

    async def _by_client(self, client: KnownClient, wish: TokenWish) -> GivenTokens:
        if not client.may_act:
            detail = "Whoever made the client is suspended."
            raise OAuthRefused("unauthorized_client", detail)
        scopes = scopes_of(wish.scope, client.scopes, client)
        key, rules = await self._signing.current(), self._rules
        life = rules.access_token_life
        token = access_tokens.issue_of_client(
            key, rules.issuer, (client.id, client.team_id), scopes, life
        )
        return GivenTokens(token, life, scopes)

    async def _by_code(self, client: KnownClient, wish: TokenWish) -> GivenTokens:
        code = _needed(wish.code, "code")
        verifier = _needed(wish.code_verifier, "code_verifier")
        key = await self._signing.current()
        async with self._database.begin() as work:
            digest = oauth_secrets.digest(code)
            state = await oauth_grants.lock_code(work, digest)
            if state is None or state.client_id != client.id:
                raise _bad("The code is unknown, used or expired.")
            if state.redeemed:
                await self._end_reused(work, state)
                detail = "The code was used before; what it gave is revoked."
                raise _bad(detail, state.person_id)
            if not state.open:
                raise _bad("The code is unknown, used or expired.")
            if wish.redirect_uri != state.redirect_uri:
                raise _bad("The code was given for another redirect_uri.")
            if not oauth_secrets.answers(verifier, state.code_challenge or ""):
                raise _bad("The code_verifier is not what the challenge was made of.")
            scopes = scopes_of(None, state.scopes, client)
            await oauth_grants.redeem(work, state.id, self._rules.grant_life)
            await work.commit()
        return self._granted(key, client, state, scopes, counter=0)

    async def _by_refresh_token(
        self, client: KnownClient, wish: TokenWish
    ) -> GivenTokens:
        text = _needed(wish.refresh_token, "refresh_token")
        token = refresh_tokens.read(self._refresh_key, text)
        if token is None:
            raise _unknown_token()
        await self._limiter.attempt((self._rules.refreshes, str(token.session_id)))
        key = await self._signing.current()
        async with self._database.begin() as work:
            state = await oauth_grants.lock(work, token.session_id)
            if state is None or not (state.open and state.redeemed):
                raise _unknown_token()
            if state.client_id != client.id or token.counter > state.counter:
                raise _unknown_token()
            scopes = scopes_of(wish.scope, state.scopes, client)
            if token.counter == state.counter:
                counter = state.counter + 1
                await oauth_grants.rotate(work, state.id, counter)
            elif self._is_repetition(token, state):
                counter = state.counter
            else:
                await self._end_reused(work, state)
                detail = (
                    "The refresh token was used before, so it may have been stolen. "
                    "What was given with it is revoked."
                )
                raise _bad(detail, state.person_id)
            await work.commit()
        return self._granted(key, client, state, scopes, counter=counter)

    async def _by_device_code(
        self, client: KnownClient, wish: TokenWish
    ) -> GivenTokens:
        digest = oauth_secrets.digest(_needed(wish.device_code, "device_code"))
        key = await self._signing.current()
        async with self._database.begin() as work:
            code = await oauth_device_codes.lock_of_device(work, digest)
            if code is None or code.client_id != client.id:
                raise _bad("The device code is unknown, or used.")
            if (reason := _waiting(code)) is not None:
                more = _SLOWER if reason.code == "slow_down" else 0
                await oauth_device_codes.note_poll(work, code.id, more)
                await work.commit()
                raise reason
            state = await oauth_grants.lock(work, code.grant_id or code.id)
            if state is None or not state.open:
                raise _bad("What the person allowed is revoked.")
            scopes = scopes_of(None, state.scopes, client)
            await oauth_device_codes.delete_one(work, code.id)
            await oauth_grants.redeem(work, state.id, self._rules.grant_life)
            await work.commit()
        return self._granted(key, client, state, scopes, counter=0)

    async def _end_reused(self, work: UnitOfWork, state: GrantState) -> None:
        """Revoke a grant, and commit before anything is raised."""
        if await oauth_grants.revoke(work, state.id):
            caller = Caller(state.person_id, client_id=state.client_id)
            subject = ids.encode(ids.GRANT, state.id)
            await audit.record(work, caller, "grant.reuse_detected", subject)
        await work.commit()

    def _is_repetition(self, token: RefreshToken, state: GrantState) -> bool:
        is_last = token.counter == state.counter - 1
        return is_last and state.age < self._rules.refresh_grace

    def _granted(
        self,
        key: ECKey,
        client: KnownClient,
        state: GrantState,
        scopes: tuple[str, ...],
        *,
        counter: int,
    ) -> GivenTokens:
        rules, refresh = self._rules, None
        life = rules.access_token_life
        token = access_tokens.issue_granted(
            *(key, rules.issuer, state.person_id, (client.id, state.id), scopes, life)
        )
        if REFRESH in client.grant_types:
            family = RefreshToken(state.id, counter)
            refresh = refresh_tokens.issue(self._refresh_key, family)
        return GivenTokens(token, life, scopes, refresh)


def refresh_key(secret: str) -> bytes:
    """Return what refresh tokens of clients are sealed with, unlike sessions'."""
    return derive(secret, "oauth refresh tokens")


def _waiting(code: DeviceCode) -> OAuthRefused | None:
    """Return why a device gets no tokens (yet); None if its person has allowed it."""
    if code.expired:
        return OAuthRefused("expired_token", "The codes have expired; begin anew.")
    if code.state == "denied":
        return OAuthRefused("access_denied", "The person has said no.")
    if code.state == "allowed":
        return None
    if code.pause is not None and code.pause < code.poll_interval:
        wait = code.poll_interval + _SLOWER
        return OAuthRefused("slow_down", f"Ask every {wait} seconds, not sooner.")
    return OAuthRefused("authorization_pending", "The person has not decided yet.")


def _needed(value: str | None, name: str) -> str:
    if not value:
        raise OAuthRefused("invalid_request", f"This grant needs {name}.")
    return value


def _bad(detail: str, reused_of: UUID | None = None) -> OAuthRefused:
    return OAuthRefused("invalid_grant", detail, reused_of)


def _unknown_token() -> OAuthRefused:
    return _bad("The refresh token is unknown, or what it was given with is over.")
