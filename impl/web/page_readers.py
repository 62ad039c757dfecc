"""Programs that read a page for somebody, by an API key: readers of feeds do."""

import base64
import binascii
from dataclasses import dataclass
from typing import Final

from generated.runtime.http.headers import Headers
from impl.security.caller import Caller
from impl.services.authentication import Authentication
from impl.services.rate_limits import Rate, RateLimiter

# Whoever reads as often as the API lets programs search has no need of more.
RATE: Final = Rate("pages by key", 600)


@dataclass(frozen=True, slots=True)
class PageReader:
    """A program: whose key it has, and what that may do."""

    caller: Caller
    scopes: frozenset[str]


class PageReaders:
    """Reads keys as readers of feeds send them: as the password of anybody.

    That is Basic authentication (RFC 7617), which they all know; an address that holds
    a secret would stand in logs and histories. Revoking the key ends it.
    """

    challenge = (b"www-authenticate", b'Basic realm="Countersign", charset="UTF-8"')

    def __init__(self, authentication: Authentication, limiter: RateLimiter) -> None:
        self._authentication = authentication
        self._limiter = limiter

    async def holder(self, fields: Headers, address: str) -> PageReader | None:
        """Return who asks; None if their key is not good, or there is none.

        Raises:
            RateLimited: too many from this address are made up.
        """
        key = sent_key(fields)
        if key is None:
            return None
        known = await self._authentication.by_api_key(key, address)
        return PageReader(*known) if known else None

    async def count(self, reader: PageReader) -> None:
        """Count a page that is read.

        Raises:
            RateLimited: they read too many.
        """
        await self._limiter.attempt((RATE, reader.caller.name))


def has_credentials(fields: Headers) -> bool:
    """Tell whether somebody asks by a key."""
    return fields.get("authorization") is not None


def sent_key(fields: Headers) -> str | None:
    """Return the key that is sent, None if there is none."""
    scheme, _, written = (fields.get("authorization") or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        pair = base64.b64decode(written.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    user, _, password = pair.partition(":")
    return password or user or None
