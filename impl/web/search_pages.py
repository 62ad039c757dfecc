"""A text is looked for, in names and within contracts."""

from collections.abc import Sequence
from typing import Final

from generated.runtime.http.answers import Answer
from impl.overview_records import NamedHit
from impl.services.searches import SearchedVersion, Searches
from impl.web import forms
from impl.web.forms import FormRefused
from impl.web.places import of_api
from impl.web.taking import NONE, trouble_of
from impl.web.visits import PageVisit, Route

_LONGEST: Final = 100


class SearchPages:
    """Shows what is found."""

    def __init__(self, searches: Searches) -> None:
        self._searches = searches

    def routes(self) -> Sequence[Route]:
        """Return the page."""
        return (Route("/search", self._page),)

    async def _page(self, visit: PageVisit) -> Answer:
        caller, text = visit.caller, visit.query.get("q", "").strip()[:_LONGEST]
        hits: list[tuple[str, NamedHit]] = []
        within: list[SearchedVersion] = []
        is_deep, trouble = "in" in visit.query, NONE
        if text:
            try:
                forms.check_field("q", "SearchText", text)
                named = await self._searches.named(caller, text)
                hits = [(_place(each), each) for each in named]
                if is_deep:
                    within = await self._searches.within(caller, text)
            except FormRefused as refused:
                trouble = trouble_of(refused, visit)
        values = {"q": text, "is_deep": is_deep, "hits": hits, "within": within}
        return trouble.shown(visit, "search", values)


def _place(hit: NamedHit) -> str:
    if hit.kind == "consumer":
        return f"/t/{hit.team}/consumers/{hit.name}"
    if hit.kind == "proposal":
        return of_api(hit.team, hit.name, "proposals", hit.number or 0)
    return of_api(hit.team, hit.name)
