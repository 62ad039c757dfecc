"""The port of the tag `apis`.

The APIs of a team.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import apis as responses
from ..runtime.http.context import Context, not_implemented


class ApisPort(Protocol):
    """What an implementation of `apis` provides."""

    async def list_apis(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        query: models.SearchText | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListApisResult:
        """List or search the APIs of a team

        Newest first. `query` keeps the APIs whose name, title or description
        contains it, in any letter case.

        `#/paths/~1v1~1teams~1{team_id}~1apis/get` in the contract.
        """
        ...

    async def create_api(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        idempotency_key: str | None,
        body: models.ApiCreation,
    ) -> responses.CreateApiResult:
        """Create an API of a team

        For members, maintainers and owners; only the last two give it a policy, or
        say who sees it. Names of APIs are unique in their team.

        `#/paths/~1v1~1teams~1{team_id}~1apis/post` in the contract.
        """
        ...

    async def find_apis(
        self,
        context: Context,
        *,
        team: models.Name,
        name: models.Name,
    ) -> responses.FindApisResult:
        """Find an API by its names

        For whoever knows an API as `team/name`: the one API of that name in the
        team of that name, or none if there is none that the caller can see.

        `#/paths/~1v1~1apis/get` in the contract.
        """
        ...

    async def get_api(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        if_none_match: str | None,
    ) -> responses.GetApiResult:
        """Read an API

        For members of its team and the team's keys or, with `visibility`
        `everyone`, for everybody.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}/get` in the contract.
        """
        ...

    async def delete_api(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        if_match: str,
    ) -> responses.DeleteApiResult:
        """Delete an API

        For maintainers and owners. Its versions go with it.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}/delete` in the contract.
        """
        ...

    async def update_api(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        if_match: str,
        body: models.ApiPatch,
    ) -> responses.UpdateApiResult:
        """Change an API

        For members, maintainers and owners; only the last two change its policy,
        and who sees it.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}/patch` in the contract.
        """
        ...


class UnimplementedApis:
    """Answers 501 to every operation of `apis`."""

    async def list_apis(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_api(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def find_apis(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_api(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def delete_api(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def update_api(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
