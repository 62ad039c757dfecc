"""Which team a page is about, and what somebody may do there."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from impl.records import Team
from impl.security import ids
from impl.security.permissions import Permission, allowed
from impl.services.teams import Teams
from impl.web.visits import PageVisit

_MAY: Final = {
    "update": Permission.UPDATE_TEAM,
    "delete": Permission.DELETE_TEAM,
    "members": Permission.MANAGE_MEMBERS,
    "owners": Permission.MANAGE_OWNERS,
    "keys": Permission.MANAGE_API_KEYS,
    "environments": Permission.MANAGE_ENVIRONMENTS,
    "deployments": Permission.RECORD_DEPLOYMENTS,
    "webhooks": Permission.MANAGE_WEBHOOKS,
    "policies": Permission.SET_POLICIES,
    "consumers": Permission.WRITE_CONSUMERS,
    "delete_consumers": Permission.DELETE_CONSUMERS,
}


async def team_of(teams: Teams, visit: PageVisit) -> Team:
    """Return the team that the path of a page names.

    Raises:
        SignInNeeded: nobody is logged in.
        NotFound: they can't see it.
    """
    return await teams.named(visit.caller, visit.names["team"])


def of_team(team: Team, *more: str) -> str:
    """Return the path of a team's page, or of one below it."""
    return "/".join(["", "t", *(quote(each, safe="") for each in (team.name, *more))])


def values_of(team: Team) -> Mapping[str, object]:
    """Return what all pages of a team show; `may` only hides what would be refused."""
    may = {name: allowed(team.role, each) for name, each in _MAY.items()}
    resource = f"/v1/teams/{ids.encode(ids.TEAM, team.id)}"
    return {"team": team, "at": of_team(team), "may": may, "team_resource": resource}
