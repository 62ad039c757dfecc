"""Tokens that people get by mail: `csa_` and 256 random bits.

Only their SHA-256 is stored: with that many random bits a slow hash would protect
nothing more.
"""

import hashlib
import secrets

_PREFIX = "csa_"
_BYTES = 32


def generate() -> str:
    """Return a new token."""
    return _PREFIX + secrets.token_urlsafe(_BYTES)


def digest(token: str) -> bytes:
    """Return the 32 bytes to look a token up by."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
