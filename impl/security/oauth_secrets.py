"""Secrets and codes of OAuth: 256 random bits behind a prefix that scanners find.

Only SHA-256 digests are kept: with that many random bits a slow hash would protect
nothing more. Codes that people type in are shorter (RFC 8628 §6.1): 8 of 20 consonants,
which spell no word. They live for minutes, and how often they are tried is limited.
"""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from typing import Final

CLIENT_SECRET: Final = "ocs_"  # noqa: S105 - the prefix of secrets
CODE: Final = "oac_"
DEVICE_CODE: Final = "odc_"
_BYTES: Final = 32
_CONSONANTS: Final = "BCDFGHJKLMNPQRSTVWXZ"
_HALF: Final = 4
_VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}\Z")
_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}\Z")


def generate(prefix: str) -> str:
    """Return a new secret with this prefix."""
    return prefix + secrets.token_urlsafe(_BYTES)


def digest(text: str) -> bytes:
    """Return the 32 bytes that a secret is kept as, and looked up by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def is_same(text: str, kept: bytes | None) -> bool:
    """Tell whether this is the secret that is kept, in the same time if it is not."""
    return hmac.compare_digest(digest(text), kept or b"")


def user_code() -> str:
    """Return a new code for people to type in."""
    drawn = "".join(secrets.choice(_CONSONANTS) for _ in range(2 * _HALF))
    return f"{drawn[:_HALF]}-{drawn[_HALF:]}"


def user_digest(key: bytes, typed: str) -> bytes:
    """Return what a typed code is looked up by, however it is written.

    It has a key, because there are few enough codes to try them all.
    """
    plain = re.sub(r"[^A-Z]", "", typed.upper())
    return hmac.digest(key, plain.encode(), hashlib.sha256)


def is_challenge(text: str) -> bool:
    """Tell whether a text can be a code challenge (RFC 7636 §4.2, S256)."""
    return _CHALLENGE.match(text) is not None


def answers(verifier: str, challenge: str) -> bool:
    """Tell whether a code verifier is what a challenge was made of (RFC 7636 §4.6)."""
    if _VERIFIER.match(verifier) is None:
        return False
    return hmac.compare_digest(challenge_of(verifier), challenge)


def challenge_of(verifier: str) -> str:
    """Return what a client sends ahead of its code verifier (RFC 7636 §4.2, S256)."""
    hashed = hashlib.sha256(verifier.encode()).digest()
    return urlsafe_b64encode(hashed).rstrip(b"=").decode()
