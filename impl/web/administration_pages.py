"""Accounts of all people, for administrators."""

from collections.abc import Sequence
from typing import Final

from generated.runtime.http.answers import Answer
from impl.account_records import AccountFilter
from impl.security import ids
from impl.services.account_oversight import AccountOversight
from impl.web import lists
from impl.web.taking import Trouble, id_in, showing, taking
from impl.web.visits import PageVisit, Route, gone_to

_MOST: Final = 50
_AT: Final = "/administration"
_STATES: Final = {"active": False, "suspended": True}


class AdministrationPages:
    """Shows accounts, suspends and resumes them, and ends their sessions."""

    def __init__(self, oversight: AccountOversight) -> None:
        self._oversight = oversight

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route(_AT, showing(self._page)),
            Route(f"{_AT}/accounts", None, taking(self._act, self._page)),
        )

    async def _page(self, visit: PageVisit, trouble: Trouble) -> Answer:
        address = visit.query.get("address", "").strip().replace("\0", "")
        state = visit.query.get("state", "")
        wanted = AccountFilter(address or None, _STATES.get(state))
        page = await self._oversight.list_all(
            visit.caller, wanted, _MOST, lists.after(visit)
        )
        said = {"address": address, "state": state if state in _STATES else ""}
        kept = {name: it for name, it in said.items() if it}
        values = {
            "accounts": [
                (ids.encode(ids.PERSON, each.id), each) for each in page.items
            ],
            "said": said,
            "states": _STATES,
            "more": lists.following(_AT, page, **kept),
        }
        return trouble.shown(visit, "administration", values)

    async def _act(self, visit: PageVisit) -> Answer:
        person_id = id_in(visit, ids.PERSON, "account")
        act = visit.form.get("action")
        if act == "suspend":
            await self._oversight.suspend(visit.caller, person_id)
        elif act == "resume":
            await self._oversight.resume(visit.caller, person_id)
        elif act == "end":
            await self._oversight.end_sessions(visit.caller, person_id)
        return gone_to(_AT)
