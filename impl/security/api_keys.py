"""API keys: `csk_`, 36 random characters (214 bits) and 6 of a checksum.

The checksum lets secret scanners and this service drop typing errors and made-up keys
without asking a database. Only the SHA-256 digest of a key is stored: with that many
random bits a slow hash would protect nothing more.
"""

import hashlib
import secrets
import string
import zlib

_PREFIX = "csk_"
_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_RANDOM = 36
_CHECKSUM = 6
HINT_LENGTH = len(_PREFIX) + 4


def generate() -> str:
    """Return a new key."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    return f"{_PREFIX}{body}{_checksum(body)}"


def digest(key: str) -> bytes | None:
    """Return the 32 bytes to look a key up by, or None if it can't be one."""
    body, checksum = key[len(_PREFIX) : -_CHECKSUM], key[-_CHECKSUM:]
    if not key.startswith(_PREFIX) or len(body) != _RANDOM or not key.isascii():
        return None
    if not secrets.compare_digest(_checksum(body), checksum):
        return None
    return hashlib.sha256(key.encode()).digest()


def _checksum(body: str) -> str:
    number = zlib.crc32(body.encode())
    digits = ""
    for _ in range(_CHECKSUM):
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits
