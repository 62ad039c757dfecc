"""Opaque refresh tokens that rotate (RFC 9700 §4.14): `csr_` and 52 bytes.

A token is a session's id, a counter and an HMAC of both. The database keeps only the
counter of the token that is good now; any token, and so a lost successor too, can be
derived again, and no secret is stored.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from impl.security.keys import has_signed

_PREFIX = "csr_"
_ID = 16
_COUNTER = 4
_PAYLOAD = _ID + _COUNTER


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """What a genuine token says."""

    session_id: UUID
    counter: int


def issue(key: bytes, token: RefreshToken) -> str:
    """Write a token."""
    payload = token.session_id.bytes + token.counter.to_bytes(_COUNTER)
    sealed = payload + hmac.digest(key, payload, hashlib.sha256)
    return _PREFIX + base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def read(key: bytes, text: str) -> RefreshToken | None:
    """Read a token that this service wrote; None for anything else."""
    encoded = text.removeprefix(_PREFIX)
    try:
        sealed = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    except (binascii.Error, ValueError):
        return None
    payload, tag = sealed[:_PAYLOAD], sealed[_PAYLOAD:]
    if not has_signed(key, payload, tag):
        return None
    session_id = UUID(bytes=payload[:_ID])
    return RefreshToken(session_id, int.from_bytes(payload[_ID:]))
