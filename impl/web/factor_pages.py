"""Codes that log-in takes beside the password: to begin with them, and to end it."""

import re
from collections.abc import Sequence
from typing import Final

import segno
from markupsafe import Markup

from generated.runtime.http.answers import Answer
from impl.security import one_time_codes
from impl.services.second_factors import EnrolledSecret, SecondFactors
from impl.web import forms
from impl.web.taking import NONE, Trouble, showing, taking
from impl.web.visits import PageVisit, Route, gone_to

_AT: Final = "/account/second-factor"
_SECRET: Final = re.compile("[A-Z2-7]{32}")


class FactorPages:
    """Shows whether log-in takes a code, and what to make codes of."""

    def __init__(self, factors: SecondFactors) -> None:
        self._factors = factors

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route(_AT, showing(self._page), taking(self._begin, self._page)),
            Route(f"{_AT}/confirmation", None, taking(self._confirm, self._again)),
            Route(f"{_AT}/removal", None, taking(self._remove, self._page)),
        )

    async def _page(self, visit: PageVisit, trouble: Trouble) -> Answer:
        factor = await self._factors.get(visit.caller)
        return trouble.shown(visit, "factor", {"factor": factor})

    async def _begin(self, visit: PageVisit) -> Answer:
        value = forms.given(visit.form, ("current_password",))
        forms.check("SecondFactorBeginning", value)
        made = await self._factors.begin(visit.caller, visit.form["current_password"])
        return _enrolling(visit, made, NONE)

    async def _confirm(self, visit: PageVisit) -> Answer:
        code = one_time_codes.as_given(visit.form.get("code", ""))
        forms.check("SecondFactorConfirmation", {"code": code})
        codes = await self._factors.confirm(visit.caller, code)
        return NONE.shown(visit, "recovery_codes", {"codes": codes})

    async def _again(self, visit: PageVisit, trouble: Trouble) -> Answer:
        secret, uri = visit.form.get("secret", ""), visit.form.get("uri", "")
        # It comes from the page before; there is no other way to see it twice.
        if not _SECRET.fullmatch(secret):
            return await self._page(visit, trouble)
        return _enrolling(visit, EnrolledSecret(secret, uri[:1000]), trouble)

    async def _remove(self, visit: PageVisit) -> Answer:
        code = one_time_codes.as_given(visit.form.get("code", ""))
        value = {**forms.given(visit.form, ("current_password",)), "code": code}
        forms.check("SecondFactorRemoval", value)
        await self._factors.remove(visit.caller, visit.form["current_password"], code)
        return gone_to(_AT)


def _enrolling(visit: PageVisit, made: EnrolledSecret, trouble: Trouble) -> Answer:
    letters = made.secret
    spaced = " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
    values = {
        "secret": letters,
        "spaced": spaced,
        "uri": made.uri,
        "qr": _drawn(made.uri),
    }
    return trouble.shown(visit, "factor_secret", values)


def _drawn(uri: str) -> Markup:
    """Return what a camera reads."""
    code = segno.make(uri, error="m", micro=False)
    drawing = code.svg_inline(omitsize=True, border=2, svgclass=None, title="QR code")
    # Its path is made of numbers alone.
    return Markup(drawing)  # noqa: S704 - of no text of anybody
