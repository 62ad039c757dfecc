"""Places in lists: a time and an id, signed together with the list they belong to."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from impl.security.keys import has_signed

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TIME = 8
_TAG = 16


@dataclass(frozen=True, slots=True)
class PagePosition:
    """The last item of a page; the next page holds what comes after it."""

    at: datetime
    id: UUID


# Before the newest item of any list.
START = PagePosition(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))


def encode(key: bytes, binding: str, position: PagePosition) -> str:
    """Write a place in the list that `binding` names, with its filters."""
    micros = (position.at - _EPOCH) // _MICROSECOND
    payload = micros.to_bytes(_TIME, signed=True) + position.id.bytes
    tag = hmac.digest(key, _bound(binding, payload), hashlib.sha256)[:_TAG]
    sealed = payload + tag
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def decode(key: bytes, binding: str, text: str) -> PagePosition | None:
    """Read a place in this very list; None for anything else."""
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    payload, tag = sealed[:-_TAG], sealed[-_TAG:]
    if not has_signed(key, _bound(binding, payload), tag, _TAG):
        return None
    at = _EPOCH + int.from_bytes(payload[:_TIME], signed=True) * _MICROSECOND
    return PagePosition(at, UUID(bytes=payload[_TIME:]))


def _bound(binding: str, payload: bytes) -> bytes:
    # The length keeps one binding from ending where a payload begins.
    bound = binding.encode("utf-8", "surrogatepass")
    return len(bound).to_bytes(4) + bound + payload
