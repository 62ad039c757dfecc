"""What letters lead to: a new password, a proven address, an invitation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generated.runtime.http.answers import Answer
from impl.errors import Barred, DomainError
from impl.security import ids
from impl.services.email_proofs import EmailProofs
from impl.services.invitations import Invitations
from impl.services.password_resets import PasswordResets
from impl.web import forms
from impl.web.forms import FormRefused
from impl.web.taking import NONE, Trouble, id_in, showing, taking, trouble_of
from impl.web.visits import PageVisit, Route, gone_to, shown

_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class LetterServices:
    """What the pages ask."""

    resets: PasswordResets
    proofs: EmailProofs
    invitations: Invitations


class LetterPages:
    """Asks for letters, and takes what they brought."""

    def __init__(self, services: LetterServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        answering = taking(self._answer, self._invitations)
        asking = taking(self._ask_proof, self._proving)
        return (
            Route("/forgot-password", self._show_forgotten, self._ask_reset),
            Route("/reset-password", self._show_reset, self._reset),
            Route("/prove-email", showing(self._proving), self._prove),
            Route("/account/proof", None, asking),
            Route("/invitations", showing(self._invitations), answering),
        )

    async def _show_forgotten(self, visit: PageVisit) -> Answer:
        return NONE.shown(visit, "forgotten", {"sent": False})

    async def _ask_reset(self, visit: PageVisit) -> Answer:
        try:
            forms.check("PasswordResetRequest", forms.given(visit.form, ("email",)))
            await self._services.resets.request(visit.form["email"], visit.address)
        except (FormRefused, DomainError) as wrong:
            trouble = trouble_of(wrong, visit)
            return trouble.shown(visit, "forgotten", {"sent": False})
        return NONE.shown(visit, "forgotten", {"sent": True})

    async def _show_reset(self, visit: PageVisit) -> Answer:
        return NONE.shown(visit, "reset", {"done": False})

    async def _reset(self, visit: PageVisit) -> Answer:
        form = _with_plain_token(visit)
        try:
            value = forms.given(form, ("token", "new_password"))
            forms.check("PasswordReset", value)
            await self._services.resets.complete(
                form["token"], form["new_password"], visit.address
            )
        except (FormRefused, DomainError) as wrong:
            trouble = trouble_of(wrong, visit)
            return trouble.shown(visit, "reset", {"done": False})
        return NONE.shown(visit, "reset", {"done": True})

    async def _proving(self, visit: PageVisit, trouble: Trouble) -> Answer:
        values = {"done": False, "sends_mail": self._services.proofs.are_sent}
        return trouble.shown(visit, "prove", values)

    async def _prove(self, visit: PageVisit) -> Answer:
        form = _with_plain_token(visit)
        try:
            forms.check("EmailProof", forms.given(form, ("token",)))
            await self._services.proofs.complete(form["token"], visit.address)
        except (FormRefused, DomainError) as wrong:
            return await self._proving(visit, trouble_of(wrong, visit))
        return NONE.shown(visit, "prove", {"done": True})

    async def _ask_proof(self, visit: PageVisit) -> Answer:
        await self._services.proofs.request(visit.caller)
        return gone_to("/prove-email")

    async def _invitations(self, visit: PageVisit, trouble: Trouble) -> Answer:
        try:
            page = await self._services.invitations.list_of_caller(
                visit.caller, _MOST, None
            )
        except Barred:
            values = {"sends_mail": self._services.proofs.are_sent}
            return shown(visit, "unproven", values, status=403)
        found = [(ids.encode(ids.INVITATION, each.id), each) for each in page.items]
        return trouble.shown(visit, "invitations", {"invitations": found})

    async def _answer(self, visit: PageVisit) -> Answer:
        invitation_id = id_in(visit, ids.INVITATION, "invitation")
        if visit.form.get("action") == "decline":
            await self._services.invitations.decline(visit.caller, invitation_id)
            return gone_to("/invitations")
        await self._services.invitations.accept(visit.caller, invitation_id)
        return gone_to("/apis")


def _with_plain_token(visit: PageVisit) -> dict[str, str]:
    """Return the form; who copies a token copies spaces along."""
    return {**visit.form, "token": visit.form.get("token", "").strip()}
