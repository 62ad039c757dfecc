"""Where people begin: their APIs, and teams and APIs to be made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generated.runtime.http.answers import Answer
from impl.errors import Barred, DomainError
from impl.records import Team
from impl.security import ids
from impl.security.permissions import Permission, allowed
from impl.services.apis import ApiFields, Apis
from impl.services.email_proofs import EmailProofs
from impl.services.inbox import Inbox
from impl.services.invitations import Invitations
from impl.services.overviews import Overviews
from impl.services.people import People
from impl.services.teams import TeamFields, Teams
from impl.web import forms
from impl.web.forms import FormRefused
from impl.web.places import of_api
from impl.web.statuses import status_of
from impl.web.visits import PageVisit, Route, gone_to, shown

_MOST: int = 100
_NEW: tuple[str, ...] = ("name", "title")


@dataclass(frozen=True, slots=True)
class HomeServices:
    """What the pages ask."""

    people: People
    teams: Teams
    apis: Apis
    overviews: Overviews
    inbox: Inbox
    invitations: Invitations
    proofs: EmailProofs


class HomePages:
    """Shows what there is, and makes more of it."""

    def __init__(self, services: HomeServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route("/", self._home),
            Route("/apis", self._apis),
            Route("/teams", self._new_team, self._make_team),
            Route("/t/{team}/apis", self._new_api, self._make_api),
        )

    async def _home(self, visit: PageVisit) -> Answer:
        if visit.visitor.person is None:
            is_empty = await self._services.people.is_nobody_here()
            registration = self._services.people.registration
            values = {"is_empty": is_empty, "registration": registration}
            return shown(visit, "welcome", values)
        items = await self._services.inbox.of(visit.caller)
        teams = () if items else await self._own_teams(visit)
        by_turn = [(turn, [*own]) for turn, own in groupby(items, lambda it: it.turn)]
        found: dict[str, object] = {"items": by_turn, "teams": teams}
        found["threads"] = [
            (each, ids.encode(ids.THREAD, each.thread_id))
            for each in await self._services.inbox.answered(visit.caller)
        ]
        found["invited"] = await self._is_invited(visit)
        is_verified = visit.visitor.person.is_verified
        found["has_to_prove"] = self._services.proofs.are_sent and not is_verified
        return shown(visit, "inbox", found)

    async def _is_invited(self, visit: PageVisit) -> bool:
        try:
            page = await self._services.invitations.list_of_caller(
                visit.caller, 1, None
            )
        except Barred:
            # They are told on the page of their invitations.
            return False
        return bool(page.items)

    async def _own_teams(self, visit: PageVisit) -> tuple[Team, ...]:
        page = await self._services.teams.list_own(visit.caller, _MOST, None)
        return page.items

    async def _apis(self, visit: PageVisit) -> Answer:
        caller = visit.caller
        teams = await self._own_teams(visit)
        page = await self._services.overviews.apis(caller, _MOST, None)
        known = sorted(page.items, key=lambda it: (it.team_title, it.team_name))
        by_team = {
            team_id: sorted(found, key=lambda it: it.name)
            for team_id, found in groupby(known, key=lambda it: it.team_id)
        }
        values = {
            "teams": sorted(teams, key=lambda it: (it.title, it.name)),
            "apis": by_team,
            "is_cut": page.next is not None,
            "may_add": {each.id for each in teams if _may_add(each)},
        }
        return shown(visit, "apis", values)

    async def _new_team(self, visit: PageVisit) -> Answer:
        _ = visit.caller
        return _team_form(visit)

    async def _make_team(self, visit: PageVisit) -> Answer:
        caller = visit.caller
        try:
            forms.check("TeamCreation", forms.given(visit.form, _NEW))
            new = TeamFields(name=visit.form["name"], title=visit.form["title"])
            await self._services.teams.create(caller, new, None)
        except (FormRefused, DomainError) as wrong:
            return _team_form(visit, forms.faults_of(wrong), status_of(wrong))
        return gone_to("/apis")

    async def _new_api(self, visit: PageVisit) -> Answer:
        return _api_form(visit, await self._team(visit))

    async def _make_api(self, visit: PageVisit) -> Answer:
        team = await self._team(visit)
        try:
            value = forms.given(visit.form, _NEW, ("description",))
            forms.check("ApiCreation", value)
            new = ApiFields(
                name=visit.form["name"],
                title=visit.form["title"],
                description=visit.form.get("description") or None,
            )
            api = await self._services.apis.create(visit.caller, team.id, new, None)
        except (FormRefused, DomainError) as wrong:
            return _api_form(visit, team, forms.faults_of(wrong), status_of(wrong))
        return gone_to(of_api(team.name, api.name))

    async def _team(self, visit: PageVisit) -> Team:
        return await self._services.teams.named(visit.caller, visit.names["team"])


def _may_add(team: Team) -> bool:
    return allowed(team.role, Permission.WRITE_APIS)


def _team_form(
    visit: PageVisit,
    faults: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
) -> Answer:
    values = {"faults": faults or {}, "form": visit.form}
    return shown(visit, "new_team", values, status=status)


def _api_form(
    visit: PageVisit,
    team: Team,
    faults: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
) -> Answer:
    values = {"faults": faults or {}, "form": visit.form, "team": team}
    return shown(visit, "new_api", values, status=status)
