"""What happened in a team: by day, by kind, and as a feed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from generated.runtime.http.answers import Answer
from impl.event_records import EVENT_TYPES, Event, EventFilter
from impl.http.etags import etag, is_known
from impl.records import Team
from impl.security import ids
from impl.services.apis import Apis
from impl.services.events import Events
from impl.services.landscapes import Landscapes
from impl.services.teams import Teams
from impl.web import event_words, lists
from impl.web.pages import feed
from impl.web.team_places import of_team, team_of, values_of
from impl.web.visits import PageVisit, Route, shown, with_query

_EVENTS: Final = 50
_APIS: Final = 100
_ATOM: Final = (b"content-type", b"application/atom+xml; charset=utf-8")


@dataclass(frozen=True, slots=True)
class ActivityServices:
    """What the pages ask."""

    teams: Teams
    events: Events
    apis: Apis
    landscapes: Landscapes


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event, who did it, and what there is to say of it.

    Attributes:
        api: the name of the API that it is about.
        below: where that is, below its page.
    """

    event: Event
    id: str
    actor: str
    sentence: str
    facts: Sequence[tuple[str, str]]
    api: str | None
    below: str | None


class ActivityPages:
    """Shows what happened."""

    def __init__(self, services: ActivityServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route("/t/{team}/activity", self._page),
            Route("/t/{team}/activity.atom", self._feed, scope="events:read"),
        )

    async def _page(self, visit: PageVisit) -> Answer:
        team, events, wanted, page = await self._found(visit)
        days = groupby(events, lambda it: it.event.occurred_at.date())
        at = of_team(team, "activity")
        filters = {"type": wanted} if wanted else {}
        feed_at = of_team(team, "activity.atom")
        values = {
            "days": [(day, [*found]) for day, found in days],
            "types": EVENT_TYPES,
            "wanted": wanted or "",
            "more": lists.following(at, page, **filters),
            "feed": with_query(feed_at, **filters) if filters else feed_at,
        }
        return shown(visit, "activity", {**values_of(team), **values})

    async def _feed(self, visit: PageVisit) -> Answer:
        team, events, _, _ = await self._found(visit)
        values = {
            "team": team,
            "events": events,
            "root": visit.root,
            "at": f"{visit.root}{of_team(team, 'activity')}",
            "id": ids.encode(ids.TEAM, team.id),
        }
        content = feed("activity", values)
        # Of what was written: whoever may be told more has another feed.
        tag = hashlib.sha256(content).hexdigest()[:32]
        fields = [(b"cache-control", b"private, no-cache")]
        fields.append((b"etag", etag(tag).encode()))
        if is_known(tag, visit.if_none_match):
            return Answer(304, fields)
        return Answer(200, [_ATOM, *fields], content)

    async def _found(
        self, visit: PageVisit
    ) -> tuple[Team, list[ShownEvent], str | None, Any]:
        asked, caller = self._services, visit.caller
        team = await team_of(asked.teams, visit)
        wanted = visit.query.get("type")
        wanted = wanted if wanted in EVENT_TYPES else None
        page = await asked.events.list_of_team(
            caller, team.id, EventFilter(wanted), _EVENTS, lists.after(visit)
        )
        names: Mapping[UUID, str] = {}
        if visit.may("members:read"):
            people = {event_words.person_of(each) for each in page.items} - {None}
            names = await asked.landscapes.names(
                caller, team.id, [each for each in people if each]
            )
        apis: Mapping[UUID, str] = {}
        if visit.may("apis:read"):
            known = await asked.apis.list_of_team(caller, team.id, None, _APIS, None)
            apis = {each.id: each.name for each in known.items}
        events = [
            ShownEvent(
                each,
                ids.encode(ids.EVENT, each.id),
                event_words.actor(each, names),
                event_words.sentence(each),
                event_words.facts(each),
                apis.get(each.api_id) if each.api_id else None,
                event_words.below(each),
            )
            for each in page.items
        ]
        return team, events, wanted, page
