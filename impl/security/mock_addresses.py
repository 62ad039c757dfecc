"""Addresses of mocks: a version and who uses its mock, sealed.

Whoever has an address may use the mock, as long as its holder may read the version.
Nobody can make one up, and the same holder always gets the same.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from impl.security.caller import Caller
from impl.security.keys import has_signed

# All together a multiple of three, so that nothing is padded.
_TAG = 15
_PERSON, _KEY = b"p", b"k"
_LENGTH = 1 + 16 + 16


@dataclass(frozen=True, slots=True)
class MockAddress:
    """Whose mock of which version; just one of person and API key is given."""

    version_id: UUID
    person_id: UUID | None
    api_key_id: UUID | None

    @property
    def holder(self) -> Caller:
        """The caller that it was given to."""
        return Caller(person_id=self.person_id, api_key_id=self.api_key_id)


def encode(key: bytes, version_id: UUID, caller: Caller) -> str:
    """Write the address of a caller's mock of a version.

    Raises:
        ValueError: nobody is calling.
    """
    kind, holder = _PERSON, caller.person_id
    if holder is None:
        kind, holder = _KEY, caller.api_key_id
    if holder is None:
        msg = "A mock has a holder"
        raise ValueError(msg)
    payload = kind + version_id.bytes + holder.bytes
    tag = hmac.digest(key, payload, hashlib.sha256)[:_TAG]
    return base64.urlsafe_b64encode(payload + tag).decode()


def decode(key: bytes, text: str) -> MockAddress | None:
    """Read an address; None for anything that `encode` did not write."""
    try:
        sealed = base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError):
        return None
    payload, tag = sealed[:_LENGTH], sealed[_LENGTH:]
    if not has_signed(key, payload, tag, _TAG):
        return None
    # Decoding passes over what is no digit; one mock has one address.
    if base64.urlsafe_b64encode(sealed).decode() != text:
        return None
    version, holder = UUID(bytes=payload[1:17]), UUID(bytes=payload[17:])
    if payload[:1] == _PERSON:
        return MockAddress(version, holder, None)
    return MockAddress(version, None, holder)
