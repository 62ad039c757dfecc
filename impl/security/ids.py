"""Ids on the wire: a prefix and 26 digits of Crockford's base 32.

A 128-bit UUID fits 26 digits of 5 bits; the first digit is at most 7. Ids sort like
the UUIDs they stand for.
"""

import base64
from uuid import UUID

_RFC_4648 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = b"0123456789abcdefghjkmnpqrstvwxyz"
_PYTHON = b"0123456789abcdefghijklmnopqrstuv"
_ENCODE = bytes.maketrans(_RFC_4648, _CROCKFORD)
_DECODE = str.maketrans(_CROCKFORD.decode(), _PYTHON.decode())
_DIGITS = 26
# b32encode turns 20 bytes into 32 digits; the 4 bytes before a UUID make 6 zeros.
_PADDING = bytes(4)

PERSON = "per"
SESSION = "ses"
TEAM = "tm"
API_KEY = "key"
API = "api"
VERSION = "ver"
COMPARISON = "cmp"


def encode(prefix: str, value: UUID) -> str:
    """Write a UUID as `<prefix>_<26 digits>`."""
    digits = base64.b32encode(_PADDING + value.bytes)[-_DIGITS:].translate(_ENCODE)
    return f"{prefix}_{digits.decode()}"


def decode(prefix: str, text: str) -> UUID:
    """Read what `encode` wrote.

    Raises:
        ValueError: it is no id with this prefix.

    """
    found, _, digits = text.rpartition("_")
    if found != prefix or len(digits) != _DIGITS or digits[0] > "7":
        msg = f"{text!r} is not an id that starts with {prefix}_"
        raise ValueError(msg)
    if not set(digits) <= _ALPHABET:
        msg = f"{text!r} has a character that is no digit of Crockford's base 32"
        raise ValueError(msg)
    return UUID(int=int(digits.translate(_DECODE), 32))


_ALPHABET = frozenset(_CROCKFORD.decode())
