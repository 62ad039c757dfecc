"""A device that has passkeys, written from the standard and not from what checks it.

Web Authentication Level 3 §6; it keeps to CTAP's form of CBOR where its keys are small.
"""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def text_of(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """A device, and the page that it is asked by.

    Attributes:
        origin: of the page.
        host: what the passkey is for; that of the options, if empty.
        flags: what the device has made sure of.
        count: what it counts, one more each time; 0 if it does not.
        said: what else the browser says of the page.
    """

    origin: str
    host: str = ""
    flags: int = PRESENT | VERIFIED
    count: int = 0
    said: dict[str, Any] = field(default_factory=dict)
    handle: bytes = b""
    credential_id: bytes = b""
    key: ec.EllipticCurvePrivateKey | None = None

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """Make a passkey of options; return it as browsers write it."""
        assert {"type": "public-key", "alg": -7} in options["pubKeyCredParams"]
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(32)
        self.handle = bytes_of(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        x, y = (each.to_bytes(32, "big") for each in (numbers.x, numbers.y))
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        length = len(self.credential_id).to_bytes(2, "big")
        attested = bytes(16) + length + self.credential_id + cose
        said = self._said("webauthn.create", options["challenge"])
        data = self._data(options["rp"]["id"], ATTESTED) + attested
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._credential(clientDataJSON=said, attestationObject=made)

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """Sign options; return the signature as browsers write it."""
        assert self.key is not None
        said = self._said("webauthn.get", options["challenge"])
        data = self._data(options["rpId"])
        signed = data + hashlib.sha256(said).digest()
        return self._credential(
            clientDataJSON=said,
            authenticatorData=data,
            signature=self.key.sign(signed, ec.ECDSA(SHA256())),
            userHandle=self.handle,
        )

    def _said(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps({**said, "crossOrigin": False, **self.said}).encode()

    def _data(self, host: str, flags: int = 0) -> bytes:
        self.count += 1 if self.count else 0
        head = hashlib.sha256((self.host or host).encode()).digest()
        return head + bytes([self.flags | flags]) + self.count.to_bytes(4, "big")

    def _credential(self, **response: bytes) -> dict[str, Any]:
        name = text_of(self.credential_id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": {key: text_of(value) for key, value in response.items()},
            "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
        }
