"""Logging in and out, and making an account."""

from collections.abc import Sequence
from typing import Final

from generated.runtime.http.answers import Answer
from impl.errors import Barred, Conflict, CredentialsRefused, Invalid, RateLimited
from impl.services.people import People, Registration
from impl.web import assets, forms
from impl.web.browsers import Browsers
from impl.web.forms import FormRefused
from impl.web.places import returned_to
from impl.web.visits import PageVisit, Route, gone_to, shown

_UNFIT: Final = "That is longer than an address, a password or a code may be."
_NEW: Final = ("email", "password", "display_name")


class PeoplePages:
    """Shows the forms, and takes what people type.

    Args:
        browsers: knows who is logged in.
        people: makes accounts.
        provider: by which people may log in, too, as they call it; "" for none.
        takes_passkeys: whether they may log in with them, too.
    """

    def __init__(
        self,
        browsers: Browsers,
        people: People,
        provider: str,
        *,
        takes_passkeys: bool,
    ) -> None:
        self._browsers = browsers
        self._people = people
        self._provider = provider
        self._takes_passkeys = takes_passkeys

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route("/sign-in", self._show_sign_in, self._sign_in),
            Route("/sign-out", None, self._sign_out),
            Route("/keyboard", self._keyboard),
            Route("/register", self._show_register, self._register),
        )

    async def _keyboard(self, visit: PageVisit) -> Answer:
        return shown(visit, "keyboard", {})

    async def _show_sign_in(self, visit: PageVisit) -> Answer:
        wanted = returned_to(visit.query.get("next", "/"))
        if visit.visitor.person and "again" not in visit.query:
            return gone_to(wanted)
        return self._sign_in_form(visit, wanted)

    async def _sign_in(self, visit: PageVisit) -> Answer:
        wanted = returned_to(visit.form.get("next", "/"))
        try:
            typed = forms.given(visit.form, ("email", "password"), ("code",))
            forms.check("PageForm", {"action": "sign_in", "csrf": visit.csrf, **typed})
            cookie = await self._cookie(visit)
        except FormRefused:
            return self._sign_in_form(visit, wanted, _UNFIT, status=422)
        except CredentialsRefused as refused:
            visit.tell(refused)
            return self._sign_in_form(visit, wanted, forms.said(refused), status=422)
        except RateLimited as limited:
            visit.tell(limited)
            wait = (b"retry-after", b"%d" % limited.retry_after)
            return self._sign_in_form(visit, wanted, limited.detail, wait, status=429)
        return gone_to(wanted, cookie)

    async def _sign_out(self, visit: PageVisit) -> Answer:
        return gone_to("/", await self._browsers.sign_out(visit.visitor))

    async def _show_register(self, visit: PageVisit) -> Answer:
        return gone_to("/") if visit.visitor.person else self._register_form(visit)

    async def _register(self, visit: PageVisit) -> Answer:
        try:
            value = forms.given(visit.form, _NEW)
            forms.check("PersonRegistration", value)
            new = Registration(
                email=visit.form["email"],
                password=visit.form["password"],
                display_name=visit.form["display_name"],
            )
            await self._people.register(new, visit.address, None)
        except (FormRefused, Invalid) as wrong:
            return self._register_form(visit, forms.faults_of(wrong), status=422)
        except Conflict as taken:
            return self._register_form(visit, {"email": [taken.detail]}, status=409)
        except Barred as barred:
            return self._register_form(visit, forms.faults_of(barred), status=403)
        return gone_to("/", await self._cookie(visit))

    async def _cookie(self, visit: PageVisit) -> str:
        form = visit.form
        return await self._browsers.sign_in(
            visit.visitor,
            form.get("email", ""),
            form.get("password", ""),
            visit.user_agent,
            visit.address,
            form.get("code"),
        )

    def _register_form(
        self, visit: PageVisit, faults: forms.Faults | None = None, *, status: int = 200
    ) -> Answer:
        values = {
            "faults": faults or {},
            "form": visit.form,
            "registration": self._people.registration,
            "provider": self._provider,
        }
        return shown(visit, "register", values, status=status)

    def _sign_in_form(
        self,
        visit: PageVisit,
        wanted: str,
        fault: str | None = None,
        *headers: tuple[bytes, bytes],
        status: int = 200,
    ) -> Answer:
        known = visit.visitor.person
        values = {
            "next": wanted,
            "email": visit.form.get("email", known.email if known else ""),
            "faults": {"": [fault]} if fault else {},
            "provider": self._provider,
            "takes_passkeys": self._takes_passkeys,
            "scripts": assets.addresses_with(*("passkeys.js",) * self._takes_passkeys),
        }
        return shown(visit, "sign_in", values, status=status, headers=headers)
