"""Credentials of a request become a grant, and a grant a caller."""

from generated import Context, Grant
from impl.http import observing
from impl.http.connections import network
from impl.security.caller import ANONYMOUS, Caller
from impl.services.authentication import Authentication


class CallerAuthenticator:
    """Checks credentials for the compiled security, one method for each scheme."""

    def __init__(self, authentication: Authentication) -> None:
        self._authentication = authentication

    async def access_token(self, credentials: str, context: Context) -> Grant | None:
        """Return what a bearer token grants, None if it is not good."""
        known = await self._authentication.by_access_token(
            credentials, address_of(context)
        )
        if known is None:
            _refused("access_token", context)
            return None
        caller, scopes, condition = known
        if caller.person_id is None and not _takes_keys(context):
            # It acts as an API key would, which this operation does not take.
            scopes = frozenset()
        observing.authenticated(context.scope, caller)

        async def confirmed() -> bool:
            is_good = await self._authentication.holds(condition)
            if not is_good:
                _refused("access_token", context)
            return is_good

        # Units of work see to it.
        return Grant(caller, scopes, confirmed, is_held=True)

    async def api_key(self, credentials: str, context: Context) -> Grant | None:
        """Return what an API key grants, None if it is not good."""
        known = await self._authentication.by_api_key(credentials, address_of(context))
        if known is None:
            _refused("api_key", context)
            return None
        observing.authenticated(context.scope, known[0])
        return Grant(*known)


def _takes_keys(context: Context) -> bool:
    alternatives = context.operation.security
    return any(need.scheme == "api_key" for each in alternatives for need in each)


def _refused(scheme: str, context: Context) -> None:
    observing.unauthenticated(context.scope)
    observing.tell(context.scope, "credentials_refused", scheme)


def caller_of(context: Context) -> Caller:
    """Return who is calling."""
    principal = context.principal
    return principal if isinstance(principal, Caller) else ANONYMOUS


def holder_of(context: Context) -> str:
    """Return whom the cost of a request counts for: the caller, or their network."""
    caller = caller_of(context)
    return network(context.client_host) if caller == ANONYMOUS else caller.name


def address_of(context: Context) -> str:
    """Return the client's address, as far as the server knows it."""
    return context.client_host or "unknown"
