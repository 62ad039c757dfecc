"""What both peers share: whose token it is, as the service itself would say."""

import json
import os
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from joserfc.jwk import ECKey

from impl.security import access_tokens
from impl.security.access_tokens import Claims

KEY_VARIABLE = "BENCHMARK_KEY"
ISSUER_VARIABLE = "BENCHMARK_ISSUER"
POOL_VARIABLE = "BENCHMARK_POOL"


@dataclass(frozen=True)
class Verifier:
    """Verifies access tokens with the service's own key."""

    keys: dict[str, ECKey]
    issuer: str

    @classmethod
    def from_environment(cls) -> Self:
        """Return a verifier for the key that the benchmark hands down."""
        key = ECKey.import_key(json.loads(os.environ[KEY_VARIABLE]))
        return cls({key.kid or "": key}, os.environ[ISSUER_VARIABLE])

    def claims(self, token: str) -> Claims | None:
        """Return what a good token says, None for any other."""
        return access_tokens.verify(token, self.keys, self.issuer)


@dataclass(frozen=True)
class RememberingVerifier(Verifier):
    """Checks a token's signature once, as the service does."""

    known: dict[str, Claims] = field(default_factory=dict)

    def claims(self, token: str) -> Claims | None:
        """Return what a good token says, None for any other."""
        claims = self.known.get(token) or super().claims(token)
        if claims is None or claims.expires_at <= time.time():
            return None
        self.known[token] = claims
        return claims


def instant(value: datetime) -> str:
    """Write an instant as the contract has it."""
    return value.isoformat(timespec="microseconds").replace("+00:00", "Z")


def bearer(header: str | None) -> str | None:
    """Return the token of an Authorization header."""
    scheme, _, token = (header or "").partition(" ")
    return token if scheme.lower() == "bearer" and token else None


def pool_size() -> int:
    """Return how many connections each service may have."""
    return int(os.environ[POOL_VARIABLE])
