"""Logging in by an outside provider: on the way there, and back."""

import logging
from collections.abc import Sequence
from typing import Final

from generated.runtime.http.answers import Answer
from impl.errors import Conflict, CredentialsRefused, RateLimited
from impl.integrations.unanswered import Unanswered
from impl.security import one_time_codes
from impl.services.openid_accounts import NotLetIn
from impl.services.openid_log_ins import LIFE, Arrival, OpenIdLogIns
from impl.web import forms
from impl.web.browsers import Browsers
from impl.web.forms import FormRefused
from impl.web.places import OF_OAUTH, returned_to
from impl.web.visits import PageVisit, Route, gone_to, shown

_LOGGER: Final = logging.getLogger(__name__)
_NAME: Final = "countersign_openid"
_UNFIT: Final = "That is longer than a password or a code may be."
_GONE: Final = 503


class OpenIdPages:
    """Sends people to the provider, and takes them back."""

    def __init__(self, browsers: Browsers, log_ins: OpenIdLogIns) -> None:
        self._browsers = browsers
        self._log_ins = log_ins

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route("/sign-in/openid", self._depart),
            Route("/sign-in/openid/return", self._arrive),
            Route("/sign-in/openid/join", None, self._join),
        )

    async def _depart(self, visit: PageVisit) -> Answer:
        wanted = returned_to(visit.query.get("next", "/"), also=OF_OAUTH)
        # Whoever is logged in already comes to make sure that it is them.
        anew = visit.visitor.person is not None
        try:
            departure = await self._log_ins.depart(wanted, anew=anew)
        except Unanswered as silent:
            return self._unanswered(visit, silent)
        return gone_to(
            departure.location, visit.visitor.cookie, self._kept(departure.sealed)
        )

    async def _arrive(self, visit: PageVisit) -> Answer:
        try:
            arrival = await self._log_ins.arrive(
                *(self._sealed(visit), visit.query, visit.user_agent, visit.address)
            )
        except Unanswered as silent:
            return self._unanswered(visit, silent)
        except NotLetIn as refused:
            return self._refused(visit, refused)
        except (Conflict, RateLimited) as refused:
            visit.tell(refused)
            return self._ended(
                visit, refused.detail, 429 if isinstance(refused, RateLimited) else 409
            )
        if arrival.caller is None:
            return self._asking(visit, arrival.email, self._kept(arrival.sealed))
        return await self._let_in(visit, arrival)

    async def _join(self, visit: PageVisit) -> Answer:
        email = visit.form.get("email", "")
        try:
            typed = forms.given(visit.form, ("password",), ("code",))
            form = {"action": "sign_in", "csrf": visit.csrf, "email": email, **typed}
            forms.check("PageForm", form)
            arrival = await self._log_ins.join(
                self._sealed(visit),
                visit.form.get("password", ""),
                one_time_codes.as_given(visit.form.get("code", "")) or None,
                visit.user_agent,
                visit.address,
            )
        except FormRefused:
            return self._asking(visit, email, fault=_UNFIT)
        except CredentialsRefused as refused:
            visit.tell(refused)
            return self._asking(visit, email, fault=refused.detail)
        except RateLimited as limited:
            visit.tell(limited)
            return self._asking(visit, email, fault=limited.detail, status=429)
        except NotLetIn as refused:
            return self._refused(visit, refused)
        except Conflict as full:
            return self._ended(visit, full.detail, 409)
        return await self._let_in(visit, arrival)

    async def _let_in(self, visit: PageVisit, arrival: Arrival) -> Answer:
        cookie = await self._browsers.let_in(visit.visitor, arrival.caller)
        return gone_to(arrival.wanted, cookie, self._kept(""))

    def _asking(
        self,
        visit: PageVisit,
        email: str,
        kept: str | None = None,
        *,
        fault: str | None = None,
        status: int = 200,
    ) -> Answer:
        values = {
            "provider": self._log_ins.name,
            "email": email,
            "faults": {"": [fault]} if fault else {},
        }
        fields = [(b"set-cookie", kept.encode())] if kept else []
        status = 422 if fault and status == 200 else status
        return shown(visit, "openid_join", values, status=status, headers=fields)

    def _refused(self, visit: PageVisit, refused: NotLetIn) -> Answer:
        visit.tell(refused)
        if refused.reason:
            _LOGGER.warning("a provider's log-in was refused: %s", refused.reason)
        return self._ended(visit, str(refused), 403)

    def _unanswered(self, visit: PageVisit, silent: Unanswered) -> Answer:
        visit.tell(silent)
        _LOGGER.error("the OpenID provider gives no answer: %s", silent)
        # The name may begin with a small letter, as the one without a setting does.
        name = self._log_ins.name
        text = f"It seems that {name} can't be asked just now. Try again in a moment."
        return self._ended(visit, text, _GONE)

    def _ended(self, visit: PageVisit, text: str, status: int) -> Answer:
        title = "You are not logged in"
        values = {"status": status, "title": title, "text": text}
        return shown(visit, "failure", values, status=status)

    def _sealed(self, visit: PageVisit) -> str:
        return visit.cookies.get(self._browsers.named(_NAME), "")

    def _kept(self, sealed: str) -> str:
        """Return the cookie of what a log-in began with; the empty one forgets it."""
        return self._browsers.field(_NAME, sealed, LIFE if sealed else 0)
