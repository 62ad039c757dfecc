"""Access tokens: JWTs as of RFC 9068, signed with ES256, typed `at+jwt`."""

import binascii
import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from joserfc import jwe, jwt
from joserfc.errors import InvalidClaimError, JoseError
from joserfc.jwk import ECKey, OctKey

from impl.security import ids, sealing

_ALGORITHM: Final = "ES256"
_TYPE: Final = "at+jwt"
_CLIENT: Final = "countersign"
# Clocks of replicas may differ by this many seconds.
LEEWAY: Final = 5
SCOPES: Final = frozenset(
    f"{noun}:{verb}"
    for noun in (
        "accounts",
        "people",
        "sessions",
        "teams",
        "members",
        "api_keys",
        "apis",
        "versions",
        "consumers",
        "deployments",
        "proposals",
        "events",
        "webhooks",
    )
    for verb in ("read", "write")
) | {"audit:read"}


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says; `expires_at` is Unix time.

    It is of a person's session, of what a person allowed a client, or of a client that
    acts for its team.
    """

    token_id: UUID
    scopes: frozenset[str]
    issued_at: int
    expires_at: float
    person_id: UUID | None = None
    session_id: UUID | None = None
    client_id: UUID | None = None
    grant_id: UUID | None = None
    team_id: UUID | None = None


class _Registry(jwt.JWTClaimsRegistry):
    """Checks the claims of a token, but not that it was issued in the past.

    A clock that was ahead and is set right, or that of a replica which is behind, would
    log people out; when a token ends bounds its use, and whether its session is open.
    """

    def validate_iat(self, value: object) -> None:
        """Check that it is a time."""
        if type(value) not in {int, float}:
            raise InvalidClaimError("iat")


def public_key(key: ECKey) -> dict[str, str]:
    """Return the public half of a key pair, as a JWK (RFC 7517 §4)."""
    whole = {name: str(it) for name, it in key.as_dict(private=False).items()}
    kept = {name: whole[name] for name in ("kty", "crv", "x", "y")}
    return {**kept, "kid": key.kid or "", "use": "sig", "alg": _ALGORITHM}


def generate_key() -> ECKey:
    """Return a new key pair, named by its thumbprint (RFC 7638)."""
    return ECKey.generate_key("P-256", auto_kid=True)


def seal_key(key: ECKey, secret: bytes) -> str:
    """Encrypt a key pair for storage (JWE, A256GCM with a 32-byte secret)."""
    header = {"alg": "dir", "enc": "A256GCM", "kid": key.kid}
    content = json.dumps(key.as_dict(private=True)).encode()
    return jwe.encrypt_compact(header, content, OctKey.import_key(secret))


def unseal_key(sealed: str, secret: bytes) -> ECKey:
    """Decrypt what `seal_key` wrote.

    Raises:
        ValueError: it was sealed with another secret, or is damaged.

    """
    try:
        content = sealing.unseal(sealed, secret)
    except ValueError as error:
        msg = (
            "A signing key in the database was stored under another "
            "COUNTERSIGN_SECRET_KEY; set that one again, or as "
            "COUNTERSIGN_OTHER_SECRET_KEY, or delete the rows of signing_keys, which "
            "logs everybody out"
        )
        raise ValueError(msg) from error
    return ECKey.import_key(json.loads(content or "{}"))


def issue(key: ECKey, issuer: str, person_id: UUID, session_id: UUID, life: int) -> str:
    """Sign a token with every scope that a person can have; `life` is in seconds."""
    claims = {
        "sub": ids.encode(ids.PERSON, person_id),
        "sid": ids.encode(ids.SESSION, session_id),
        "client_id": _CLIENT,
        "scope": " ".join(sorted(SCOPES)),
    }
    return _signed(key, issuer, claims, life)


def issue_granted(
    key: ECKey,
    issuer: str,
    person_id: UUID,
    client: tuple[UUID, UUID],
    scopes: Iterable[str],
    life: int,
) -> str:
    """Sign a token of what a person has allowed; `client` is its id and the grant's."""
    client_id, grant_id = client
    claims = {
        "sub": ids.encode(ids.PERSON, person_id),
        "grant_id": ids.encode(ids.GRANT, grant_id),
        "client_id": ids.encode(ids.OAUTH_CLIENT, client_id),
        "scope": " ".join(sorted(scopes)),
    }
    return _signed(key, issuer, claims, life)


def issue_of_client(
    key: ECKey,
    issuer: str,
    client: tuple[UUID, UUID],
    scopes: Iterable[str],
    life: int,
) -> str:
    """Sign a token of a client that acts for its team; `client` is its id and that."""
    client_id, team_id = client
    name = ids.encode(ids.OAUTH_CLIENT, client_id)
    claims = {
        "sub": name,
        "team_id": ids.encode(ids.TEAM, team_id),
        "client_id": name,
        "scope": " ".join(sorted(scopes)),
    }
    return _signed(key, issuer, claims, life)


def _signed(key: ECKey, issuer: str, claims: Mapping[str, str], life: int) -> str:
    now = int(time.time())
    whole = {
        "iss": issuer,
        "aud": issuer,
        **claims,
        "iat": now,
        "exp": now + life,
        "jti": str(uuid4()),
    }
    header = {"alg": _ALGORITHM, "typ": _TYPE, "kid": key.kid}
    return jwt.encode(header, whole, key, algorithms=[_ALGORITHM])


def key_id(token: str) -> str | None:
    """Return which key a token says it is signed with; nothing is verified."""
    encoded = token.partition(".")[0]
    try:
        header = json.loads(urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    found = header.get("kid") if isinstance(header, dict) else None
    return found if isinstance(found, str) else None


def is_genuine(token: str, keys: Mapping[str, ECKey]) -> bool:
    """Tell whether a token was signed with one of these keys, however long ago."""
    key = keys.get(key_id(token) or "")
    if key is None:
        return False
    try:
        jwt.decode(token, key, algorithms=[_ALGORITHM])
    except (JoseError, ValueError):
        return False
    return True


def verify(token: str, keys: Mapping[str, ECKey], issuer: str) -> Claims | None:
    """Check a token's signature, type and claims (RFC 9068 §4); None if it fails.

    Whether its session is still open is not known here.
    """
    key = keys.get(key_id(token) or "")
    if key is None:
        return None
    registry = _Registry(
        leeway=LEEWAY,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": issuer},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        decoded = jwt.decode(token, key, algorithms=[_ALGORITHM])
        registry.validate(decoded.claims)
        if decoded.header.get("typ") != _TYPE:
            return None
        return _claims(decoded.claims)
    except (JoseError, ValueError, KeyError, AttributeError):
        return None


def _claims(said: Mapping[str, Any]) -> Claims:
    """Read the claims of a token that this service signed.

    Raises:
        ValueError, KeyError, AttributeError: it is of a release with other ones.
    """
    whose: dict[str, UUID] = {}
    if "sid" in said:
        whose["session_id"] = ids.decode(ids.SESSION, said["sid"])
    else:
        whose["client_id"] = ids.decode(ids.OAUTH_CLIENT, said["client_id"])
    if "team_id" in said:
        whose["team_id"] = ids.decode(ids.TEAM, said["team_id"])
    else:
        whose["person_id"] = ids.decode(ids.PERSON, said["sub"])
    if "grant_id" in said:
        whose["grant_id"] = ids.decode(ids.GRANT, said["grant_id"])
    return Claims(
        UUID(said["jti"]),
        frozenset(said["scope"].split()),
        int(said["iat"]),
        float(said["exp"]) + LEEWAY,
        **whose,
    )
