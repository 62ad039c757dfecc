"""What is so in a team: its policies in sentences, and how much it has."""

from collections.abc import Sequence
from typing import Final

from generated.runtime.http.answers import Answer
from impl.services.apis import Apis
from impl.services.landscapes import Landscapes
from impl.services.teams import Teams
from impl.web.policy_words import sentences
from impl.web.team_places import team_of, values_of
from impl.web.visits import PageVisit, Route, shown

_MOST: Final = 100


class TeamFactsPages:
    """Shows policies and quotas."""

    def __init__(self, teams: Teams, apis: Apis, landscapes: Landscapes) -> None:
        self._teams = teams
        self._apis = apis
        self._landscapes = landscapes

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route("/t/{team}/policies", self._policies),
            Route("/t/{team}/quotas", self._quotas),
        )

    async def _policies(self, visit: PageVisit) -> Answer:
        team = await team_of(self._teams, visit)
        page = await self._apis.list_of_team(visit.caller, team.id, None, _MOST, None)
        values = {
            "apis": [(each, sentences(each.policy)) for each in page.items],
            "is_cut": page.next is not None,
        }
        return shown(visit, "policies", {**values_of(team), **values})

    async def _quotas(self, visit: PageVisit) -> Answer:
        team = await team_of(self._teams, visit)
        quotas = await self._landscapes.quotas(visit.caller, team.id)
        return shown(visit, "quotas", {**values_of(team), "quotas": quotas})
