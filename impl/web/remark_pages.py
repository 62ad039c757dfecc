"""Something is said of a place in a proposed document: of a line, or of a change."""

from dataclasses import dataclass
from typing import Final, Literal, cast

from generated.runtime.http.answers import Answer
from impl.engine.anchors import DocumentAnchor, FoundPlace
from impl.errors import NotFound
from impl.security import ids
from impl.services.apis import Apis
from impl.services.proposals import Place, Proposals
from impl.services.thread_anchors import ThreadAnchors
from impl.services.threads import Threads
from impl.thread_records import WantedThread
from impl.web import forms
from impl.web.api_pages import place_of
from impl.web.proposal_pages import proposal_at, revision_in
from impl.web.taking import Trouble, showing, taking
from impl.web.visits import PageVisit, Route, gone_to

Side = Literal["revision", "base"]
_SIDES: Final = frozenset({"revision", "base"})
_LONGEST: Final = 2000
# So many names lead to what is looked for around a place that is no more.
_DEEPEST: Final = 64


@dataclass(frozen=True, slots=True)
class RemarkServices:
    """What the page asks."""

    apis: Apis
    proposals: Proposals
    anchors: ThreadAnchors
    threads: Threads


class RemarkPages:
    """Shows a place, and begins a thread about it."""

    def __init__(self, services: RemarkServices) -> None:
        self._services = services

    def routes(self) -> list[Route]:
        """Return the page."""
        at = "/a/{team}/{api}/proposals/{number}/remark"
        return [Route(at, showing(self._show), taking(self._begin, self._show))]

    async def _show(self, visit: PageVisit, trouble: Trouble) -> Answer:
        place = await place_of(self._services.apis, visit)
        at = proposal_at(visit, place)
        view = await self._services.proposals.get(visit.caller, at)
        side, where = await self._found(visit, at)
        values = {
            **place.values(),
            "here": f"{place.path}/proposals/{at[2]}",
            "proposal": view.proposal,
            "latest": view.latest,
            "side": side,
            "where": where,
        }
        return trouble.shown(visit, "remark", values)

    async def _found(self, visit: PageVisit, at: Place) -> tuple[Side, FoundPlace]:
        """Return which place is meant: of a form, or of a link.

        Raises:
            NotFound: there is none.
        """
        said = visit.form or visit.query
        side, pointer = said.get("side", ""), said.get("pointer")
        if side not in _SIDES or (pointer is not None and len(pointer) > _LONGEST):
            raise NotFound("place")
        if pointer and not pointer.startswith("/"):
            raise NotFound("place")
        if pointer is None:
            wanted = [DocumentAnchor("", line=_line(visit))]
        else:
            wanted = [DocumentAnchor(each) for each in _with_those_above(pointer)]
        where = await self._services.anchors.pointed_at(visit.caller, at, side, wanted)
        if where is None:
            raise NotFound("place")
        return cast("Side", side), where

    async def _begin(self, visit: PageVisit) -> Answer:
        place = await place_of(self._services.apis, visit)
        at = proposal_at(visit, place)
        form, number = visit.form, revision_in(visit.form)
        side, pointer = form.get("side", ""), form.get("pointer", "")
        anchor = {"side": side, "pointer": pointer}
        body = form.get("body", "")
        value = {"revision": number, "body": body, "anchor": anchor}
        forms.check("ThreadCreation", value)
        thread = await self._services.threads.create(
            visit.caller, at, number, WantedThread(side, pointer, body), None
        )
        name = ids.encode(ids.THREAD, thread.id)
        return gone_to(f"{place.path}/proposals/{at[2]}#{name}")


def _line(visit: PageVisit) -> int:
    text = visit.query.get("line", "")
    if not text.isascii() or not text.isdecimal() or not 0 < len(text) < 9:
        raise NotFound("place")
    return int(text) or 1


def _with_those_above(pointer: str) -> list[str]:
    """Return a pointer, and those to what is around it: what was removed is no more."""
    names = pointer.split("/")
    around = range(min(len(names) - 1, _DEEPEST), 0, -1)
    return [pointer, *("/".join(names[:count]) for count in around)]
