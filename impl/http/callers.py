"""Credentials of a request become a grant, and a grant a caller."""

from generated.runtime.context import Context
from generated.runtime.security import Grant
from impl.http import observing
from impl.security.caller import ANONYMOUS, Caller
from impl.services.authentication import Authenticated, Authentication


class Authenticator:
    """Checks credentials for the compiled security, one method for each scheme."""

    def __init__(self, authentication: Authentication) -> None:
        self._authentication = authentication

    async def access_token(self, credentials: str, context: Context) -> Grant | None:
        """Return what a bearer token grants, None if it is not good."""
        known = await self._authentication.by_access_token(credentials)
        return _granted(known, "access_token", context)

    async def api_key(self, credentials: str, context: Context) -> Grant | None:
        """Return what an API key grants, None if it is not good."""
        known = await self._authentication.by_api_key(credentials)
        return _granted(known, "api_key", context)


def _granted(
    known: Authenticated | None, scheme: str, context: Context
) -> Grant | None:
    if known is None:
        observing.tell(context.scope, "credentials_refused", scheme)
        return None
    observing.authenticated(context.scope, known[0])
    return Grant(*known)


def caller_of(context: Context) -> Caller:
    """Return who is calling."""
    principal = context.principal
    return principal if isinstance(principal, Caller) else ANONYMOUS


def address_of(context: Context) -> str:
    """Return the client's address, as far as the server knows it."""
    return context.client_host or "unknown"
