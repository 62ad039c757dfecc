"""The port of the tag `environments`.

Places where builds of APIs and consumers meet.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import environments as responses
from ..runtime.http.context import Context, not_implemented


class EnvironmentsPort(Protocol):
    """What an implementation of `environments` provides."""

    async def list_environments(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListEnvironmentsResult:
        """List the environments of a team

        Newest first.

        `#/paths/~1v1~1teams~1{team_id}~1environments/get` in the contract.
        """
        ...

    async def create_environment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        idempotency_key: str | None,
        body: models.EnvironmentCreation,
    ) -> responses.CreateEnvironmentResult:
        """Create an environment of a team

        For maintainers and owners. An environment is a place where builds of APIs
        and consumers meet, such as production. Names of environments are unique in
        their team.

        `#/paths/~1v1~1teams~1{team_id}~1environments/post` in the contract.
        """
        ...

    async def find_environments(
        self,
        context: Context,
        *,
        team: models.Name,
        name: models.Name,
    ) -> responses.FindEnvironmentsResult:
        """Find an environment by its names

        For whoever knows an environment by its team and name: the one of that name
        in the team of that name, or none if there is none that the caller can see.

        `#/paths/~1v1~1environments/get` in the contract.
        """
        ...

    async def get_environment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        if_none_match: str | None,
    ) -> responses.GetEnvironmentResult:
        """Read an environment

        A place of the team's deployments.

        `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}/get` in the contract.
        """
        ...

    async def delete_environment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        if_match: str,
    ) -> responses.DeleteEnvironmentResult:
        """Delete an environment

        For maintainers and owners. Its deployments go with it.

        `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}/delete` in the contract.
        """
        ...

    async def update_environment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        if_match: str,
        body: models.EnvironmentPatch,
    ) -> responses.UpdateEnvironmentResult:
        """Change an environment

        For maintainers and owners.

        `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}/patch` in the contract.
        """
        ...


class UnimplementedEnvironments:
    """Answers 501 to every operation of `environments`."""

    async def list_environments(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_environment(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def find_environments(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_environment(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def delete_environment(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def update_environment(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
