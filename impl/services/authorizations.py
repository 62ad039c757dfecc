"""What a client wants from a person: whether it may ask, and the code if they allow it.

Where the client is told what is wrong, it is told at an address that is registered for
it, and nowhere else (RFC 6749 §4.1.2.1, RFC 9700 §4.11).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from impl.database.unit_of_work import Database
from impl.errors import NotFound
from impl.oauth_errors import (
    AuthorizationCode,
    AuthorizationMistaken,
    AuthorizationRefused,
    OAuthRefused,
)
from impl.oauth_records import CODE, KnownClient, NewCode
from impl.repositories import oauth_grants
from impl.security import ids, oauth_secrets
from impl.security.caller import Caller
from impl.services import audit
from impl.services.access import found
from impl.services.client_authentication import ClientAuthentication
from impl.services.oauth_rules import OAuthRules, scopes_of
from impl.services.rate_limits import RateLimiter
from impl.services.still_in import is_still_in

# RFC 8252 §7.3: a program on the person's machine listens where there is room.
_LOOPBACK: Final = re.compile(r"(http://(?:127\.0\.0\.1|\[::1\]))(?::[0-9]{1,5})?(.*)")
# RFC 6749 appendix A; longer ones fit no address.
_PLAIN: Final = re.compile(r"[ -~]{0,2000}")
_METHOD: Final = "S256"
_CONSENT: Final[tuple[AuthorizationCode, str]] = (
    "consent_required",
    "People are always asked.",
)
_LOGIN: Final[tuple[AuthorizationCode, str]] = (
    "login_required",
    "The person has to log in.",
)


@dataclass(frozen=True, slots=True)
class AskedAuthorization:
    """A request that a person can decide on; `state` is the client's own affair."""

    client: KnownClient
    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str
    state: str | None


class Authorizations:
    """Looks at what clients ask people for, and gives codes for what they allow."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        clients: ClientAuthentication,
        rules: OAuthRules,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._clients = clients
        self._rules = rules

    async def examine(self, request: Mapping[str, str]) -> AskedAuthorization:
        """Return what a request asks for.

        Raises:
            AuthorizationMistaken: no client may be told what is wrong.
            AuthorizationRefused: its client is told what is wrong.
        """
        if not all(map(_PLAIN.fullmatch, request.values())):
            detail = "The program that sent you here asks for nothing that makes sense."
            raise AuthorizationMistaken(detail)
        client = await self._clients.find(request.get("client_id"))
        if client is None:
            raise _unknown_client()
        redirect_uri = request.get("redirect_uri", "")
        if not _is_registered(redirect_uri, client.redirect_uris):
            detail = (
                "The program that sent you here wants you sent back to an address that "
                "is not registered for it."
            )
            raise AuthorizationMistaken(detail)
        state = request.get("state")

        def refuse(code: AuthorizationCode, detail: str) -> AuthorizationRefused:
            return AuthorizationRefused(code, detail, redirect_uri, state)

        if fault := _fault(client, request):
            raise refuse(*fault)
        challenge = request["code_challenge"]
        try:
            scopes = scopes_of(request.get("scope"), client.scopes, client)
        except OAuthRefused as refused:
            raise refuse("invalid_scope", refused.detail) from None
        return AskedAuthorization(client, redirect_uri, scopes, challenge, state)

    async def allow(self, caller: Caller, asked: AskedAuthorization) -> str | None:
        """Allow a client what it asks for; return where the person goes with the code.

        Return None if they are logged in no more.

        Raises:
            RateLimited: the person allows too much.
            AuthorizationMistaken: the client is gone.
        """
        person_id = found(caller.person_id, "person")
        await self._limiter.attempt((self._rules.grants, caller.name))
        code = oauth_secrets.generate(oauth_secrets.CODE)
        new = NewCode(oauth_secrets.digest(code), asked.challenge, asked.redirect_uri)
        async with self._database.begin() as work:
            if not await is_still_in(work, caller):
                return None
            try:
                grant_id = await oauth_grants.create(
                    *(work, asked.client.id, person_id, asked.scopes, new),
                    self._rules.code_life,
                )
            except NotFound:
                raise _unknown_client() from None
            await audit.record(
                *(work, caller, "grant.given", ids.encode(ids.GRANT, grant_id)),
                details={
                    "client_id": ids.encode(ids.OAUTH_CLIENT, asked.client.id),
                    "scopes": list(asked.scopes),
                },
            )
            await work.commit()
        return self._answer(asked.redirect_uri, asked.state, code=code)

    def denied(self, asked: AskedAuthorization) -> AuthorizationRefused:
        """Return what a client is told if the person says no."""
        detail = "The person has said no."
        return AuthorizationRefused(
            "access_denied", detail, asked.redirect_uri, asked.state
        )

    def silent(
        self, asked: AskedAuthorization, *, is_logged_in: bool
    ) -> AuthorizationRefused:
        """Return what a client is told that wants nobody to be asked anything.

        There is a name for it in OpenID Connect Core 1.0, §3.1.2.6.
        """
        if is_logged_in:
            code, detail = _CONSENT
        else:
            code, detail = _LOGIN
        return AuthorizationRefused(code, detail, asked.redirect_uri, asked.state)

    def told(self, refused: AuthorizationRefused) -> str:
        """Return where the person goes so that the client hears what is wrong."""
        return self._answer(
            *(refused.redirect_uri, refused.state),
            error=refused.code,
            error_description=str(refused),
        )

    def _answer(self, redirect_uri: str, state: str | None, **said: str) -> str:
        if state is not None:
            said["state"] = state
        # RFC 9207: a client of several servers knows which one this is from.
        said["iss"] = self._rules.issuer
        mark = "&" if "?" in redirect_uri else "?"
        return f"{redirect_uri}{mark}{urlencode(said)}"


def _unknown_client() -> AuthorizationMistaken:
    detail = "The program that sent you here is not known to this service."
    return AuthorizationMistaken(detail)


def _fault(
    client: KnownClient, request: Mapping[str, str]
) -> tuple[AuthorizationCode, str] | None:
    """Return what is wrong with a request of a client that may be told."""
    if CODE not in client.grant_types:
        return "unauthorized_client", "It is not registered for this grant."
    if "response_type" not in request:
        return "invalid_request", "There is no response_type."
    if request["response_type"] != "code":
        return "unsupported_response_type", "The only one is code."
    if request.get("response_mode", "query") != "query":
        return "invalid_request", "The only response_mode is query."
    if request.get("code_challenge_method") != _METHOD:
        return "invalid_request", "The code_challenge_method has to be S256."
    if not oauth_secrets.is_challenge(request.get("code_challenge", "")):
        return "invalid_request", "There is no code_challenge of S256."
    return None


def _is_registered(redirect_uri: str, registered: tuple[str, ...]) -> bool:
    if redirect_uri in registered:
        return True
    given = _LOOPBACK.fullmatch(redirect_uri)
    if given is None:
        return False
    known = map(_LOOPBACK.fullmatch, registered)
    return any(each is not None and each.groups() == given.groups() for each in known)
