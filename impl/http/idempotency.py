"""The Idempotency-Key field (draft-ietf-httpapi-idempotency-key-header-07)."""

import hashlib
import hmac

from generated.runtime.context import Context
from impl.http.callers import caller_of
from impl.security.keys import derive
from impl.services.idempotency import Repeatable


class Repeats:
    """Tells repeated calls by keyed digests, which give no password in a body away."""

    def __init__(self, secret: str) -> None:
        self._key = derive(secret, "idempotency")

    def call(
        self, context: Context, key: str | None, *content: bytes
    ) -> Repeatable | None:
        """Return what makes this call repeatable; None if the client gave no key.

        The key counts for this caller and operation; `content` is all that the call
        says besides its path.
        """
        if key is None:
            return None
        whose = caller_of(context).name.encode()
        operation = context.operation.operation_id.encode()
        return Repeatable(
            self._digest(whose, operation, key.encode()),
            self._digest(context.path.encode(), *content),
        )

    def _digest(self, *parts: bytes) -> bytes:
        digest = hmac.new(self._key, digestmod=hashlib.sha256)
        for part in parts:
            digest.update(len(part).to_bytes(8))
            digest.update(part)
        return digest.digest()
