"""Keys for several purposes from one secret (HKDF-Expand, RFC 5869 §2.3)."""

import hashlib
import hmac


def derive(secret: str, purpose: str) -> bytes:
    """Return 32 bytes that only this purpose uses.

    `secret` has to be strong already; this separates purposes, it does not strengthen.
    """
    info = f"countersign {purpose}".encode() + b"\x01"
    return hmac.digest(secret.encode(), info, hashlib.sha256)
