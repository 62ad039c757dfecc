"""The port of the tag `api_keys`.

Credentials of a team for programs.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import api_keys as responses
from ..runtime.http.context import Context, not_implemented


class ApiKeysPort(Protocol):
    """What an implementation of `api_keys` provides."""

    async def list_api_keys(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListApiKeysResult:
        """List the API keys of a team

        For maintainers and owners. Newest first; secrets are never shown again.

        `#/paths/~1v1~1teams~1{team_id}~1api-keys/get` in the contract.
        """
        ...

    async def create_api_key(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        body: models.ApiKeyCreation,
    ) -> responses.CreateApiKeyResult:
        """Create an API key of a team

        For maintainers and owners. The secret is in this answer only; the service
        keeps no more than a digest of it. Send it as `X-Api-Key`.

        `#/paths/~1v1~1teams~1{team_id}~1api-keys/post` in the contract.
        """
        ...

    async def get_api_key(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_key_id: models.ApiKeyId,
    ) -> responses.GetApiKeyResult:
        """Read an API key

        For maintainers and owners.

        `#/paths/~1v1~1teams~1{team_id}~1api-keys~1{api_key_id}/get` in the contract.
        """
        ...

    async def revoke_api_key(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_key_id: models.ApiKeyId,
    ) -> responses.RevokeApiKeyResult:
        """Revoke an API key

        For maintainers and owners. The key stops working at once.

        `#/paths/~1v1~1teams~1{team_id}~1api-keys~1{api_key_id}/delete` in the contract.
        """
        ...


class UnimplementedApiKeys:
    """Answers 501 to every operation of `api_keys`."""

    async def list_api_keys(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_api_key(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_api_key(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def revoke_api_key(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
