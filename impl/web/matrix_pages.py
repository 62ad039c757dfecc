"""Who gets on with whom: in an environment, before something goes there, and at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from uuid import UUID

from generated.runtime.http.answers import Answer
from impl.deployment_records import Environment
from impl.errors import DomainError, NotFound
from impl.records import Team
from impl.security import ids
from impl.services.apis import Apis
from impl.services.consumers import Consumers
from impl.services.deployability import Deployability, DeployabilityVerdict
from impl.services.environments import Environments
from impl.services.landscapes import JudgedEdge, Landscapes
from impl.services.meetings import GRAVITY, JudgedMeeting
from impl.services.teams import Teams
from impl.web import forms, graphs
from impl.web.forms import FormRefused
from impl.web.places import of_api
from impl.web.taking import NONE, Trouble, trouble_of
from impl.web.team_places import team_of, values_of
from impl.web.visits import PageVisit, Route, shown, with_query

_MOST: Final = 100
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class MatrixServices:
    """What the pages ask."""

    teams: Teams
    apis: Apis
    consumers: Consumers
    environments: Environments
    deployability: Deployability
    landscapes: Landscapes


@dataclass(frozen=True, slots=True)
class Pair:
    """A consumer and an API that meet, and whether they get on."""

    judged: JudgedMeeting
    comparison: str | None


class MatrixPages:
    """Shows who gets on with whom."""

    def __init__(self, services: MatrixServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route("/t/{team}/matrix", self._matrix),
            Route("/t/{team}/can-i-deploy", self._can_i),
            Route("/t/{team}/graph", self._graph),
        )

    async def _matrix(self, visit: PageVisit) -> Answer:
        asked, caller = self._services, visit.caller
        team = await team_of(asked.teams, visit)
        page = await asked.environments.list_of_team(caller, team.id, _MOST, None)
        wanted = visit.query.get("environment") or None
        chosen = _chosen(page.items, wanted)
        values: dict[str, object] = {
            **values_of(team),
            "environments": page.items,
            "chosen": chosen,
            "rows": [],
            "columns": [],
            "verdict": None,
            "form": {"to": chosen.name if chosen else ""},
        }
        if chosen:
            verdict = await asked.deployability.in_environment(
                caller, (team.id, chosen.id)
            )
            pairs = await self._pairs(visit, team, verdict)
            columns = sorted({_api(each) for each in pairs})
            values |= {
                "verdict": verdict,
                "columns": columns,
                "rows": _rows(pairs, columns),
            }
        return shown(visit, "matrix", values)

    async def _can_i(self, visit: PageVisit) -> Answer:
        team = await team_of(self._services.teams, visit)
        if not visit.query.get("name"):
            return await self._answering(visit, team, None, NONE)
        try:
            verdict = await self._verdict(visit, team)
        except (FormRefused, DomainError) as wrong:
            return await self._answering(visit, team, None, trouble_of(wrong, visit))
        return await self._answering(visit, team, verdict, NONE)

    async def _answering(
        self,
        visit: PageVisit,
        team: Team,
        verdict: DeployabilityVerdict | None,
        trouble: Trouble,
    ) -> Answer:
        page = await self._services.environments.list_of_team(
            visit.caller, team.id, _MOST, None
        )
        pairs = await self._pairs(visit, team, verdict) if verdict else []
        values = {
            "environments": page.items,
            "form": visit.query,
            "verdict": verdict,
            "pairs": pairs,
        }
        return trouble.shown(visit, "can_i_deploy", {**values_of(team), **values})

    async def _verdict(self, visit: PageVisit, team: Team) -> DeployabilityVerdict:
        """Answer the question that an address asks.

        Raises:
            FormRefused: it asks for what has no such name.
            NotFound: there is no such thing.
        """
        asked, caller, query = self._services, visit.caller, visit.query
        said = {name: query.get(name, "") for name in ("name", "version", "to")}
        for name, text in said.items():
            if not text or "\0" in text or len(text) > _LONGEST:
                raise FormRefused({name: ["This names nothing."]})
        named = await asked.environments.named(caller, team.name, said["to"])
        for environment in named:
            place = (team.id, environment.id)
            break
        else:
            raise FormRefused({"to": ["There is no such environment."]})
        if query.get("what") == "consumer":
            for consumer in await asked.consumers.named(
                caller, team.name, said["name"]
            ):
                return await asked.deployability.of_consumer(
                    caller, place, consumer.id, said["version"]
                )
            raise FormRefused({"name": ["There is no such consumer."]})
        forms.check_field("version", "VersionReference", said["version"])
        for api in await asked.apis.named(caller, team.name, said["name"]):
            return await asked.deployability.of_api(
                *(caller, place, api.id, said["version"], None)
            )
        raise FormRefused({"name": ["There is no such API."]})

    async def _pairs(
        self, visit: PageVisit, team: Team, verdict: DeployabilityVerdict
    ) -> list[Pair]:
        edges = await self._services.landscapes.built_on(visit.caller, team.id)
        teams = {each.api_id: each.api_team for each in edges}
        return [Pair(each, _comparison(each, teams)) for each in verdict.pairs]

    async def _graph(self, visit: PageVisit) -> Answer:
        team = await team_of(self._services.teams, visit)
        edges = await self._services.landscapes.judged(visit.caller, team.id)
        values = {
            "edges": [(each, _of_edge(each)) for each in edges],
            "said": graphs.SAID,
            "drawing": graphs.drawn(edges, team.name),
            "width": graphs.WIDTH,
            "box": graphs.BOX,
        }
        return shown(visit, "graph", {**values_of(team), **values})


def _chosen(known: Sequence[Environment], wanted: str | None) -> Environment | None:
    if wanted is None:
        return known[0] if known else None
    for each in known:
        if each.name == wanted:
            return each
    raise NotFound("environment")


def _comparison(pair: JudgedMeeting, teams: Mapping[UUID, str]) -> str | None:
    """Return where the comparison is that an answer follows from."""
    met, team = pair.meeting, teams.get(pair.meeting.api_id)
    if pair.comparison_id is None or team is None:
        return None
    name = ids.encode(ids.COMPARISON, pair.comparison_id)
    return of_api(team, met.api, "comparisons", name)


def _of_edge(edge: JudgedEdge) -> str | None:
    """Return where it is shown why, or asked for."""
    it, judged = edge.edge, edge.judged
    if judged is None:
        return None
    if judged.comparison_id:
        name = ids.encode(ids.COMPARISON, judged.comparison_id)
        return of_api(it.api_team, it.api, "comparisons", name)
    if judged.code == "not_begun":
        sides = {
            "base": it.base_version,
            "revision": judged.meeting.revision_version or "",
        }
        return with_query(of_api(it.api_team, it.api, "compare"), **sides)
    return None


def _api(pair: Pair) -> tuple[str, str]:
    met = pair.judged.meeting
    return met.api, met.revision_version or ""


def _rows(
    pairs: Sequence[Pair], columns: Sequence[tuple[str, str]]
) -> list[tuple[tuple[str, str], list[list[Pair]]]]:
    """Return the cells of each consumer, the gravest of a cell first."""

    def consumer(pair: Pair) -> tuple[str, str]:
        return pair.judged.meeting.consumer, pair.judged.meeting.consumer_version

    def gravity(pair: Pair) -> int:
        return GRAVITY.index(pair.judged.answer)

    return [
        (
            name,
            [
                sorted((it for it in own if _api(it) == each), key=gravity)
                for each in columns
            ],
        )
        for name, found in groupby(sorted(pairs, key=consumer), key=consumer)
        for own in [list(found)]
    ]
