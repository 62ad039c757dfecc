"""Encryption of what is stored and has to be read again (JWE, A256GCM)."""

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey


def seal(text: str, key: bytes) -> str:
    """Encrypt a text with a key of 32 bytes."""
    header = {"alg": "dir", "enc": "A256GCM"}
    return jwe.encrypt_compact(header, text.encode(), OctKey.import_key(key))


def unseal(sealed: str, key: bytes) -> str:
    """Decrypt what `seal` wrote.

    Raises:
        ValueError: it was sealed with another key, or is damaged.
    """
    try:
        content = jwe.decrypt_compact(sealed, OctKey.import_key(key)).plaintext
    except JoseError as error:
        msg = "It was stored under another COUNTERSIGN_SECRET_KEY"
        raise ValueError(msg) from error
    return (content or b"").decode()
