"""ID tokens of an outside provider (OpenID Connect Core 1.0, §3.1.3.7)."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import ClaimError, JoseError
from joserfc.jwk import KeySet

# What the key of a provider's key set can verify alone: none with a shared secret,
# which would let whoever knows a public key sign (RFC 8725 §3.1).
_ALGORITHMS: Final = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
]
# Clocks of others differ by this many seconds.
_LEEWAY: Final = 60
_LONGEST: Final = 255
_MOST_GROUPS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdClaims:
    """Whom a provider vouches for.

    Attributes:
        issuer, subject: who it is, for ever.
        email: an address; `is_verified` if the provider says that it is theirs.
        name: what they are called, if that is known.
        groups: what they belong to.
        authenticated_at: when they showed the provider who they are, in seconds since
            1970; 0 if it does not say.
    """

    issuer: str
    subject: str
    email: str | None
    is_verified: bool
    name: str | None
    groups: frozenset[str]
    authenticated_at: float = 0


class UnfitToken(Exception):
    """A token is not what it has to be; the message says why, for the log."""


@dataclass(frozen=True, slots=True)
class ExpectedToken:
    """What an ID token has to say: who made it, for whom, and for which log-in."""

    issuer: str
    client_id: str
    nonce: str
    groups_claim: str = "groups"


def read(token: str, keys: Mapping[str, Any], expected: ExpectedToken) -> OpenIdClaims:
    """Return whom an ID token is about; `keys` is the provider's set (RFC 7517 §5).

    Raises:
        UnfitToken: the signature, a claim or the form is not as it has to be.
    """
    registry = jwt.JWTClaimsRegistry(
        leeway=_LEEWAY,
        iss={"essential": True, "value": expected.issuer},
        aud={"essential": True, "value": expected.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": expected.nonce},
    )
    try:
        key_set = KeySet.import_key_set({"keys": [*_signing(keys)]})
        decoded = jwt.decode(token, key_set, algorithms=_ALGORITHMS)
        registry.validate(decoded.claims)
    except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnfitToken(_named(error)) from error
    return _identity(decoded.claims, expected)


def _named(error: Exception) -> str:
    """Return what a log may say of it: no word of the token's or the keys'."""
    if isinstance(error, ClaimError):
        return f"{error.error}: {error.claim}"
    return error.error if isinstance(error, JoseError) else type(error).__name__


def _signing(keys: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = keys.get("keys")
    return [
        each
        for each in (found if isinstance(found, list) else [])
        if isinstance(each, dict) and each.get("use", "sig") == "sig"
    ]


def _identity(claims: Mapping[str, Any], expected: ExpectedToken) -> OpenIdClaims:
    audience, party = claims["aud"], claims.get("azp")
    is_shared = isinstance(audience, list) and len(audience) > 1
    if (is_shared or party is not None) and party != expected.client_id:
        raise UnfitToken("It was made for another party (azp).")
    subject = _text(claims["sub"])
    if subject is None or len(subject) > _LONGEST:
        raise UnfitToken("Its subject is no text, or too long.")
    return OpenIdClaims(
        issuer=expected.issuer,
        subject=subject,
        email=_text(claims.get("email")),
        # Some providers write this as a text.
        is_verified=claims.get("email_verified") in (True, "true"),
        name=_text(claims.get("name")),
        groups=_groups(claims.get(expected.groups_claim)),
        authenticated_at=_instant(claims.get("auth_time")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.isprintable() and value else None


def _instant(value: object) -> float:
    """Return seconds since 1970, of no time to come; 0 for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    # NaN is not above 0 either.
    return min(value, time.time()) if value > 0 else 0


def _groups(value: object) -> frozenset[str]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list):
        return frozenset()
    return frozenset(each for each in listed[:_MOST_GROUPS] if isinstance(each, str))
