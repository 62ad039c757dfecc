"""One's own passkeys: listed, added, renamed, removed; and what browsers say of them.

What a device makes comes back as a field of a form, which a script fills in.
"""

import json
from collections.abc import Sequence
from typing import Final

from generated import models
from generated.runtime.http.answers import Answer
from impl.security import ids
from impl.services.passkeys import MOST, Passkeys
from impl.web import assets, forms
from impl.web.taking import NONE, Trouble, id_in, showing, taking
from impl.web.visits import PageVisit, Route, gone_to

_AT: Final = "/account/passkeys"


class PasskeyPages:
    """Shows people their passkeys, and has devices make more."""

    def __init__(self, passkeys: Passkeys) -> None:
        self._passkeys = passkeys

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route(_AT, showing(self._page), taking(self._begin, self._page, "begin")),
            Route(f"{_AT}/addition", None, taking(self._add, self._page)),
            Route(f"{_AT}/name", None, taking(self._rename, self._page)),
            Route(f"{_AT}/removal", None, taking(self._remove, self._page)),
        )

    async def _page(self, visit: PageVisit, trouble: Trouble) -> Answer:
        own = await self._passkeys.list_own(visit.caller)
        can_be_added = self._passkeys.are_possible and len(own) < MOST
        values = {
            "passkeys": [(ids.encode(ids.PASSKEY, each.id), each) for each in own],
            "are_possible": self._passkeys.are_possible,
            "can_be_added": can_be_added,
            "scripts": assets.addresses_with(*("passkeys.js",) * can_be_added),
        }
        return trouble.shown(visit, "passkeys", values)

    async def _begin(self, visit: PageVisit) -> Answer:
        value = forms.given(visit.form, ("name",))
        forms.check("PasskeyName", value)
        options = await self._passkeys.begin(visit.caller)
        values = {
            "name": visit.form["name"],
            "options": json.dumps(options),
            "scripts": assets.addresses_with("passkeys.js"),
        }
        return NONE.shown(visit, "passkey_making", values)

    async def _add(self, visit: PageVisit) -> Answer:
        name = visit.form.get("name", "")
        value = {"name": name, "credential": forms.parsed(visit.form, "credential")}
        forms.check("PasskeyAddition", value)
        credential = models.PasskeyAddition.model_validate(value).credential
        await self._passkeys.add(
            visit.caller, name, credential.model_dump(by_alias=True)
        )
        return gone_to(_AT)

    async def _rename(self, visit: PageVisit) -> Answer:
        value = forms.given(visit.form, ("name",))
        forms.check("PasskeyName", value)
        passkey_id = id_in(visit, ids.PASSKEY, "passkey")
        await self._passkeys.rename(visit.caller, passkey_id, visit.form["name"])
        return gone_to(_AT)

    async def _remove(self, visit: PageVisit) -> Answer:
        passkey_id = id_in(visit, ids.PASSKEY, "passkey")
        await self._passkeys.remove(visit.caller, passkey_id)
        return gone_to(_AT)
