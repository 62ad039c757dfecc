"""Teams."""

from generated import Context, models
from generated.responses import shared
from generated.responses import teams as responses
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.records import Team
from impl.security import ids
from impl.services.teams import TeamChange, TeamFields, Teams


class TeamsHandler:
    """Implements `TeamsPort`."""

    def __init__(
        self, teams: Teams, pager: Pager, idempotency: IdempotencyKeys
    ) -> None:
        self._teams = teams
        self._pager = pager
        self._idempotency = idempotency

    async def create_team(
        self,
        context: Context,
        *,
        idempotency_key: str | None,
        body: models.TeamCreation,
    ) -> responses.CreateTeam201:
        """Create a team."""
        call = self._idempotency.call(
            context, idempotency_key, _created, wire.content(body)
        )
        new = TeamFields(
            name=body.name,
            title=body.title,
            description=wire.given(body.description),
        )
        return _created(await self._teams.create(caller_of(context), new, call))

    async def list_teams(
        self, context: Context, *, limit: int, cursor: models.Cursor | None
    ) -> responses.ListTeams200:
        """List the caller's teams."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._teams.list_own(caller_of(context), limit, paging.after)
        following = paging.next(page)
        return responses.ListTeams200(
            body=models.TeamPage(
                items=[wire.team(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_team(
        self, context: Context, *, team_id: models.TeamId, if_none_match: str | None
    ) -> responses.GetTeam200 | shared.NotModified:
        """Answer with a team."""
        wanted = ids.decode(ids.TEAM, team_id)
        team = await self._teams.get(caller_of(context), wanted)
        if is_known(team.tag, if_none_match):
            return shared.NotModified(etag=etag(team.tag))
        return responses.GetTeam200(body=wire.team(team), etag=etag(team.tag))

    async def update_team(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        if_match: str,
        body: models.TeamPatch,
    ) -> responses.UpdateTeam200:
        """Change a team."""
        change = TeamChange(
            name=wire.change(body.name),
            title=wire.change(body.title),
            description=wire.change(body.description),
        )
        team = await self._teams.update(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            change,
            strong_tags(if_match),
        )
        return responses.UpdateTeam200(body=wire.team(team), etag=etag(team.tag))

    async def delete_team(
        self, context: Context, *, team_id: models.TeamId, if_match: str
    ) -> responses.DeleteTeam204:
        """Remove a team."""
        await self._teams.delete(
            caller_of(context), ids.decode(ids.TEAM, team_id), strong_tags(if_match)
        )
        return responses.DeleteTeam204()


def _created(team: Team) -> responses.CreateTeam201:
    return responses.CreateTeam201(
        body=wire.team(team),
        etag=etag(team.tag),
        location=f"/v1/teams/{ids.encode(ids.TEAM, team.id)}",
    )
