"""Encryption of what is stored and has to be read again (JWE, A256GCM)."""

import contextlib

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from impl.security.keys import good


def seal(text: str, key: bytes) -> str:
    """Encrypt a text with a key of 32 bytes."""
    header = {"alg": "dir", "enc": "A256GCM"}
    return jwe.encrypt_compact(header, text.encode(), OctKey.import_key(key))


def unseal(sealed: str, key: bytes) -> str:
    """Decrypt what `seal` wrote.

    Raises:
        ValueError: it was sealed with another key, or is damaged.
    """
    for each in good(key):
        with contextlib.suppress(JoseError):
            content = jwe.decrypt_compact(sealed, OctKey.import_key(each)).plaintext
            return (content or b"").decode()
    msg = "It was stored under another COUNTERSIGN_SECRET_KEY"
    raise ValueError(msg)


def is_of(sealed: str, key: bytes) -> bool:
    """Tell whether it was sealed with this key, and not with the other one."""
    try:
        jwe.decrypt_compact(sealed, OctKey.import_key(key))
    except JoseError:
        return False
    return True
