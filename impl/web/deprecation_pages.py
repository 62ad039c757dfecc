"""A version is deprecated, and that is taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from generated.runtime.http.answers import Answer
from impl.errors import NotFound
from impl.security.permissions import Permission, Role, allowed
from impl.services.apis import Apis
from impl.services.teams import Teams
from impl.services.versions import Versions
from impl.web import forms
from impl.web.api_pages import place_of
from impl.web.taking import Trouble, showing, tags_in, taking
from impl.web.visits import PageVisit, Route, gone_to

_AT: Final = "/a/{team}/{api}/v/{version}/deprecation"


class DeprecationPages:
    """Shows what deprecating a version means, and does it."""

    def __init__(self, apis: Apis, teams: Teams, versions: Versions) -> None:
        self._apis = apis
        self._teams = teams
        self._versions = versions

    def routes(self) -> Sequence[Route]:
        """Return the page."""
        return (Route(_AT, showing(self._show), taking(self._take, self._show)),)

    async def _show(self, visit: PageVisit, trouble: Trouble) -> Answer:
        place = await place_of(self._apis, visit)
        version = await self._versions.get(
            *(visit.caller, place.api.team_id, place.api.id), visit.names["version"]
        )
        try:
            role = (await self._teams.named(visit.caller, place.team)).role
        except NotFound:
            role = Role.GUEST
        known = {
            "sunset_on": str(version.sunset_on or ""),
            "note": version.deprecation_note or "",
        }
        values = {
            **place.values(),
            "version": version,
            "may": allowed(role, Permission.WRITE_VERSIONS),
            "form": {**known, **visit.form},
        }
        return trouble.shown(visit, "deprecation", values)

    async def _take(self, visit: PageVisit) -> Answer:
        place, form = await place_of(self._apis, visit), visit.form
        reference = visit.names["version"]
        at = (place.api.team_id, place.api.id, reference)
        if form.get("action") == "undo":
            version = await self._versions.undeprecate(visit.caller, at, tags_in(visit))
        else:
            forms.check(
                "DeprecationNotice", forms.given(form, ("sunset_on",), ("note",))
            )
            version = await self._versions.deprecate(
                *(visit.caller, at, date.fromisoformat(form["sunset_on"])),
                *(form.get("note") or None, tags_in(visit)),
            )
        return gone_to(f"{place.path}/v/{version.version}")
