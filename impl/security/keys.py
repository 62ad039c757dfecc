"""Keys for several purposes from one secret (HKDF-Expand, RFC 5869 §2.3).

While one secret takes another one's place there are two: new things are made with the
first, and what was made with the second is good, too.
"""

import hashlib
import hmac
from typing import Self


class Secret(str):
    """A secret, and the other one that is good beside it, if there is one."""

    __slots__ = ("other",)
    other: str | None

    def __new__(cls, text: str, other: str | None = None) -> Self:
        """Return the first of two."""
        made = super().__new__(cls, text)
        made.other = other
        return made


class Key(bytes):
    """A key, and the one that the other secret makes of the same purpose."""

    other: bytes | None

    def __new__(cls, content: bytes, other: bytes | None = None) -> Self:
        """Return the first of two."""
        made = super().__new__(cls, content)
        made.other = other
        return made


def derive(secret: str, purpose: str) -> Key:
    """Return 32 bytes that only this purpose uses.

    `secret` has to be strong already; this separates purposes, it does not strengthen.
    """
    other = secret.other if isinstance(secret, Secret) else None
    return Key(_derived(secret, purpose), _derived(other, purpose) if other else None)


def good(key: bytes) -> tuple[bytes, ...]:
    """Return the keys that something may have been made with, the newer first."""
    other = key.other if isinstance(key, Key) else None
    return (key,) if other is None else (key, other)


def has_signed(key: bytes, message: bytes, tag: bytes, length: int = 32) -> bool:
    """Tell whether a good key made a tag (HMAC with SHA-256, cut to a length)."""
    return any(
        hmac.compare_digest(tag, hmac.digest(each, message, hashlib.sha256)[:length])
        for each in good(key)
    )


def _derived(secret: str, purpose: str) -> bytes:
    info = f"countersign {purpose}".encode() + b"\x01"
    return hmac.digest(secret.encode(), info, hashlib.sha256)
