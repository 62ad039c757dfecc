"""The port of the tag `health`.

Is the process alive, and can it serve?
"""

from typing import NoReturn, Protocol

from ..responses import health as responses
from ..runtime.http.context import Context, not_implemented


class HealthPort(Protocol):
    """What an implementation of `health` provides."""

    async def get_liveness(
        self,
        context: Context,
    ) -> responses.GetLivenessResult:
        """Is the process alive?

        Answers without touching anything else, so that a supervisor can tell a hung
        process from a busy one.

        `#/paths/~1livez/get` in the contract.
        """
        ...

    async def get_readiness(
        self,
        context: Context,
    ) -> responses.GetReadinessResult:
        """Can the process serve requests?

        Ready when the database answers, its schema is current, its signing keys can
        be used and the process is not draining.

        `#/paths/~1readyz/get` in the contract.
        """
        ...


class UnimplementedHealth:
    """Answers 501 to every operation of `health`."""

    async def get_liveness(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_readiness(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
