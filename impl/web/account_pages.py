"""One's own account: who one is, where one is logged in, what one has allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generated.runtime.http.answers import Answer
from impl.records import Person
from impl.security import ids
from impl.services.account_oversight import AccountOversight
from impl.services.browser_sessions import BrowserSessions
from impl.services.email_proofs import EmailProofs
from impl.services.grants import Grants
from impl.services.openid_identities import OpenIdIdentities
from impl.services.passkeys import Passkeys
from impl.services.people import People, PersonChange
from impl.services.personal_data import PersonalData
from impl.services.second_factors import SecondFactors
from impl.services.sessions import Sessions
from impl.services.teams import Teams
from impl.web import forms
from impl.web.browsers import Browsers
from impl.web.taking import Trouble, id_in, showing, tags_in, taking
from impl.web.visits import PageVisit, Route, SignInNeeded, downloaded, gone_to

_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class AccountServices:
    """What the pages ask."""

    browsers: Browsers
    people: People
    sessions: Sessions
    browser_sessions: BrowserSessions
    factors: SecondFactors
    passkeys: Passkeys
    identities: OpenIdIdentities
    grants: Grants
    teams: Teams
    personal: PersonalData
    proofs: EmailProofs
    oversight: AccountOversight


class AccountPages:
    """Shows people their accounts, and changes and removes them."""

    def __init__(self, services: AccountServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        profile = taking(self._change, self._profile)
        password = taking(self._change_password, self._password)
        deletion = taking(self._delete, self._deletion)
        return (
            Route("/account", showing(self._account)),
            Route("/account/export", self._export),
            Route("/account/sessions", None, taking(self._end, self._account)),
            Route("/account/grants", None, taking(self._revoke, self._account)),
            Route("/account/profile", showing(self._profile), profile),
            Route("/account/password", showing(self._password), password),
            Route("/account/deletion", showing(self._deletion), deletion),
        )

    async def _account(self, visit: PageVisit, trouble: Trouble) -> Answer:
        asked, caller = self._services, visit.caller
        sessions = await asked.sessions.list_open(caller, _MOST, None)
        grants = await asked.grants.list_open(caller, _MOST, None)
        teams = await asked.teams.list_own(caller, _MOST, None)
        values = {
            "me": _person(visit),
            "own_id": ids.encode(ids.PERSON, _person(visit).id),
            "sessions": [
                (ids.encode(ids.SESSION, each.id), each, each.id == caller.session_id)
                for each in sessions.items
            ],
            "grants": [(ids.encode(ids.GRANT, each.id), each) for each in grants.items],
            "teams": teams.items,
            "factor": await asked.factors.get(caller),
            "passkeys": await asked.passkeys.list_own(caller),
            "identities": await asked.identities.list_own(caller),
            "sends_mail": asked.proofs.are_sent,
            "oversees": await asked.oversight.is_open_to(caller),
        }
        return trouble.shown(visit, "account", values)

    async def _export(self, visit: PageVisit) -> Answer:
        document = await self._services.personal.export(visit.caller)
        return downloaded(document, "application/json", "countersign-account.json")

    async def _end(self, visit: PageVisit) -> Answer:
        if visit.form.get("id") == "others":
            await self._services.browser_sessions.end_others(visit.caller)
        else:
            session_id = id_in(visit, ids.SESSION, "session")
            await self._services.sessions.revoke(visit.caller, session_id)
        return gone_to("/account#sessions")

    async def _revoke(self, visit: PageVisit) -> Answer:
        grant_id = id_in(visit, ids.GRANT, "grant")
        await self._services.grants.revoke(visit.caller, grant_id)
        return gone_to("/account#grants")

    async def _profile(self, visit: PageVisit, trouble: Trouble) -> Answer:
        me = _person(visit)
        typed = {"display_name": me.display_name, "email": me.new_email or me.email}
        values = {"me": me, "form": {**typed, **visit.form}}
        return trouble.shown(visit, "account_profile", values)

    async def _change(self, visit: PageVisit) -> Answer:
        me, form = _person(visit), visit.form
        value = forms.given(form, ("display_name",))
        if form.get("email", "") != (me.new_email or me.email):
            value |= forms.given(form, ("email", "current_password"))
        forms.check("PersonPatch", value)
        change = PersonChange(
            display_name=form["display_name"],
            email=form["email"] if "email" in value else None,
            current_password=form.get("current_password"),
        )
        await self._services.people.update(visit.caller, change, tags_in(visit))
        return gone_to("/account")

    async def _password(self, visit: PageVisit, trouble: Trouble) -> Answer:
        return trouble.shown(visit, "account_password", {"me": _person(visit)})

    async def _change_password(self, visit: PageVisit) -> Answer:
        value = forms.given(visit.form, ("current_password", "new_password"))
        forms.check("PersonPatch", value)
        change = PersonChange(
            current_password=visit.form["current_password"],
            new_password=visit.form["new_password"],
        )
        await self._services.people.update(visit.caller, change, tags_in(visit))
        return gone_to("/account#sessions")

    async def _deletion(self, visit: PageVisit, trouble: Trouble) -> Answer:
        page = await self._services.teams.list_own(visit.caller, _MOST, None)
        values = {"me": _person(visit), "teams": page.items}
        return trouble.shown(visit, "account_deletion", values)

    async def _delete(self, visit: PageVisit) -> Answer:
        await self._services.people.delete(visit.caller, tags_in(visit))
        return gone_to("/", await self._services.browsers.sign_out(visit.visitor))


def _person(visit: PageVisit) -> Person:
    if visit.visitor.person is None:
        raise SignInNeeded
    return visit.visitor.person
