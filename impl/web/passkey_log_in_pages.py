"""Logging in with a passkey: what a device signs comes back as a field of a form."""

from collections.abc import Sequence
from typing import Final

from generated import models
from generated.runtime.http.answers import Answer
from impl.errors import CredentialsRefused, RateLimited
from impl.security.caller import Caller
from impl.services.passkey_log_ins import PasskeyLogIns
from impl.web import assets, forms
from impl.web.browsers import Browsers
from impl.web.forms import FormRefused
from impl.web.places import OF_OAUTH, returned_to
from impl.web.visits import PageVisit, Route, gone_to, shown

_UNFIT: Final = "Your browser did not say what the device signed. Begin anew."


class PasskeyLogInPages:
    """Has devices sign, for who comes from the form of passwords or from OAuth."""

    def __init__(self, browsers: Browsers, log_ins: PasskeyLogIns) -> None:
        self._browsers = browsers
        self._log_ins = log_ins

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (Route("/sign-in/passkey", self._show, self._sign_in),)

    async def _show(self, visit: PageVisit) -> Answer:
        wanted = returned_to(visit.query.get("next", "/"), also=OF_OAUTH)
        return gone_to(wanted) if visit.visitor.person else self._form(visit, wanted)

    async def _sign_in(self, visit: PageVisit) -> Answer:
        wanted = returned_to(visit.form.get("next", "/"), also=OF_OAUTH)
        try:
            value = {"credential": forms.parsed(visit.form, "credential")}
            forms.check("PasskeyLogin", value)
            credential = models.PasskeyLogin.model_validate(value).credential
            session = await self._log_ins.open(
                credential.model_dump(by_alias=True), visit.user_agent, visit.address
            )
        except FormRefused:
            return self._form(visit, wanted, _UNFIT, status=422)
        except CredentialsRefused as refused:
            visit.tell(refused)
            return self._form(visit, wanted, refused.detail, status=422)
        except RateLimited as limited:
            visit.tell(limited)
            wait = (b"retry-after", b"%d" % limited.retry_after)
            return self._form(visit, wanted, limited.detail, wait, status=429)
        caller = Caller(session.person_id, session.id)
        return gone_to(wanted, await self._browsers.let_in(visit.visitor, caller))

    def _form(
        self,
        visit: PageVisit,
        wanted: str,
        fault: str | None = None,
        *headers: tuple[bytes, bytes],
        status: int = 200,
    ) -> Answer:
        takes_passkeys = self._log_ins.are_possible
        values = {
            "next": wanted,
            "faults": {"": [fault]} if fault else {},
            "takes_passkeys": takes_passkeys,
            "scripts": assets.addresses_with(*("passkeys.js",) * takes_passkeys),
        }
        return shown(visit, "passkey_sign_in", values, status=status, headers=headers)
