"""Consumers of a team: what they build on, by their versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generated.runtime.http.answers import Answer
from impl.deployment_records import Consumer, ConsumerFields
from impl.errors import NotFound
from impl.records import Team
from impl.security import ids
from impl.services.consumer_versions import ConsumerVersions
from impl.services.consumers import ConsumerChange, Consumers
from impl.services.landscapes import Landscapes
from impl.services.teams import Teams
from impl.web import forms, lists
from impl.web.taking import Trouble, id_in, showing, tags_in, taking
from impl.web.team_places import of_team, team_of, values_of
from impl.web.visits import PageVisit, Route, gone_to

_MOST: Final = 100
_VERSIONS: Final = 30


@dataclass(frozen=True, slots=True)
class ConsumerServices:
    """What the pages ask."""

    teams: Teams
    consumers: Consumers
    versions: ConsumerVersions
    landscapes: Landscapes


class ConsumerPages:
    """Shows consumers, makes, changes and removes them."""

    def __init__(self, services: ConsumerServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        at = "/t/{team}/consumers"
        one = f"{at}/{{name}}"
        return (
            Route(at, showing(self._page), taking(self._make, self._page)),
            Route(one, showing(self._one), taking(self._change, self._one, "change")),
            Route(f"{one}/versions", None, taking(self._forget, self._one)),
            Route(f"{one}/deletion", None, taking(self._delete, self._one)),
        )

    async def _page(self, visit: PageVisit, trouble: Trouble) -> Answer:
        asked, caller = self._services, visit.caller
        team = await team_of(asked.teams, visit)
        page = await asked.consumers.list_of_team(
            caller, team.id, _MOST, lists.after(visit)
        )
        edges = await asked.landscapes.built_on(caller, team.id)
        values = {
            **values_of(team),
            "consumers": [
                (each, [it for it in edges if it.consumer_id == each.id])
                for each in page.items
            ],
            "guests": [it for it in edges if it.consumer_team != team.name],
            "more": lists.following(of_team(team, "consumers"), page),
        }
        return trouble.shown(visit, "consumers", values)

    async def _make(self, visit: PageVisit) -> Answer:
        team = await team_of(self._services.teams, visit)
        value = forms.given(visit.form, ("name", "title"), ("contact",))
        forms.check("ConsumerCreation", value)
        new = ConsumerFields(
            name=visit.form["name"],
            title=visit.form["title"],
            contact=visit.form.get("contact") or None,
        )
        made = await self._services.consumers.create(visit.caller, team.id, new, None)
        return gone_to(of_team(team, "consumers", made.name))

    async def _at(self, visit: PageVisit) -> tuple[Team, Consumer]:
        team = await team_of(self._services.teams, visit)
        named = await self._services.consumers.named(
            visit.caller, team.name, visit.names["name"]
        )
        for consumer in named:
            return team, consumer
        raise NotFound("consumer")

    async def _one(self, visit: PageVisit, trouble: Trouble) -> Answer:
        asked, caller = self._services, visit.caller
        team, consumer = await self._at(visit)
        page = await asked.versions.list_of_consumer(
            caller, team.id, consumer.id, _VERSIONS, lists.after(visit)
        )
        edges = await asked.landscapes.built_on(caller, team.id)
        placed = await asked.landscapes.placements(caller, team.id)
        here = of_team(team, "consumers", consumer.name)
        known = {
            "name": consumer.name,
            "title": consumer.title,
            "contact": consumer.contact or "",
        }
        values = {
            **values_of(team),
            "consumer": consumer,
            "consumer_id": ids.encode(ids.CONSUMER, consumer.id),
            "here": here,
            "versions": [
                (ids.encode(ids.CONSUMER_VERSION, each.id), each) for each in page.items
            ],
            "more": lists.following(here, page),
            "names": {it.api_id: (it.api_team, it.api) for it in edges},
            "places": [
                it
                for it in placed
                if it.kind == "consumer" and it.name == consumer.name
            ],
            "form": dict(visit.form) if trouble.tried == "change" else known,
        }
        return trouble.shown(visit, "consumer", values)

    async def _change(self, visit: PageVisit) -> Answer:
        team, consumer = await self._at(visit)
        value = forms.given(visit.form, ("name", "title"))
        contact = visit.form.get("contact") or None
        forms.check("ConsumerPatch", {**value, "contact": contact})
        change = ConsumerChange(
            name=visit.form["name"], title=visit.form["title"], contact=contact
        )
        place = (visit.caller, team.id, consumer.id)
        changed = await self._services.consumers.update(*place, change, tags_in(visit))
        return gone_to(of_team(team, "consumers", changed.name))

    async def _forget(self, visit: PageVisit) -> Answer:
        team, consumer = await self._at(visit)
        version_id = id_in(visit, ids.CONSUMER_VERSION, "version")
        await self._services.versions.delete(
            visit.caller, (team.id, consumer.id, version_id), tags_in(visit)
        )
        return gone_to(of_team(team, "consumers", consumer.name))

    async def _delete(self, visit: PageVisit) -> Answer:
        team, consumer = await self._at(visit)
        place = (visit.caller, team.id, consumer.id)
        await self._services.consumers.delete(*place, tags_in(visit))
        return gone_to(of_team(team, "consumers"))
