"""Secrets that messages to webhooks are signed with (Standard Webhooks)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from typing import Final

from impl.security import sealing

_PREFIX: Final = "whsec_"
_BYTES: Final = 32


def generate() -> str:
    """Return a new secret: `whsec_` and 256 random bits in base64."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def seal(secret: str, key: bytes) -> str:
    """Encrypt a secret for storage (JWE, A256GCM with a key of 32 bytes)."""
    return sealing.seal(secret, key)


def unseal(sealed: str, key: bytes) -> str:
    """Decrypt what `seal` wrote.

    Raises:
        ValueError: it was sealed with another key, or is damaged.
    """
    try:
        return sealing.unseal(sealed, key)
    except ValueError as error:
        msg = "A webhook's secret was stored under another COUNTERSIGN_SECRET_KEY"
        raise ValueError(msg) from error


def signatures(
    known: Iterable[str], message_id: str, timestamp: int, body: bytes
) -> str:
    """Return the value of `webhook-signature`, with a signature for each secret."""
    content = f"{message_id}.{timestamp}.".encode() + body
    return " ".join(f"v1,{_signature(secret, content)}" for secret in known)


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    return base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
