"""One-time codes of authenticators (TOTP, RFC 6238) and recovery codes.

A recovery code has 80 random bits, more than a fast hash needs (NIST SP 800-63B-4
§3.1.2.2); its digest is keyed all the same, so that a copy of the database alone is
worth nothing.
"""

import hashlib
import hmac
import secrets
from typing import Final
from uuid import UUID

import pyotp

_STEP: Final = 30
# A clock may be one step off, and a code is typed until it is over.
_TOLERANCE: Final = 1
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_GROUPS: Final = 4
_CODES: Final = 10


def generate_secret() -> str:
    """Return a new secret: 160 random bits in base32."""
    return pyotp.random_base32(32)


def uri(secret: str, email: str, issuer: str) -> str:
    """Return what authenticators read from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def step_of(secret: str, code: str, now: float) -> int | None:
    """Return which time step a code is of, None if it is of none that is now.

    Args:
        secret: of the authenticator.
        code: as somebody typed it.
        now: Unix time.
    """
    totp = pyotp.TOTP(secret)
    current = int(now) // _STEP
    found = None
    for step in range(current - _TOLERANCE, current + _TOLERANCE + 1):
        if hmac.compare_digest(totp.generate_otp(step), code):
            found = step
    return found


def is_of_authenticator(code: str) -> bool:
    """Tell whether a code, as somebody typed it, has the digits of an authenticator."""
    return code.isascii() and code.isdigit()


def generate_recovery_codes() -> list[str]:
    """Return new recovery codes, four groups of four characters each."""
    return [
        "-".join(
            "".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(_GROUPS)
        )
        for _ in range(_CODES)
    ]


def as_given(typed: str) -> str:
    """Return a code as it was given out, of what a person typed.

    Authenticators show digits in groups, and recovery codes are written down and read
    aloud: spaces, hyphens and capitals are no part of what is known.
    """
    plain = "".join(typed.split()).replace("-", "").lower()
    if len(plain) != 4 * _GROUPS:
        return plain
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def recovery_digest(key: bytes, person_id: UUID, code: str) -> bytes:
    """Return the 32 bytes to look a person's recovery code up by."""
    return hmac.digest(key, person_id.bytes + code.encode(), hashlib.sha256)
