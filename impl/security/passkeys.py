"""Ceremonies of passkeys: what devices are asked, and whether what they say is so.

Web Authentication Level 3, §7.1 and §7.2, as the library `webauthn` checks it; what
that leaves to others is checked here: that no page within another one asked, that a key
can be used, and that whatever a device made up raises `UnfitPasskey`. Counters and
challenges are the database's.
"""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

# Milliseconds that a person may take, and so may the challenge.
TIMEOUT: Final = 300_000
_BYTES: Final = 32
_NAME: Final = "Countersign"
_LONGEST_KEY: Final = 2048
_LONGEST_ID: Final = 1023
# Ed25519, P-256 and, for devices that know neither, RSA (WebAuthn §5.8.5).
_ALGORITHMS: Final = (-8, -7, -257)
Credential = Mapping[str, Any]


class UnfitPasskey(Exception):
    """What a device says does not fit what it was asked."""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Whom passkeys are for: a host, and the pages of one origin there."""

    host: str
    origin: str

    @classmethod
    def of_url(cls, url: str) -> "RelyingParty":
        """Return the one that a service at a URL is."""
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        standard = {"https": 443, "http": 80}.get(parts.scheme)
        at = f"[{host}]" if ":" in host else host
        port = "" if parts.port in {None, standard} else f":{parts.port}"
        return cls(host, f"{parts.scheme}://{at}{port}")

    @property
    def has_name(self) -> bool:
        """Whether browsers make passkeys for it: they do for names, not addresses."""
        try:
            ip_address(self.host)
        except ValueError:
            return True
        return False


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that a device made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def random() -> bytes:
    """Return what nobody guesses: a challenge, or what devices know somebody by."""
    return secrets.token_bytes(_BYTES)


def digest(challenge: bytes) -> bytes:
    """Return the 32 bytes to look a challenge up by."""
    return hashlib.sha256(challenge).digest()


def creation_options(
    party: RelyingParty,
    challenge: bytes,
    handle: bytes,
    names: tuple[str, str],
    known: Iterable[bytes],
) -> dict[str, Any]:
    """Return what a device makes a passkey of (PublicKeyCredentialCreationOptionsJSON).

    Args:
        party: whom it is for.
        challenge: what it is to sign.
        handle: what devices know the person by.
        names: the person's address and name.
        known: what devices call the passkeys that there are.
    """
    name, display_name = names
    return {
        "rp": {"id": party.host, "name": _NAME},
        "user": {"id": _text(handle), "name": name, "displayName": display_name},
        "challenge": _text(challenge),
        "pubKeyCredParams": [{"type": "public-key", "alg": it} for it in _ALGORITHMS],
        "timeout": TIMEOUT,
        "excludeCredentials": [{"type": "public-key", "id": _text(it)} for it in known],
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": "required",
        },
        "attestation": "none",
    }


def request_options(party: RelyingParty, challenge: bytes) -> dict[str, Any]:
    """Return what a device signs (PublicKeyCredentialRequestOptionsJSON)."""
    return {
        "challenge": _text(challenge),
        "timeout": TIMEOUT,
        "rpId": party.host,
        "userVerification": "required",
    }


def challenge_in(credential: Credential) -> bytes:
    """Return the challenge that a device says it signed.

    Raises:
        UnfitPasskey: it says none, or a page of another origin asked it.
    """
    try:
        said = json.loads(_bytes(credential["response"]["clientDataJSON"]))
        challenge, is_foreign = said["challenge"], said.get("crossOrigin", False)
        found = _bytes(challenge)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise UnfitPasskey("it does not say what it signed") from error
    if is_foreign is not False:
        raise UnfitPasskey("a page within another one asked for it")
    return found


def id_in(credential: Credential) -> bytes:
    """Return what a device calls a passkey.

    Raises:
        UnfitPasskey: by something that is none.
    """
    return _read(credential["rawId"])


def handle_in(credential: Credential) -> bytes:
    """Return what a device knows its owner by.

    Raises:
        UnfitPasskey: by something that is none.
    """
    return _read(credential["response"]["userHandle"])


def made(credential: Credential, challenge: bytes, party: RelyingParty) -> NewKey:
    """Return the passkey that a device made for a challenge (WebAuthn §7.1).

    It takes as long as its first call needs to load the library: not for the loop.

    Raises:
        UnfitPasskey: it made none that fits.
    """
    # Loaded by the first passkey: it takes a third of a second and 15 MB.
    import webauthn  # noqa: PLC0415 - see above
    from webauthn.helpers import (  # noqa: PLC0415 - see above
        decode_credential_public_key,
        decoded_public_key_to_cryptography,
    )
    from webauthn.helpers.cose import (  # noqa: PLC0415 - see above
        COSEAlgorithmIdentifier,
    )

    try:
        found = webauthn.verify_registration_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=party.host,
            expected_origin=party.origin,
            require_user_verification=True,
            supported_pub_key_algs=[COSEAlgorithmIdentifier(it) for it in _ALGORITHMS],
        )
        # Of a key that can't be read nobody would hear before the next log-in.
        decoded_public_key_to_cryptography(
            decode_credential_public_key(found.credential_public_key)
        )
    except Exception as error:
        # What strangers make up fails in any way, and never lets anybody in.
        raise UnfitPasskey(str(error)) from error
    new = NewKey(found.credential_id, found.credential_public_key, found.sign_count)
    if len(new.public_key) > _LONGEST_KEY or len(new.credential_id) > _LONGEST_ID:
        raise UnfitPasskey("the key or its name is too long")
    if id_in(credential) != new.credential_id:
        raise UnfitPasskey("it calls the passkey two things")
    return new


def used(
    credential: Credential, challenge: bytes, party: RelyingParty, public_key: bytes
) -> int:
    """Return what a device counted that signed a challenge (WebAuthn §7.2).

    Whether that is more than before is not looked at. It takes as long as `made`.

    Raises:
        UnfitPasskey: it did not sign it, or did not make sure who uses it.
    """
    import webauthn  # noqa: PLC0415 - see `made`

    try:
        found = webauthn.verify_authentication_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=party.host,
            expected_origin=party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception as error:
        # What strangers make up fails in any way, and never lets anybody in.
        raise UnfitPasskey(str(error)) from error
    return found.new_sign_count


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


def _read(text: str) -> bytes:
    try:
        return _bytes(text)
    except ValueError as error:
        raise UnfitPasskey("it is not written in base64url") from error
