"""Ids on the wire: a prefix and 26 digits of Crockford's base 32.

A 128-bit UUID fits 26 digits of 5 bits; the first digit is at most 7. Ids sort like
the UUIDs they stand for.
"""

from functools import lru_cache
from typing import Final
from uuid import UUID

_DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_ALPHABET: Final = frozenset(_DIGITS)
_COUNT: Final = 26
# Two digits are ten bits: every answer holds many ids, and this takes the fewest steps.
_PAIRS: Final = tuple(first + second for first in _DIGITS for second in _DIGITS)
_SHIFTS: Final = range(120, -1, -10)
_DECODE: Final = str.maketrans(_DIGITS, "0123456789abcdefghijklmnopqrstuv")

PERSON = "per"
SESSION = "ses"
PASSKEY = "pky"
OPENID_IDENTITY = "oid"
TEAM = "tm"
INVITATION = "inv"
API_KEY = "key"
OAUTH_CLIENT = "ocl"
GRANT = "grt"
API = "api"
VERSION = "ver"
COMPARISON = "cmp"
PROPOSAL = "pro"
REVIEW = "rev"
THREAD = "thr"
COMMENT = "com"
ACCEPTANCE = "acc"
CONSUMER = "con"
CONSUMER_VERSION = "cov"
ENVIRONMENT = "env"
DEPLOYMENT = "dep"
VERIFICATION = "vrf"
EVENT = "evt"
WEBHOOK = "whk"
DELIVERY = "dlv"


# What is on one page has mostly the same owner.
@lru_cache(maxsize=1024)
def encode(prefix: str, value: UUID) -> str:
    """Write a UUID as `<prefix>_<26 digits>`."""
    bits = value.int
    return f"{prefix}_{''.join([_PAIRS[bits >> n & 1023] for n in _SHIFTS])}"


def decode(prefix: str, text: str) -> UUID:
    """Read what `encode` wrote.

    Raises:
        ValueError: it is no id with this prefix.

    """
    found, _, digits = text.rpartition("_")
    if found != prefix or len(digits) != _COUNT or digits[0] > "7":
        msg = f"{text!r} is not an id that starts with {prefix}_"
        raise ValueError(msg)
    if not _ALPHABET.issuperset(digits):
        msg = f"{text!r} has a character that is no digit of Crockford's base 32"
        raise ValueError(msg)
    return UUID(int=int(digits.translate(_DECODE), 32))
