"""Security: an OR of ANDs of schemes, with scopes (OpenAPI 3.1, §4.8.30)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from ..contract.operation import Requirement, SecurityScheme
from ..http.context import Context, Grant
from ..http.query_and_cookies import Fields
from ..http.refusal import REALM, Refusal, insufficient_scope, unauthenticated
from ..syntax.percent_encoding import EscapeError, unescape_cookie, unescape_form
from ..vocabulary.methods import SAFE_METHODS

Credentials = str | tuple[str, str]

# token68 of RFC 9110, §11.2, which also holds every RFC 6750 bearer token.
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*\Z")

# Bytes of a body that costs no more to read than to ask whether it is wanted.
_SMALL = 65_536


class Authenticator(Protocol):
    """Checks credentials with one method for each scheme, named after it.

    `async def <scheme>(self, credentials, context) -> Grant | None`, where credentials
    are a token or key, or a pair of user and password for HTTP basic; None means that
    they are not valid.
    """


class Security:
    """The security schemes of a contract, and how each one's credentials are checked.

    Without an authenticator any credentials will do: a contract runs before anybody
    implements it.
    """

    def __init__(
        self, schemes: tuple[SecurityScheme, ...], authenticator: object | None
    ) -> None:
        self._schemes = {scheme.name: scheme for scheme in schemes}
        self._checks = {
            scheme.name: _check(authenticator, scheme) for scheme in schemes
        }
        self.query_parameters = frozenset(
            scheme.parameter
            for scheme in schemes
            if scheme.type == "apiKey" and scheme.location == "query"
        )

    async def authorise(self, context: Context, query: Fields, cookies: Fields) -> None:
        """Admit the caller, and note in `context` what was granted.

        The first alternative that is satisfied counts; an empty one admits anonymous
        callers, but only after the others were tried.

        Raises:
            Refusal: 401 if no alternative has valid credentials, 403 if scopes are
                missing (RFC 9110, §11 and §15.5; RFC 6750, §3).
        """
        alternatives = context.operation.security
        attempt = _Attempt(self._schemes, self._checks, context, query, cookies)
        lacking: list[str] | None = None
        for alternative in sorted(alternatives, key=lambda each: not each):
            grants = await attempt.grants(alternative)
            if grants is None:
                continue
            missing = [
                scope
                for need in alternative
                for scope in need.scopes
                if scope not in grants[need.scheme].scopes
            ]
            if not missing:
                context.grants = grants
                if alternative:
                    context.principal = grants[alternative[0].scheme].principal
                return
            wanted = [scope for need in alternative for scope in need.scopes]
            lacking = lacking or wanted
        if lacking is not None:
            raise _insufficient(lacking)
        raise _unauthenticated(
            [self._schemes[n.scheme] for each in alternatives for n in each],
            attempt.rejected,
        )


class _Attempt:
    """One request's credentials; each scheme is asked at most once."""

    def __init__(
        self,
        schemes: Mapping[str, SecurityScheme],
        checks: Mapping[str, Check],
        context: Context,
        query: Fields,
        cookies: Fields,
    ) -> None:
        self._schemes, self._checks = schemes, checks
        self._context, self._query, self._cookies = context, query, cookies
        self._known: dict[str, Grant | None] = {}
        self.rejected: set[str] = set()

    async def grants(self, needs: tuple[Requirement, ...]) -> dict[str, Grant] | None:
        found = {}
        for need in needs:
            grant = await self._grant(need)
            if grant is None:
                return None
            found[need.scheme] = grant
        return found

    async def _grant(self, need: Requirement) -> Grant | None:
        name = need.scheme
        if name not in self._known:
            given = self._given(name)
            grant = None
            if given is not None:
                grant = await self._confirmed(
                    name, await self._checks[name](given, self._context)
                )
                if grant is None:
                    self.rejected.add(name)
            self._known[name] = grant
        return self._known[name]

    async def _confirmed(self, name: str, grant: Grant | None) -> Grant | None:
        if grant is None or grant.confirm is None:
            return grant
        unconfirmed = self._context.unconfirmed
        if unconfirmed is not None and self._can_wait(name, is_held=grant.is_held):
            unconfirmed.append(grant.confirm)
            return grant
        return grant if await grant.confirm() else None

    def _can_wait(self, name: str, *, is_held: bool) -> bool:
        """May it be found out later that a scheme's grant is not good?

        Without a body, what was done can be thrown away and done again. Else all that
        can be done then is to refuse the request, and its body was read in vain.
        """
        operation = self._context.operation
        if operation.method in SAFE_METHODS and operation.body is None:
            return True
        return is_held and _is_small(self._context) and self._is_alone(name)

    def _is_alone(self, name: str) -> bool:
        """Is there nothing else that a request with a scheme may be admitted for?"""
        for alternative in self._context.operation.security:
            if not alternative or any(
                need.scheme != name and self._given(need.scheme) is not None
                for need in alternative
            ):
                return False
        return True

    def _given(self, name: str) -> Credentials | None:
        scheme = self._schemes[name]
        return credentials_of(scheme, self._context, self._query, self._cookies)


def _is_small(context: Context) -> bool:
    length = context.header("content-length")
    if length is None:
        return context.header("transfer-encoding") is None
    return length.isdecimal() and int(length) <= _SMALL


Check = Callable[[Credentials, Context], Awaitable[Grant | None]]


class _Everything(frozenset[str]):
    def __contains__(self, scope: object) -> bool:
        return True


async def _admit(credentials: Credentials, context: Context) -> Grant:
    return Grant(None, _Everything())


def _check(authenticator: object | None, scheme: SecurityScheme) -> Check:
    if authenticator is None or scheme.type == "undeclared":
        return _admit  # which an undeclared scheme never comes to
    found: Check = getattr(authenticator, scheme.method or scheme.name)
    return found


def credentials_of(
    scheme: SecurityScheme, context: Context, query: Fields, cookies: Fields
) -> Credentials | None:
    """Return the credentials that a request carries for a scheme, or None."""
    if scheme.type == "undeclared":
        return None
    if scheme.type == "apiKey":
        return _api_key(scheme, context, query, cookies)
    if scheme.type == "mutualTLS":
        return _certificate(context)
    wanted = scheme.scheme.lower() if scheme.type == "http" else "bearer"
    kind, _, rest = (context.header("authorization") or "").partition(" ")
    rest = rest.strip(" ")
    if kind.lower() != wanted or not rest:
        return None
    if wanted == "basic":
        return _basic(rest)
    return rest if wanted != "bearer" or _TOKEN.match(rest) else None


def _api_key(
    scheme: SecurityScheme, context: Context, query: Fields, cookies: Fields
) -> str | None:
    if scheme.location == "header":
        return context.header(scheme.parameter) or None
    is_query = scheme.location == "query"
    values = (query if is_query else cookies).get(scheme.parameter)
    if len(values) != 1:
        return None
    try:
        return (unescape_form if is_query else unescape_cookie)(values[0]) or None
    except EscapeError:
        return None


def _certificate(context: Context) -> str | None:
    tls = context.scope.get("extensions", {}).get("tls", {})
    name = tls.get("client_cert_name")
    return str(name) if name else None


def _basic(text: str) -> tuple[str, str] | None:
    try:
        plain = base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    user, colon, password = plain.partition(":")
    return (user, password) if colon else None


def _challenge(scheme: SecurityScheme, rejected: bool) -> str:
    if scheme.type == "apiKey":
        return f'ApiKey in="{scheme.location}", name="{scheme.parameter}"'
    if scheme.type == "mutualTLS":
        return "Mutual"
    if scheme.type == "undeclared":
        return f"Undeclared {REALM}"
    if scheme.type == "http" and scheme.scheme.lower() != "bearer":
        extra = ', charset="UTF-8"' if scheme.scheme.lower() == "basic" else ""
        return f"{scheme.scheme.capitalize()} {REALM}{extra}"
    return f"Bearer {REALM}" + (', error="invalid_token"' if rejected else "")


def _unauthenticated(schemes: list[SecurityScheme], rejected: set[str]) -> Refusal:
    challenges = [_challenge(each, each.name in rejected) for each in schemes]
    detail = (
        "The credentials are not valid." if rejected else "Credentials are missing."
    )
    return unauthenticated(detail, ", ".join(dict.fromkeys(challenges)))


def _insufficient(scopes: list[str]) -> Refusal:
    wanted = " ".join(dict.fromkeys(scopes))
    challenge = f'Bearer {REALM}, error="insufficient_scope", scope="{wanted}"'
    detail = f"The credentials lack a scope; needed: {wanted}."
    return insufficient_scope(detail, challenge)
