"""Webhooks of a team, and what was sent to them."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from generated.runtime.http.answers import Answer
from impl.errors import NotFound
from impl.event_records import EVENT_TYPES
from impl.records import Team
from impl.security import ids
from impl.services.teams import Teams
from impl.services.webhooks import WebhookChange, Webhooks
from impl.web import forms, lists
from impl.web.taking import NONE, Trouble, id_in, showing, tags_in, taking
from impl.web.team_places import of_team, team_of, values_of
from impl.web.visits import PageVisit, Route, gone_to
from impl.webhook_records import PING, WebhookFields

_MOST: Final = 100
_DELIVERIES: Final = 30
# Pings go to one webhook, whatever it wants.
_TYPES: Final = tuple(each for each in EVENT_TYPES if each != PING)


class WebhookPages:
    """Shows webhooks, makes, changes, tries and removes them."""

    def __init__(self, teams: Teams, webhooks: Webhooks) -> None:
        self._teams = teams
        self._webhooks = webhooks

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        at = "/t/{team}/webhooks"
        one = f"{at}/{{id}}"
        acts = {
            "change": self._change,
            "ping": self._ping,
            "secret": self._rotate,
            "redelivery": self._redeliver,
            "deletion": self._delete,
        }
        return (
            Route(at, showing(self._page), taking(self._make, self._page)),
            Route(one, showing(self._one)),
            *(
                Route(f"{one}/{name}", None, taking(act, self._one, name))
                for name, act in acts.items()
            ),
        )

    async def _page(self, visit: PageVisit, trouble: Trouble) -> Answer:
        team = await team_of(self._teams, visit)
        page = await self._webhooks.list_of_team(visit.caller, team.id, _MOST, None)
        found = [(ids.encode(ids.WEBHOOK, each.id), each) for each in page.items]
        values = {**values_of(team), "webhooks": found, "types": _TYPES}
        return trouble.shown(visit, "webhooks", values)

    async def _make(self, visit: PageVisit) -> Answer:
        team = await team_of(self._teams, visit)
        new = _fields(visit)
        webhook, secret = await self._webhooks.create(visit.caller, team.id, new)
        values = {"webhook": webhook, "secret": secret}
        name = ids.encode(ids.WEBHOOK, webhook.id)
        return NONE.shown(
            visit, "webhook_secret", {**values_of(team), **values, "id": name}
        )

    async def _at(self, visit: PageVisit) -> tuple[Team, UUID]:
        team = await team_of(self._teams, visit)
        try:
            return team, ids.decode(ids.WEBHOOK, visit.names["id"])
        except ValueError:
            raise NotFound("webhook") from None

    async def _one(self, visit: PageVisit, trouble: Trouble) -> Answer:
        team, webhook_id = await self._at(visit)
        place = (visit.caller, team.id, webhook_id)
        webhook = await self._webhooks.get(*place)
        page = await self._webhooks.list_deliveries(
            *place, _DELIVERIES, lists.after(visit)
        )
        known: dict[str, Any] = {"title": webhook.title, "url": webhook.url}
        wanted = _TYPES if webhook.event_types is None else webhook.event_types
        known |= {f"type.{each}": "on" for each in wanted}
        if webhook.event_types is None:
            known["all"] = "on"
        if webhook.is_enabled:
            known["is_enabled"] = "on"
        here = of_team(team, "webhooks", visit.names["id"])
        values = {
            **values_of(team),
            "webhook": webhook,
            "id": visit.names["id"],
            "deliveries": [
                (ids.encode(ids.DELIVERY, each.id), each) for each in page.items
            ],
            "more": lists.following(here, page),
            "here": here,
            "types": _TYPES,
            "form": dict(visit.form) if trouble.tried == "change" else known,
        }
        return trouble.shown(visit, "webhook", values)

    async def _change(self, visit: PageVisit) -> Answer:
        team, webhook_id = await self._at(visit)
        said = _fields(visit)
        change = WebhookChange(
            url=said.url,
            title=said.title,
            event_types=said.event_types,
            is_enabled="is_enabled" in visit.form,
        )
        place = (visit.caller, team.id, webhook_id)
        await self._webhooks.update(*place, change, tags_in(visit))
        return self._back(team, visit)

    async def _ping(self, visit: PageVisit) -> Answer:
        team, webhook_id = await self._at(visit)
        await self._webhooks.ping(visit.caller, team.id, webhook_id)
        return self._back(team, visit)

    async def _rotate(self, visit: PageVisit) -> Answer:
        team, webhook_id = await self._at(visit)
        webhook, secret = await self._webhooks.rotate(visit.caller, team.id, webhook_id)
        values = {"webhook": webhook, "secret": secret, "id": visit.names["id"]}
        return NONE.shown(visit, "webhook_secret", {**values_of(team), **values})

    async def _redeliver(self, visit: PageVisit) -> Answer:
        team, webhook_id = await self._at(visit)
        delivery_id = id_in(visit, ids.DELIVERY, "delivery")
        place = (visit.caller, team.id, webhook_id)
        await self._webhooks.redeliver(*place, delivery_id)
        return self._back(team, visit)

    async def _delete(self, visit: PageVisit) -> Answer:
        team, webhook_id = await self._at(visit)
        place = (visit.caller, team.id, webhook_id)
        await self._webhooks.delete(*place, tags_in(visit))
        return gone_to(of_team(team, "webhooks"))

    def _back(self, team: Team, visit: PageVisit) -> Answer:
        return gone_to(of_team(team, "webhooks", visit.names["id"]))


def _fields(visit: PageVisit) -> WebhookFields:
    """Return what a form says of a webhook.

    Raises:
        FormRefused: the API would not take it.
    """
    value = forms.given(visit.form, ("url", "title"))
    types = None if "all" in visit.form else forms.chosen(visit.form, "type")
    if types is not None:
        if not types:
            said = "Choose some, or all of them."
            raise forms.FormRefused({"event_types": [said]})
        value["event_types"] = types
    forms.check("WebhookCreation", value)
    return WebhookFields(
        url=visit.form["url"],
        title=visit.form["title"],
        event_types=None if types is None else tuple(types),
        is_enabled=True,
    )
