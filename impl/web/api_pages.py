"""One API: its versions as a line of steps, and what is proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from generated.runtime.http.answers import Answer
from impl.errors import NotFound
from impl.overview_records import VersionStep
from impl.records import Api, Version
from impl.security import ids
from impl.services.apis import Apis
from impl.services.overviews import Overviews
from impl.services.proposals import Proposals
from impl.services.versions import Versions
from impl.web.places import of_api
from impl.web.visits import PageVisit, Route, shown

_VERSIONS: Final = 30
_PROPOSALS: Final = 10


@dataclass(frozen=True, slots=True)
class ApiPlace:
    """An API that the caller sees, and how its pages name it."""

    api: Api
    team: str

    @property
    def path(self) -> str:
        """Where its page is."""
        return of_api(self.team, self.api.name)

    @property
    def resource(self) -> str:
        """Where it is in the API."""
        team = ids.encode(ids.TEAM, self.api.team_id)
        return f"/v1/teams/{team}/apis/{ids.encode(ids.API, self.api.id)}"

    def values(self) -> dict[str, object]:
        """Return what all pages below it show."""
        return {
            "team": self.team,
            "api": self.api,
            "api_id": ids.encode(ids.API, self.api.id),
            "at": self.path,
            "resource": self.resource,
        }


async def place_of(apis: Apis, visit: PageVisit) -> ApiPlace:
    """Return the API that the path of a page names.

    Raises:
        SignInNeeded: nobody is logged in.
        NotFound: they can't see it.
    """
    team = visit.names["team"]
    for api in await apis.named(visit.caller, team, visit.names["api"]):
        return ApiPlace(api, team)
    raise NotFound("API")


@dataclass(frozen=True, slots=True)
class LineStep:
    """A version, and the step to it from the one before, if it is known."""

    version: Version
    before: Version | None
    step: VersionStep | None

    @property
    def comparison_id(self) -> str | None:
        """The id of the comparison of the two."""
        return ids.encode(ids.COMPARISON, self.step.id) if self.step else None


@dataclass(frozen=True, slots=True)
class ApiServices:
    """What the pages ask."""

    apis: Apis
    versions: Versions
    overviews: Overviews
    proposals: Proposals


class ApiPages:
    """Shows an API."""

    def __init__(self, services: ApiServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (Route("/a/{team}/{api}", self._show),)

    async def _show(self, visit: PageVisit) -> Answer:
        asked, caller = self._services, visit.caller
        place = await place_of(asked.apis, visit)
        api = (place.api.team_id, place.api.id)
        page = await asked.versions.list_of_api(caller, *api, _VERSIONS, None)
        steps = await asked.overviews.steps(place.api, page.items)
        line = []
        for version, before in zip_longest(page.items, page.items[1:]):
            step = steps.get((before.id, version.id)) if before else None
            line.append(LineStep(version, before, step))
        proposals = await asked.proposals.list_of_api(caller, api, _PROPOSALS, None)
        values = {
            "line": line,
            "is_cut": page.next is not None,
            "proposals": proposals.items,
            "more_proposals": proposals.next is not None,
        }
        return shown(visit, "api", {**place.values(), **values})
