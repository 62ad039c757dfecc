"""A team: who belongs to it and as what, who is invited, and what it is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generated.runtime.http.answers import Answer
from impl.errors import Forbidden
from impl.records import Team
from impl.security import ids
from impl.services.apis import Apis
from impl.services.invitations import Invitations
from impl.services.members import Members
from impl.services.teams import TeamChange, Teams
from impl.web import forms
from impl.web.taking import Trouble, id_in, showing, tags_in, taking
from impl.web.team_places import of_team, team_of, values_of
from impl.web.visits import PageVisit, Route, gone_to

_MOST: Final = 100
_ROLES: Final = ("viewer", "member", "maintainer", "owner")


@dataclass(frozen=True, slots=True)
class TeamServices:
    """What the pages ask."""

    teams: Teams
    members: Members
    invitations: Invitations
    apis: Apis


class TeamPages:
    """Shows a team, and changes it."""

    def __init__(self, services: TeamServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        at, settings = "/t/{team}", "/t/{team}/settings"
        renaming = taking(self._rename, self._settings)
        deleting = taking(self._delete, self._deletion)
        return (
            Route(at, showing(self._team)),
            Route(f"{at}/members", None, taking(self._add, self._team, "members")),
            Route(f"{at}/roles", None, taking(self._change, self._team, "roles")),
            Route(f"{at}/invitations", None, taking(self._uninvite, self._team)),
            Route(settings, showing(self._settings), renaming),
            Route(f"{at}/deletion", showing(self._deletion), deleting),
        )

    async def _at(self, visit: PageVisit) -> Team:
        return await team_of(self._services.teams, visit)

    async def _team(self, visit: PageVisit, trouble: Trouble) -> Answer:
        asked, caller = self._services, visit.caller
        team = await self._at(visit)
        members = await asked.members.list_of_team(caller, team.id, _MOST, None)
        invited = []
        try:
            page = await asked.invitations.list_of_team(caller, team.id, _MOST, None)
            invited = [
                (ids.encode(ids.INVITATION, each.id), each) for each in page.items
            ]
        except Forbidden:
            pass
        apis = await asked.apis.list_of_team(caller, team.id, None, _MOST, None)
        values = {
            **values_of(team),
            "apis": sorted(apis.items, key=lambda each: each.title.casefold()),
            "more_apis": apis.next is not None,
            "members": [
                (ids.encode(ids.PERSON, each.person_id), each) for each in members.items
            ],
            "is_cut": members.next is not None,
            "invited": invited,
            "me": caller.person_id,
            "roles": _ROLES,
            "only_by_consent": asked.members.only_by_consent,
        }
        return trouble.shown(visit, "team", values)

    async def _add(self, visit: PageVisit) -> Answer:
        team = await self._at(visit)
        value = forms.given(visit.form, ("email", "role"))
        forms.check("MemberAddition", value)
        email, role = visit.form["email"], visit.form["role"]
        asked, caller = self._services, visit.caller
        if visit.form.get("action") == "add":
            await asked.members.add(caller, team.id, email, role, None)
        else:
            await asked.invitations.create(caller, team.id, email, role, None)
        return gone_to(of_team(team))

    async def _change(self, visit: PageVisit) -> Answer:
        team, members = await self._at(visit), self._services.members
        person_id = id_in(visit, ids.PERSON, "member")
        place, tags = (visit.caller, team.id, person_id), tags_in(visit)
        if visit.form.get("action") == "remove":
            await members.remove(*place, tags)
            is_self = person_id == visit.caller.person_id
            return gone_to("/apis" if is_self else of_team(team))
        forms.check("MemberPatch", forms.given(visit.form, ("role",)))
        await members.update(*place, visit.form["role"], tags)
        return gone_to(of_team(team))

    async def _uninvite(self, visit: PageVisit) -> Answer:
        team = await self._at(visit)
        invitation_id = id_in(visit, ids.INVITATION, "invitation")
        await self._services.invitations.revoke(visit.caller, team.id, invitation_id)
        return gone_to(of_team(team))

    async def _settings(self, visit: PageVisit, trouble: Trouble) -> Answer:
        team = await self._at(visit)
        known = {
            "title": team.title,
            "name": team.name,
            "description": team.description or "",
        }
        values = {**values_of(team), "form": {**known, **visit.form}}
        return trouble.shown(visit, "team_settings", values)

    async def _rename(self, visit: PageVisit) -> Answer:
        team, form = await self._at(visit), visit.form
        value = forms.given(form, ("title", "name"))
        value["description"] = form.get("description") or None
        forms.check("TeamPatch", value)
        change = TeamChange(
            name=form["name"],
            title=form["title"],
            description=form.get("description") or None,
        )
        changed = await self._services.teams.update(
            visit.caller, team.id, change, tags_in(visit)
        )
        return gone_to(of_team(changed))

    async def _deletion(self, visit: PageVisit, trouble: Trouble) -> Answer:
        team = await self._at(visit)
        return trouble.shown(visit, "team_deletion", values_of(team))

    async def _delete(self, visit: PageVisit) -> Answer:
        team = await self._at(visit)
        if visit.form.get("confirmed") != team.name:
            said = "This is not the name of the team; nothing was done."
            raise forms.FormRefused({"confirmed": [said]})
        await self._services.teams.delete(visit.caller, team.id, tags_in(visit))
        return gone_to("/apis")
