"""The port of the tag `teams`.

Teams own APIs.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import teams as responses
from ..runtime.http.context import Context, not_implemented


class TeamsPort(Protocol):
    """What an implementation of `teams` provides."""

    async def list_teams(
        self,
        context: Context,
        *,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListTeamsResult:
        """List the teams one belongs to

        Newest first. An API key belongs to one team.

        `#/paths/~1v1~1teams/get` in the contract.
        """
        ...

    async def create_team(
        self,
        context: Context,
        *,
        idempotency_key: str | None,
        body: models.TeamCreation,
    ) -> responses.CreateTeamResult:
        """Create a team

        The caller becomes its owner. Names of teams are unique in the service.

        `#/paths/~1v1~1teams/post` in the contract.
        """
        ...

    async def get_team(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        if_none_match: str | None,
    ) -> responses.GetTeamResult:
        """Read a team

        For its members, and for its API keys.

        `#/paths/~1v1~1teams~1{team_id}/get` in the contract.
        """
        ...

    async def delete_team(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        if_match: str,
    ) -> responses.DeleteTeamResult:
        """Delete a team

        For owners. Its members, keys, APIs and versions go with it. Refused with
        403 `fresh_login_required` unless the owner logged in a short while ago: log
        in again.

        `#/paths/~1v1~1teams~1{team_id}/delete` in the contract.
        """
        ...

    async def update_team(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        if_match: str,
        body: models.TeamPatch,
    ) -> responses.UpdateTeamResult:
        """Change a team

        For maintainers and owners.

        `#/paths/~1v1~1teams~1{team_id}/patch` in the contract.
        """
        ...


class UnimplementedTeams:
    """Answers 501 to every operation of `teams`."""

    async def list_teams(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_team(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_team(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def delete_team(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def update_team(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
