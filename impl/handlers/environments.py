"""Places where builds of APIs and consumers meet."""

from uuid import UUID

from generated import Context, models
from generated.responses import environments as responses
from generated.responses import shared
from impl.deployment_records import Environment, EnvironmentFields
from impl.handlers import deployment_wire, wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.security import ids
from impl.services.environments import (
    EnvironmentChange,
    Environments,
)


class EnvironmentsHandler:
    """Implements `EnvironmentsPort`."""

    def __init__(
        self, environments: Environments, pager: Pager, idempotency: IdempotencyKeys
    ) -> None:
        self._environments = environments
        self._pager = pager
        self._idempotency = idempotency

    async def create_environment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        idempotency_key: str | None,
        body: models.EnvironmentCreation,
    ) -> responses.CreateEnvironment201:
        """Create an environment."""

        def created(environment: Environment) -> responses.CreateEnvironment201:
            written = deployment_wire.environment(environment)
            return responses.CreateEnvironment201(
                body=written,
                etag=etag(environment.tag),
                location=f"/v1/teams/{team_id}/environments/{written.id}",
            )

        call = self._idempotency.call(
            context, idempotency_key, created, wire.content(body)
        )
        environment = await self._environments.create(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            EnvironmentFields(name=body.name, title=body.title),
            call,
        )
        return created(environment)

    async def list_environments(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListEnvironments200:
        """List a team's environments."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._environments.list_of_team(
            caller_of(context), ids.decode(ids.TEAM, team_id), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListEnvironments200(
            body=models.EnvironmentPage(
                items=[deployment_wire.environment(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def find_environments(
        self, context: Context, *, team: models.Name, name: models.Name
    ) -> responses.FindEnvironments200:
        """Find an environment by its names."""
        found = await self._environments.named(caller_of(context), team, name)
        items = [deployment_wire.environment(each) for each in found]
        return responses.FindEnvironments200(body=models.EnvironmentPage(items=items))

    async def get_environment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        if_none_match: str | None,
    ) -> responses.GetEnvironment200 | shared.NotModified:
        """Answer with an environment."""
        environment = await self._environments.get(
            caller_of(context), *_place(team_id, environment_id)
        )
        if is_known(environment.tag, if_none_match):
            return shared.NotModified(etag=etag(environment.tag))
        return responses.GetEnvironment200(
            body=deployment_wire.environment(environment), etag=etag(environment.tag)
        )

    async def update_environment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        if_match: str,
        body: models.EnvironmentPatch,
    ) -> responses.UpdateEnvironment200:
        """Change an environment."""
        change = EnvironmentChange(
            name=wire.change(body.name), title=wire.change(body.title)
        )
        environment = await self._environments.update(
            caller_of(context),
            *_place(team_id, environment_id),
            change,
            strong_tags(if_match),
        )
        return responses.UpdateEnvironment200(
            body=deployment_wire.environment(environment), etag=etag(environment.tag)
        )

    async def delete_environment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        if_match: str,
    ) -> responses.DeleteEnvironment204:
        """Remove an environment."""
        await self._environments.delete(
            caller_of(context), *_place(team_id, environment_id), strong_tags(if_match)
        )
        return responses.DeleteEnvironment204()


def _place(team_id: str, environment_id: str) -> tuple[UUID, UUID]:
    return ids.decode(ids.TEAM, team_id), ids.decode(ids.ENVIRONMENT, environment_id)
