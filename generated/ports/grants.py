"""The port of the tag `grants`.

What people have allowed programs.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import grants as responses
from ..runtime.http.context import Context, not_implemented


class GrantsPort(Protocol):
    """What an implementation of `grants` provides."""

    async def list_grants(
        self,
        context: Context,
        *,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListGrantsResult:
        """List what one has allowed clients

        Newest first; each is a log-in by a client, as sessions are log-ins by
        oneself.

        `#/paths/~1v1~1people~1me~1grants/get` in the contract.
        """
        ...

    async def revoke_grant(
        self,
        context: Context,
        *,
        grant_id: models.GrantId,
    ) -> responses.RevokeGrantResult:
        """Allow a client no longer what one has allowed

        Its access and refresh tokens stop working at once.

        `#/paths/~1v1~1people~1me~1grants~1{grant_id}/delete` in the contract.
        """
        ...


class UnimplementedGrants:
    """Answers 501 to every operation of `grants`."""

    async def list_grants(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def revoke_grant(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
