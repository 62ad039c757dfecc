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
_PERSON, _KEY, _CLIENT = b"p", b"k", b"c"
_LENGTH = 1 + 16 + 16


@dataclass(frozen=True, slots=True)
class MockAddress:
    """Whose mock of which version: a person's, an API key's or an OAuth client's."""

    version_id: UUID
    holder: Caller


def holder_of(caller: Caller) -> Caller:
    """Return a caller as addresses name them: by what acts, and nothing else.

    Raises:
        ValueError: nobody is calling.
    """
    if caller.person_id is not None:
        return Caller(person_id=caller.person_id)
    if caller.api_key_id is not None:
        return Caller(api_key_id=caller.api_key_id)
    if caller.client_id is not None:
        return Caller(client_id=caller.client_id)
    msg = "A mock has a holder"
    raise ValueError(msg)


def encode(key: bytes, version_id: UUID, caller: Caller) -> str:
    """Write the address of a caller's mock of a version.

    Raises:
        ValueError: nobody is calling.
    """
    holder = holder_of(caller)
    kind, holder_id = next(
        (kind, known)
        for kind, known in (
            (_PERSON, holder.person_id),
            (_KEY, holder.api_key_id),
            (_CLIENT, holder.client_id),
        )
        if known is not None
    )
    payload = kind + version_id.bytes + holder_id.bytes
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
        return MockAddress(version, Caller(person_id=holder))
    if payload[:1] == _KEY:
        return MockAddress(version, Caller(api_key_id=holder))
    return MockAddress(version, Caller(client_id=holder))
