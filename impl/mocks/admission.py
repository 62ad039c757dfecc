"""Which credentials a mock takes, when it does not take all."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from generated.runtime.http.context import Context, Grant
from generated.runtime.security.authorisation import Credentials

Check = Callable[[Credentials, Context], Awaitable[Grant | None]]


class _AllScopes(frozenset[str]):
    def __contains__(self, scope: object) -> bool:
        return True


class Admission:
    """Checks the credentials of every scheme, as an `Authenticator` does.

    Args:
        known: bearer tokens, API keys, and passwords of whatever user.
        is_issued: says whether a token was handed out.
    """

    def __init__(self, known: frozenset[str], is_issued: Callable[[str], bool]) -> None:
        self._known = [each.encode("utf-8", "surrogateescape") for each in known]
        self._is_issued = is_issued

    def __getattr__(self, name: str) -> Check:
        """Return what checks the credentials of a scheme, whatever its name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self._check

    async def _check(self, credentials: Credentials, context: Context) -> Grant | None:  # noqa: ARG002 - a check is passed it
        shown = credentials if isinstance(credentials, str) else credentials[1]
        given = shown.encode("utf-8", "surrogateescape")
        known = [hmac.compare_digest(given, each) for each in self._known]
        return (
            Grant(None, _AllScopes()) if any(known) or self._is_issued(shown) else None
        )
