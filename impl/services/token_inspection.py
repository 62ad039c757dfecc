"""What a token of OAuth is, and that it works no longer."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from impl.database.reading import Condition
from impl.database.unit_of_work import Database
from impl.oauth_errors import ClientRefused, OAuthRefused
from impl.oauth_records import GrantState, KnownClient
from impl.repositories import oauth_clients, oauth_grants, oauth_revoked_tokens
from impl.security import access_tokens, ids, refresh_tokens
from impl.security.access_tokens import Claims
from impl.security.caller import Caller
from impl.services import audit
from impl.services.oauth_rules import OAuthRules
from impl.services.oauth_tokens import refresh_key
from impl.services.signing import SigningKeys


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """What there is to say of a good token.

    Attributes:
        subject: the id of whom it acts as.
        expires_at: in seconds since 1970.
        claims: the access token's own; None of a refresh token.
    """

    client_id: UUID
    subject: str
    scopes: tuple[str, ...]
    expires_at: int
    claims: Claims | None


class TokenInspection:
    """Looks at tokens, and revokes them."""

    def __init__(
        self, database: Database, signing: SigningKeys, secret: str, rules: OAuthRules
    ) -> None:
        self._database = database
        self._signing = signing
        self._refresh_key = refresh_key(secret)
        self._rules = rules

    async def inspect(self, client: KnownClient, text: str) -> TokenFacts | None:
        """Return what a token is, None if it is not good or none of the client's team.

        Raises:
            ClientRefused: the client is a public one, which anybody can say it is.
        """
        if not client.is_confidential:
            raise ClientRefused
        facts = await self._facts(text)
        if facts is None:
            return None
        whose = await oauth_clients.known(self._database.read(), facts.client_id)
        is_ours = whose is not None and whose.team_id == client.team_id
        return facts if is_ours else None

    async def revoke(self, client: KnownClient, text: str) -> None:
        """Have a token work no longer; one that is not known does not anyway.

        Raises:
            OAuthRefused: it was given to another client (`unauthorized_client`).
        """
        state = await self._family(text)
        if state is not None:
            _require_own(client, state.client_id)
            await self._revoke_family(state)
            return
        claims = await self._claims(text)
        if claims is None or claims.client_id is None:
            return
        _require_own(client, claims.client_id)
        await self._revoke_one(claims, client.id)

    async def _revoke_family(self, state: GrantState) -> None:
        async with self._database.begin() as work:
            if await oauth_grants.revoke(work, state.id):
                caller = Caller(state.person_id, client_id=state.client_id)
                subject = ids.encode(ids.GRANT, state.id)
                await audit.record(work, caller, "grant.revoked", subject)
            await work.commit()

    async def _revoke_one(self, claims: Claims, client_id: UUID) -> None:
        # A grant that is over stays so; a client that may not act may do so again.
        if claims.grant_id is not None and not await self._is_good(claims, client_id):
            return
        until = datetime.fromtimestamp(claims.expires_at, UTC)
        async with self._database.begin() as work:
            if await oauth_revoked_tokens.add(work, claims.token_id, until):
                caller = Caller(claims.person_id, client_id=client_id)
                subject = ids.encode(ids.OAUTH_CLIENT, client_id)
                if claims.grant_id is not None:
                    subject = ids.encode(ids.GRANT, claims.grant_id)
                details = {"token_id": str(claims.token_id)}
                await audit.record(
                    work, caller, "access_token.revoked", subject, details=details
                )
            await work.commit()

    async def _facts(self, text: str) -> TokenFacts | None:
        state = await self._family(text)
        if state is not None:
            token = refresh_tokens.read(self._refresh_key, text)
            is_next = token is not None and token.counter == state.counter
            if not (state.open and state.redeemed and is_next):
                return None
            until = int(state.expires_at.timestamp())
            subject = ids.encode(ids.PERSON, state.person_id)
            return TokenFacts(
                state.client_id, subject, tuple(state.scopes), until, None
            )
        claims = await self._claims(text)
        if claims is None or claims.client_id is None:
            return None
        if not await self._is_good(claims, claims.client_id):
            return None
        subject = ids.encode(ids.OAUTH_CLIENT, claims.client_id)
        if claims.person_id is not None:
            subject = ids.encode(ids.PERSON, claims.person_id)
        scopes = tuple(sorted(claims.scopes))
        until = int(claims.expires_at) - access_tokens.LEEWAY
        return TokenFacts(claims.client_id, subject, scopes, until, claims)

    async def _is_good(self, claims: Claims, client_id: UUID) -> bool:
        return await self._database.holds(_condition(claims, client_id))

    async def _family(self, text: str) -> GrantState | None:
        token = refresh_tokens.read(self._refresh_key, text)
        if token is None:
            return None
        return await oauth_grants.state(self._database.read(), token.session_id)

    async def _claims(self, text: str) -> Claims | None:
        keys = await self._signing.knowing(access_tokens.key_id(text))
        return access_tokens.verify(text, keys, self._rules.issuer)


def _require_own(client: KnownClient, client_id: UUID) -> None:
    if client.id != client_id:
        detail = "The token was given to another client."
        raise OAuthRefused("unauthorized_client", detail)


def _condition(claims: Claims, client_id: UUID) -> Condition:
    if claims.grant_id is None:
        return oauth_clients.is_good(client_id, claims.token_id)
    return oauth_grants.is_open(claims.grant_id, claims.token_id)
