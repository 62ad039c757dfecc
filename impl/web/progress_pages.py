"""How a proposal went on: its text line by line, and any two revisions of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generated.runtime.http.answers import Answer
from impl.errors import NotFound
from impl.security import ids
from impl.services.apis import Apis
from impl.services.discussions import Discussions
from impl.services.proposal_states import ProposalView
from impl.services.proposals import Place, Proposals
from impl.services.revision_steps import KnownChanges, RevisionSteps
from impl.services.text_differences import TextDifferences
from impl.services.threads import Threads
from impl.thread_records import NOWHERE
from impl.web import forms
from impl.web.api_pages import place_of
from impl.web.forms import FormRefused
from impl.web.proposal_pages import proposal_at
from impl.web.visits import PageVisit, Route, shown
from impl.web.witnesses import ShownChange, shown_change

_AT: Final = "/a/{team}/{api}/proposals/{number}"
_MOST: Final = 50
_Said = dict[tuple[str, int], list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class ProgressServices:
    """What the pages ask."""

    apis: Apis
    proposals: Proposals
    discussions: Discussions
    threads: Threads
    steps: RevisionSteps
    differences: TextDifferences


class ProgressPages:
    """Shows texts and steps."""

    def __init__(self, services: ProgressServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route(f"{_AT}/difference", self._difference),
            Route(f"{_AT}/lines", self._lines),
            Route(f"{_AT}/since", self._since),
            Route(f"{_AT}/since/lines", self._lines_since),
        )

    async def _difference(self, visit: PageVisit) -> Answer:
        return shown(visit, "difference", await self._told(visit))

    async def _lines(self, visit: PageVisit) -> Answer:
        """Answer with the lines alone, which a page takes in."""
        return shown(visit, "lines", await self._told(visit))

    async def _told(self, visit: PageVisit) -> dict[str, object]:
        place = await place_of(self._services.apis, visit)
        at = proposal_at(visit, place)
        view = await self._services.proposals.get(visit.caller, at)
        if view.latest is None:
            raise NotFound("revision")
        revision = view.latest.revision
        difference = await self._services.differences.of_revision(
            visit.caller, at, revision.number, revision.base_version
        )
        here = f"{place.path}/proposals/{at[2]}"
        return {
            **place.values(),
            "here": here,
            "proposal": view.proposal,
            "latest": view.latest,
            "difference": difference,
            "anchor": f"r{revision.number}",
            "remark": None if view.proposal.is_closed else f"{here}/remark",
            "said": await self._said(visit, at, view),
        }

    async def _said(self, visit: PageVisit, at: Place, view: ProposalView) -> _Said:
        """Return what there is to say of lines: threads, and what changes there."""
        said: _Said = {}
        begun = await self._services.threads.list_of_proposal(
            visit.caller, at, None, _MOST, None
        )
        for each in begun.items:
            line = each.last_line or each.line
            if each.side and line and each.fate not in NOWHERE:
                state = "✓ resolved" if each.resolved_at else "○ thread"
                name = ids.encode(ids.THREAD, each.id)
                said.setdefault((each.side, line), []).append((name, state))
        known = view.latest.comparison if view.latest else None
        if known and known.state == "finished":
            found, _ = await self._services.discussions.gravest_changes(
                visit.caller, (*at[:2], known.id), None, _MOST
            )
            for change in map(shown_change, found):
                if change.verdict != "compatible":
                    name = f"c-{change.fingerprint}"
                    where = ("revision", change.revision[1])
                    said.setdefault(where, []).append((name, change.verdict))
        return said

    async def _since(self, visit: PageVisit) -> Answer:
        place = await place_of(self._services.apis, visit)
        at = proposal_at(visit, place)
        first, last = (_number(visit, name) for name in ("from", "to"))
        proposal, before, now = await self._services.steps.between(
            visit.caller, at, first, last
        )
        # To hold large texts side by side takes longer than all the rest.
        lines: dict[str, object] = {}
        if is_whole := bool(visit.query.get("text")):
            lines = await self._text_since(visit, at, first, last)
        values = {
            **place.values(),
            **lines,
            "is_whole": is_whole,
            "here": f"{place.path}/proposals/{at[2]}",
            "proposal": proposal,
            "first": before.revision.revision,
            "last": now.revision.revision,
            "step": step_between(before, now),
        }
        return shown(visit, "since", values)

    async def _lines_since(self, visit: PageVisit) -> Answer:
        """Answer with the lines alone, which a page takes in."""
        place = await place_of(self._services.apis, visit)
        at = proposal_at(visit, place)
        first, last = (_number(visit, name) for name in ("from", "to"))
        lines = await self._text_since(visit, at, first, last)
        here = f"{place.path}/proposals/{at[2]}"
        return shown(visit, "lines", {**lines, "here": here})

    async def _text_since(
        self, visit: PageVisit, at: Place, first: int, last: int
    ) -> dict[str, object]:
        difference = await self._services.differences.between(
            visit.caller, at, first, last
        )
        return {
            "difference": difference,
            "anchor": f"r{last}",
            "remark": None,
            "said": {},
        }


@dataclass(frozen=True, slots=True)
class RevisionStep:
    """What changes from one revision to another, each against its base."""

    new: tuple[ShownChange, ...]
    gone: tuple[ShownChange, ...]
    same: tuple[ShownChange, ...]
    is_cut: bool


def step_between(before: KnownChanges, now: KnownChanges) -> RevisionStep | None:
    """Return what became of changes; None if that is not known."""
    if before.changes is None or now.changes is None:
        return None
    old, new = ([*map(shown_change, it)] for it in (before.changes, now.changes))
    known = {each.fingerprint for each in old}
    still = {each.fingerprint for each in new}
    return RevisionStep(
        tuple(each for each in new if each.fingerprint not in known),
        tuple(each for each in old if each.fingerprint not in still),
        tuple(each for each in new if each.fingerprint in known),
        before.is_cut or now.is_cut,
    )


def _number(visit: PageVisit, name: str) -> int:
    try:
        number = forms.number(visit.query, name)
    except FormRefused:
        number = None
    if not number:
        raise NotFound("revision")
    return number
