"""The port of the tag `oauth_clients`.

Programs that people may allow to act for them, or that act for a team.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import oauth_clients as responses
from ..runtime.http.context import Context, not_implemented


class OauthClientsPort(Protocol):
    """What an implementation of `oauth_clients` provides."""

    async def list_oauth_clients(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListOauthClientsResult:
        """List the OAuth clients of a team

        For maintainers and owners. Newest first; secrets are never shown again.

        `#/paths/~1v1~1teams~1{team_id}~1oauth-clients/get` in the contract.
        """
        ...

    async def create_oauth_client(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        body: models.OAuthClientCreation,
    ) -> responses.CreateOauthClientResult:
        """Register an OAuth client of a team

        For maintainers and owners. A confidential client gets a secret, which is in this answer only;
        the service keeps no more than a digest of it. A public client, such as a command-line tool or
        a page, can keep none: it proves by PKCE that a code is its own, and can't have
        `client_credentials`.

        `#/paths/~1v1~1teams~1{team_id}~1oauth-clients/post` in the contract.
        """
        ...

    async def get_oauth_client(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        oauth_client_id: models.OAuthClientId,
        if_none_match: str | None,
    ) -> responses.GetOauthClientResult:
        """Read an OAuth client

        For maintainers and owners.

        `#/paths/~1v1~1teams~1{team_id}~1oauth-clients~1{oauth_client_id}/get` in the contract.
        """
        ...

    async def delete_oauth_client(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        oauth_client_id: models.OAuthClientId,
        if_match: str,
    ) -> responses.DeleteOauthClientResult:
        """Delete an OAuth client

        For maintainers and owners. All of its tokens stop working at once.

        `#/paths/~1v1~1teams~1{team_id}~1oauth-clients~1{oauth_client_id}/delete` in the contract.
        """
        ...

    async def update_oauth_client(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        oauth_client_id: models.OAuthClientId,
        if_match: str,
        body: models.OAuthClientPatch,
    ) -> responses.UpdateOauthClientResult:
        """Change an OAuth client

        For maintainers and owners. Whoever has allowed it something before has not
        allowed it more: scopes that a client loses are gone from its next access
        token on.

        `#/paths/~1v1~1teams~1{team_id}~1oauth-clients~1{oauth_client_id}/patch` in the contract.
        """
        ...


class UnimplementedOauthClients:
    """Answers 501 to every operation of `oauth_clients`."""

    async def list_oauth_clients(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_oauth_client(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_oauth_client(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def delete_oauth_client(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def update_oauth_client(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
