"""Takes duties away from the service, to see what they cost. Never for production.

`leave_out` is called in the process of the service, before that is assembled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generated import Context, Grant, RateLimit
from impl import app
from impl.http import guard
from impl.http.callers import CallerAuthenticator
from impl.services import audit
from impl.services.authentication import Authentication
from impl.services.rate_limits import RateLimiter, Taken
from impl.telemetry import metrics, requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp

_ALWAYS = 1_000_000


class _Trusting(CallerAuthenticator):
    """Believes what it has seen once, without a look at the database."""

    def __init__(self, authentication: Authentication) -> None:
        super().__init__(authentication)
        self._known: dict[str, Grant] = {}

    async def access_token(self, credentials: str, context: Context) -> Grant | None:
        if credentials not in self._known:
            grant = await super().access_token(credentials, context)
            if grant is None or (grant.confirm and not await grant.confirm()):
                return None
            self._known[credentials] = Grant(grant.principal, grant.scopes)
        return self._known[credentials]


class _Uncounted:
    def __init__(self, *_: object) -> None:
        pass

    async def take(self, limit: RateLimit, context: Context) -> None:
        """Let everything pass."""


def _passing(application: ASGIApp, **_: object) -> ASGIApp:
    return application


def _nothing(*_: object, **__: object) -> None:
    pass


async def _nothing_soon(*_: object, **__: object) -> None:
    pass


async def _enough(*_: object, **__: object) -> Taken:
    return Taken(_ALWAYS)


def _without_authentication() -> None:
    _replace(app, CallerAuthenticator=_Trusting)


def _without_limits() -> None:
    _replace(app, RequestRates=_Uncounted)
    _replace(RateLimiter, attempt=_nothing_soon, take=_enough)
    _replace(guard, ConcurrencyLimit=_passing, HeldBodies=_passing)


def _without_log() -> None:
    _replace(requests, log=_nothing)


def _without_metrics() -> None:
    _replace(metrics, request=_nothing)


def _without_audit() -> None:
    _replace(audit, record=_nothing_soon)


DUTIES: dict[str, Callable[[], None]] = {
    "authentication": _without_authentication,
    "limits": _without_limits,
    "log": _without_log,
    "metrics": _without_metrics,
    "audit": _without_audit,
}


def leave_out(names: Iterable[str]) -> None:
    """Have this process do without some of `DUTIES`."""
    for name in names:
        DUTIES[name]()


def _replace(of: Any, **members: object) -> None:
    for name, member in members.items():
        # What is no longer there would be left out of nothing.
        getattr(of, name)
        setattr(of, name, member)
