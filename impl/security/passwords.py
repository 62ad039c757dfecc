"""Passwords: hashing (argon2id, RFC 9106).

Hashing takes about 19 MiB and 20 ms; callers bound how many run at once.
"""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's second choice, which fits small machines: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its parameters and salt."""
    return _HASHER.hash(_plain(password))


def verify(password: str, encoded: str | None) -> bool:
    """Tell whether a password is the one of a hash, None standing for nobody's.

    Takes as long for nobody's hash, so that time does not tell who has an account.
    """
    try:
        _HASHER.verify(encoded or _nobody(), _plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return encoded is not None


def is_outdated(encoded: str) -> bool:
    """Tell whether a hash was made with other parameters than those of now."""
    return _HASHER.check_needs_rehash(encoded)


@cache
def _nobody() -> str:
    return hash_password(secrets.token_hex())


def _plain(password: str) -> bytes:
    # A lone surrogate can come from JSON and is no UTF-8; it hashes all the same.
    return password.encode("utf-8", "surrogatepass")
