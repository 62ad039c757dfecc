"""The cookie of a browser on the pages of this service, and what its forms carry.

A cookie is a random number, which a browser gets before it logs in and another one
when it does, whose session it is, when that was, and an HMAC of it all: nothing is
stored. Forms carry an HMAC of the random number, which pages of others can't read
(OWASP: signed double submit).
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from impl.security.keys import good, has_signed

_NONCE: Final = 16
_ID: Final = 16
_TIME: Final = 8
_PAYLOAD: Final = _NONCE + 2 * _ID + _TIME
_NOBODY: Final = UUID(int=0)
# A page is for logging in and saying yes; who comes back later does so again.
_LIFE: Final = 12 * 3600


@dataclass(frozen=True, slots=True)
class Browser:
    """What a cookie says; without a session nobody is logged in."""

    nonce: bytes
    session_id: UUID | None = None
    person_id: UUID | None = None


def unknown() -> Browser:
    """Return a browser that has no cookie yet."""
    return Browser(secrets.token_bytes(_NONCE))


def logged_in(session_id: UUID, person_id: UUID) -> Browser:
    """Return a browser that was just logged in; forms of before don't count."""
    return Browser(secrets.token_bytes(_NONCE), session_id, person_id)


def write(key: bytes, browser: Browser) -> str:
    """Write a cookie."""
    session_id, person_id = browser.session_id or _NOBODY, browser.person_id or _NOBODY
    since = int(time.time()).to_bytes(_TIME)
    payload = browser.nonce + session_id.bytes + person_id.bytes + since
    tag = hmac.digest(key, payload, hashlib.sha256)
    return base64.urlsafe_b64encode(payload + tag).decode().rstrip("=")


def read(key: bytes, text: str) -> Browser | None:
    """Read a cookie; None for what this service did not write, or too long ago."""
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    payload, tag = sealed[:_PAYLOAD], sealed[_PAYLOAD:]
    if not has_signed(key, payload, tag):
        return None
    if int.from_bytes(payload[-_TIME:]) + _LIFE < time.time():
        return None
    session_id = UUID(bytes=payload[_NONCE : _NONCE + _ID])
    person_id = UUID(bytes=payload[_NONCE + _ID : _NONCE + 2 * _ID])
    if session_id == _NOBODY:
        return Browser(payload[:_NONCE])
    return Browser(payload[:_NONCE], session_id, person_id)


def form_token(key: bytes, browser: Browser) -> str:
    """Return what forms made for a browser carry."""
    return hmac.new(key, b"form" + browser.nonce, hashlib.sha256).hexdigest()


def is_of(key: bytes, browser: Browser, token: str) -> bool:
    """Tell whether a form was made for this browser."""
    given = token.encode("utf-8", "surrogatepass")
    return any(
        hmac.compare_digest(form_token(each, browser).encode(), given)
        for each in good(key)
    )
