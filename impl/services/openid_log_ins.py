"""Logging in by an outside OpenID provider: code flow with PKCE, state and nonce.

OpenID Connect Core 1.0 §3.1, RFC 7636, and of RFC 9700 what it asks of clients. What a
log-in began with stays sealed in the browser, so that nothing is stored of those that
nobody ends.
"""

import hmac
import json
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from urllib.parse import urlencode
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.repositories import people
from impl.security import access_tokens, openid_tokens, sealing
from impl.security.caller import Caller
from impl.security.keys import derive
from impl.security.networks import network_of
from impl.security.oauth_secrets import challenge_of
from impl.security.openid_tokens import ExpectedToken, OpenIdClaims, UnfitToken
from impl.services.access import found
from impl.services.openid_accounts import NotLetIn, OpenIdAccounts
from impl.services.openid_memberships import OpenIdMemberships
from impl.services.rate_limits import RateLimiter
from impl.services.session_openings import open_session
from impl.services.session_rules import SessionRules
from impl.services.sessions import Sessions

# How long somebody may take at the provider, or to type a password afterwards.
LIFE: Final = 600
_ANEW: Final = {"prompt": "login", "max_age": "0"}
# Browsers keep no cookie of more than 4,096 bytes (RFC 6265 §6.1).
_LONGEST: Final = 2000
# As they are named by OAuth 2.0 and OpenID Connect.
_ERROR: Final = re.compile("[a-z_]{1,60}")


class Provider(Protocol):
    """What is asked of the provider; each raises `Unanswered`."""

    issuer: str
    client_id: str

    async def authorization_endpoint(self) -> str:
        """Return where people are sent."""

    async def keys(self, kid: str | None) -> dict[str, object]:
        """Return its keys, anew if it has none of this name yet."""

    async def redeem(self, code: str, redirect_uri: str, verifier: str) -> str:
        """Return the ID token that a code is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdRules:
    """How a provider is used; `name` is what people call it."""

    name: str
    scopes: str
    groups_claim: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class Departure:
    """Where somebody is sent, and what their browser keeps meanwhile."""

    location: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who came back and where to; the caller is None until a password is given.

    `sealed` is whom the provider vouched for, for then.
    """

    caller: Caller | None
    wanted: str
    email: str = ""
    sealed: str = ""


class _Joining:
    """Lets the account that somebody logs in to be a subject's, too."""

    def __init__(
        self,
        accounts: OpenIdAccounts,
        memberships: OpenIdMemberships,
        claims: OpenIdClaims,
    ) -> None:
        self._accounts = accounts
        self._memberships = memberships
        self._claims = claims
        self.caller: Caller | None = None

    async def before(self, work: UnitOfWork) -> None:
        await self._memberships.hold(work)

    async def after(self, work: UnitOfWork, caller: Caller) -> None:
        owner, claims = found(caller.person_id, "account"), self._claims
        await self._accounts.link(work, claims, owner)
        await self._memberships.settle(work, caller, owner, claims.groups)
        self.caller = caller


class OpenIdLogIns:
    """Lets people in whom a provider vouches for."""

    def __init__(
        self,
        database: Database,
        provider: Provider,
        memberships: OpenIdMemberships,
        sessions_: Sessions,
        accounts: OpenIdAccounts,
        limits: tuple[RateLimiter, SessionRules],
        secret: str,
        rules: OpenIdRules,
    ) -> None:
        self._database = database
        self._provider = provider
        self._memberships = memberships
        self._sessions = sessions_
        self._accounts = accounts
        self._limiter, self._sessions_rules = limits
        self._key = derive(secret, "openid log-ins")
        self._rules = rules

    @property
    def name(self) -> str:
        """What people call the provider."""
        return self._rules.name

    async def depart(self, wanted: str, *, anew: bool = False) -> Departure:
        """Return where to log in; `wanted` is where to be afterwards, if it fits.

        `anew` has the provider make sure of who is logged in there already (§3.1.2.1).

        Raises:
            Unanswered: the provider does not say.
        """
        said = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "pkce")}
        query = {
            "response_type": "code",
            "client_id": self._provider.client_id,
            "redirect_uri": self._rules.redirect_uri,
            "scope": self._rules.scopes,
            "state": said["state"],
            "nonce": said["nonce"],
            "code_challenge": challenge_of(said["pkce"]),
            "code_challenge_method": "S256",
            **(_ANEW if anew else {}),
        }
        endpoint = await self._provider.authorization_endpoint()
        separator = "&" if "?" in endpoint else "?"
        location = f"{endpoint}{separator}{urlencode(query)}"
        wanted = wanted if len(wanted) <= _LONGEST else "/"
        return Departure(location, self._sealed({**said, "wanted": wanted}))

    async def arrive(
        self,
        sealed: str,
        query: Mapping[str, str],
        user_agent: str | None,
        address: str,
    ) -> Arrival:
        """Let somebody in who comes back from the provider with `query`.

        Raises:
            NotLetIn: the provider or this service does not let them.
            Unanswered: the provider does not answer.
            RateLimited: too many come from this address.
            Conflict: a team that they get into is full (`quota_exceeded`).
        """
        rate = self._sessions_rules.logins_per_address
        await self._limiter.attempt((rate, network_of(address)))
        begun = self._opened(sealed, "state")
        if not hmac.compare_digest(
            query.get("state", "").encode("utf-8", "surrogatepass"),
            begun["state"].encode(),
        ):
            raise NotLetIn(_ELSEWHERE)
        if "error" in query or not query.get("code"):
            # It is for the log, and may be anybody's text.
            error = query.get("error", "no_code")
            reason = error if _ERROR.fullmatch(error) else "an error without a name"
            raise NotLetIn(f"This time {self.name} did not let you in.", reason)
        claims = await self._claims(query["code"], begun)
        unknown = await self._accounts.password_of_nobody(claims)
        async with self._database.begin() as work:
            await self._memberships.hold(work)
            person = await self._accounts.of(work, claims, unknown)
            if person is None:
                groups = self._memberships.that_count(claims.groups)
                fields = {**asdict(claims), "groups": [*groups], "name": None}
                # A password shows who they are, and at that moment.
                del fields["authenticated_at"]
                again = self._sealed({"identity": fields, "wanted": begun["wanted"]})
                return Arrival(None, begun["wanted"], claims.email or "", again)
            caller = await self._let_in(work, person.id, claims, user_agent)
            await work.commit()
        return Arrival(caller, begun["wanted"])

    async def join(
        self,
        sealed: str,
        password: str,
        code: str | None,
        user_agent: str | None,
        address: str,
    ) -> Arrival:
        """Let somebody in who has the password of the account with their address.

        Raises:
            NotLetIn: that took too long, or it is somebody else's by now.
            RateLimited, CredentialsRefused: see `Sessions.log_in`.
            Conflict: a team that they get into is full (`quota_exceeded`).
        """
        kept = self._opened(sealed, "identity")
        said = kept["identity"]
        claims = OpenIdClaims(**{**said, "groups": frozenset(said["groups"])})
        joining = _Joining(self._accounts, self._memberships, claims)
        await self._sessions.log_in(
            *(claims.email or "", password, user_agent, address, code), joining
        )
        return Arrival(joining.caller, kept["wanted"])

    async def _claims(self, code: str, begun: Mapping[str, str]) -> OpenIdClaims:
        token = await self._provider.redeem(
            code, self._rules.redirect_uri, begun["pkce"]
        )
        keys = await self._provider.keys(access_tokens.key_id(token))
        expected = ExpectedToken(
            *(self._provider.issuer, self._provider.client_id),
            *(begun["nonce"], self._rules.groups_claim),
        )
        try:
            return openid_tokens.read(token, keys, expected)
        except UnfitToken as unfit:
            detail = f"What {self.name} says of you can't be relied on."
            raise NotLetIn(detail, str(unfit)) from unfit

    async def _let_in(
        self,
        work: UnitOfWork,
        person_id: UUID,
        claims: OpenIdClaims,
        user_agent: str | None,
    ) -> Caller:
        known = await people.credentials(work, person_id)
        if known is None or known.is_suspended:
            raise NotLetIn("This account is suspended; ask whoever runs this service.")
        lasting = self._sessions_rules.lasting
        shown_at = datetime.fromtimestamp(claims.authenticated_at, UTC)
        _, caller = await open_session(
            work, person_id, user_agent, lasting, {"by": "openid"}, shown_at
        )
        await self._memberships.settle(work, caller, person_id, claims.groups)
        return caller

    def _sealed(self, content: Mapping[str, object]) -> str:
        text = json.dumps({**content, "until": time.time() + LIFE})
        return sealing.seal(text, self._key)

    def _opened(self, sealed: str, member: str) -> dict[str, Any]:
        """Return what a browser kept, which has this of its step."""
        try:
            content: dict[str, Any] = json.loads(sealing.unseal(sealed, self._key))
        except ValueError as error:
            raise NotLetIn(_TOO_LATE) from error
        if content["until"] < time.time():
            raise NotLetIn(_TOO_LATE)
        if member not in content:
            # Of the other step: somebody reloads a page, or began in two windows.
            raise NotLetIn(_ELSEWHERE)
        return content


_TOO_LATE: Final = "That took too long, or your browser keeps no cookies; begin anew."
_ELSEWHERE: Final = "This log-in was begun in another window; begin anew."
