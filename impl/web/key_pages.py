"""API keys of a team: made, shown once, revoked."""

from collections.abc import Sequence
from typing import Final

from generated.runtime.http.answers import Answer
from impl.security import ids
from impl.services.api_keys import ApiKeys
from impl.services.teams import Teams
from impl.web import forms, scope_words
from impl.web.forms import FormRefused
from impl.web.taking import NONE, Trouble, id_in, showing, taking
from impl.web.team_places import of_team, team_of, values_of
from impl.web.visits import PageVisit, Route, gone_to

_MOST: Final = 100


class KeyPages:
    """Shows keys, makes and revokes them."""

    def __init__(self, teams: Teams, keys: ApiKeys) -> None:
        self._teams = teams
        self._keys = keys

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        at = "/t/{team}/keys"
        return (
            Route(at, showing(self._page), taking(self._make, self._page)),
            Route(f"{at}/revocation", None, taking(self._revoke, self._page)),
        )

    async def _page(self, visit: PageVisit, trouble: Trouble) -> Answer:
        team = await team_of(self._teams, visit)
        page = await self._keys.list_of_team(visit.caller, team.id, _MOST, None)
        values = {
            **values_of(team),
            "keys": [(ids.encode(ids.API_KEY, each.id), each) for each in page.items],
            "scopes": scope_words.ALL.items(),
        }
        return trouble.shown(visit, "keys", values)

    async def _make(self, visit: PageVisit) -> Answer:
        team = await team_of(self._teams, visit)
        value = forms.given(visit.form, ("name",))
        scopes = forms.chosen(visit.form, "scope")
        days = forms.number(visit.form, "expires_in_days")
        if not scopes:
            raise FormRefused({"scopes": ["A key that may do nothing is none."]})
        if days is not None:
            value["expires_in_days"] = days
        forms.check("ApiKeyCreation", {**value, "scopes": scopes})
        key, secret = await self._keys.create(
            visit.caller, team.id, visit.form["name"], scopes, days
        )
        values = {**values_of(team), "key": key, "secret": secret}
        return NONE.shown(visit, "key_made", values)

    async def _revoke(self, visit: PageVisit) -> Answer:
        team = await team_of(self._teams, visit)
        key_id = id_in(visit, ids.API_KEY, "API key")
        await self._keys.revoke(visit.caller, team.id, key_id)
        return gone_to(of_team(team, "keys"))
