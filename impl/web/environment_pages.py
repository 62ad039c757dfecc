"""Environments of a team, and what is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from generated.runtime.http.answers import Answer
from impl.deployment_records import Environment, EnvironmentFields
from impl.errors import NotFound
from impl.records import Team
from impl.security import ids
from impl.services.deployments import Deployments
from impl.services.environments import EnvironmentChange, Environments
from impl.services.landscapes import Landscapes
from impl.services.teams import Teams
from impl.web import forms
from impl.web.taking import Trouble, id_in, showing, tags_in, taking
from impl.web.team_places import of_team, team_of, values_of
from impl.web.visits import PageVisit, Route, gone_to

MOST = 100


@dataclass(frozen=True, slots=True)
class EnvironmentServices:
    """What the pages ask."""

    teams: Teams
    environments: Environments
    deployments: Deployments
    landscapes: Landscapes


class EnvironmentPages:
    """Shows environments, makes, changes and removes them."""

    def __init__(self, services: EnvironmentServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        at = "/t/{team}/environments"
        one = f"{at}/{{name}}"
        return (
            Route(at, showing(self._page), taking(self._make, self._page)),
            Route(one, showing(self._one), taking(self._change, self._one, "change")),
            Route(f"{one}/deployments", None, taking(self._end, self._one)),
            Route(f"{one}/deletion", None, taking(self._delete, self._one)),
        )

    async def _page(self, visit: PageVisit, trouble: Trouble) -> Answer:
        asked, caller = self._services, visit.caller
        team = await team_of(asked.teams, visit)
        page = await asked.environments.list_of_team(caller, team.id, MOST, None)
        placed = await asked.landscapes.placements(caller, team.id)
        values = {
            **values_of(team),
            "environments": [
                (each, sum(it.environment_id == each.id for it in placed))
                for each in page.items
            ],
        }
        return trouble.shown(visit, "environments", values)

    async def _make(self, visit: PageVisit) -> Answer:
        team = await team_of(self._services.teams, visit)
        forms.check("EnvironmentCreation", forms.given(visit.form, ("name", "title")))
        new = EnvironmentFields(name=visit.form["name"], title=visit.form["title"])
        await self._services.environments.create(visit.caller, team.id, new, None)
        return gone_to(of_team(team, "environments"))

    async def _at(self, visit: PageVisit) -> tuple[Team, Environment]:
        team = await team_of(self._services.teams, visit)
        named = await self._services.environments.named(
            visit.caller, team.name, visit.names["name"]
        )
        for environment in named:
            return team, environment
        raise NotFound("environment")

    async def _one(self, visit: PageVisit, trouble: Trouble) -> Answer:
        team, environment = await self._at(visit)
        placed = await self._services.landscapes.placements(visit.caller, team.id)
        known = {"name": environment.name, "title": environment.title}
        values = {
            **values_of(team),
            "environment": environment,
            "environment_id": ids.encode(ids.ENVIRONMENT, environment.id),
            "here": of_team(team, "environments", environment.name),
            "placed": [
                (ids.encode(ids.DEPLOYMENT, each.id), each)
                for each in placed
                if each.environment_id == environment.id
            ],
            "form": dict(visit.form) if trouble.tried == "change" else known,
        }
        return trouble.shown(visit, "environment", values)

    async def _change(self, visit: PageVisit) -> Answer:
        team, environment = await self._at(visit)
        forms.check("EnvironmentPatch", forms.given(visit.form, ("name", "title")))
        change = EnvironmentChange(name=visit.form["name"], title=visit.form["title"])
        place = (visit.caller, team.id, environment.id)
        changed = await self._services.environments.update(
            *place, change, tags_in(visit)
        )
        return gone_to(of_team(team, "environments", changed.name))

    async def _end(self, visit: PageVisit) -> Answer:
        team, environment = await self._at(visit)
        deployment_id = id_in(visit, ids.DEPLOYMENT, "deployment")
        await self._services.deployments.end(
            visit.caller, (team.id, environment.id), deployment_id, tags_in(visit)
        )
        return gone_to(of_team(team, "environments", environment.name))

    async def _delete(self, visit: PageVisit) -> Answer:
        team, environment = await self._at(visit)
        place = (visit.caller, team.id, environment.id)
        await self._services.environments.delete(*place, tags_in(visit))
        return gone_to(of_team(team, "environments"))
