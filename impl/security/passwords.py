"""Passwords: hashing (argon2id, RFC 9106) and what is too weak (NIST SP 800-63B-4).

Hashing takes about 19 MiB and 20 ms; callers bound how many run at once.
"""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's second choice, which fits small machines: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_COMMON = (
    "password",
    "passwort",
    "qwertyuiop",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "iloveyou",
    "letmein",
    "changeme",
    "countersign",
)


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


def weakness(password: str, email: str) -> str | None:
    """Say what makes a password too easy to guess, or None if nothing does."""
    folded = password.casefold()
    if email.casefold() in folded:
        return "The password contains the email address."
    rest = folded
    for word in _COMMON:
        rest = rest.replace(word, "")
    if len(rest) < len(folded) / 3:
        return "The password is made of words that are guessed first."
    return None


@cache
def _nobody() -> str:
    return hash_password(secrets.token_hex())


def _plain(password: str) -> bytes:
    # A lone surrogate can come from JSON and is no UTF-8; it hashes all the same.
    return password.encode("utf-8", "surrogatepass")
