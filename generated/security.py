"""The security schemes of the contract."""

from typing import Final, Protocol

from .runtime.contract.operation import SecurityScheme
from .runtime.http.context import Context, Grant

SCHEMES: Final[tuple[SecurityScheme, ...]] = (
    SecurityScheme(
        name="access_token", type="http", scheme="bearer", method="access_token"
    ),
    SecurityScheme(
        name="api_key", type="apiKey", parameter="X-Api-Key", method="api_key"
    ),
)


class Authenticator(Protocol):
    """Checks credentials, one method for each security scheme.

    A method returns what the credentials grant, or None when they are not valid.
    """

    async def access_token(self, credentials: str, context: Context) -> Grant | None:
        """Check credentials of the scheme `access_token`."""
        ...

    async def api_key(self, credentials: str, context: Context) -> Grant | None:
        """Check credentials of the scheme `api_key`."""
        ...
