"""Single steps of a proposal that have pages of their own.

That is to accept one change with a reason, and to bring in what was published since.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from generated.runtime.http.answers import Answer
from impl.errors import NotFound, RebaseDisputed
from impl.proposal_records import NewAcceptance
from impl.services.acceptances import Acceptances
from impl.services.apis import Apis
from impl.services.discussions import Discussions
from impl.services.proposal_states import ProposalView
from impl.services.proposals import Place, Proposals
from impl.services.rebases import Rebases
from impl.services.revision_additions import RevisionAdditions
from impl.web import forms
from impl.web.api_pages import ApiPlace, place_of
from impl.web.proposal_pages import proposal_at
from impl.web.proposal_words import done
from impl.web.taking import Trouble, showing, taking
from impl.web.visits import UNKEPT, PageVisit, Route, gone_to, shown
from impl.web.witnesses import ShownChange, shown_change

_AT: Final = "/a/{team}/{api}/proposals/{number}"
_CHANGES: Final = 50
_FINGERPRINT: Final = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class StepServices:
    """What the pages ask."""

    apis: Apis
    proposals: Proposals
    discussions: Discussions
    acceptances: Acceptances
    additions: RevisionAdditions
    rebases: Rebases


class ProposalSteps:
    """Shows single steps, and takes them."""

    def __init__(self, services: StepServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        at = f"{_AT}/acceptances/{{fingerprint}}"
        rebase = f"{_AT}/rebase"
        return (
            Route(at, showing(self._change), taking(self._accept, self._change)),
            Route(rebase, showing(self._behind), self._rebase),
            Route(f"{_AT}/state", self._state),
        )

    async def _at(self, visit: PageVisit) -> tuple[ApiPlace, Place, ProposalView]:
        place = await place_of(self._services.apis, visit)
        at = proposal_at(visit, place)
        return place, at, await self._services.proposals.get(visit.caller, at)

    async def _change(self, visit: PageVisit, trouble: Trouble) -> Answer:
        place, at, view = await self._at(visit)
        change = await self._found(visit, at, view)
        values = {**_values(place, at, view), "change": change}
        return trouble.shown(visit, "accept_change", values)

    async def _found(
        self, visit: PageVisit, at: Place, view: ProposalView
    ) -> ShownChange:
        known = view.latest.comparison if view.latest else None
        if known and _FINGERPRINT.fullmatch(visit.names["fingerprint"]):
            found, _ = await self._services.discussions.gravest_changes(
                visit.caller, (*at[:2], known.id), None, _CHANGES
            )
            for each in map(shown_change, found):
                if each.fingerprint == visit.names["fingerprint"]:
                    return each
        raise NotFound("change")

    async def _accept(self, visit: PageVisit) -> Answer:
        place, at, _ = await self._at(visit)
        fingerprint = visit.names["fingerprint"]
        value = forms.given(visit.form, ("reason",), ("until",))
        forms.check("AcceptanceCreation", {**value, "fingerprint": fingerprint})
        until = visit.form.get("until")
        new = NewAcceptance(
            fingerprint=fingerprint,
            reason=visit.form["reason"],
            until=date.fromisoformat(until) if until else None,
        )
        await self._services.acceptances.accept(visit.caller, at[:2], new, None)
        return gone_to(f"{place.path}/proposals/{at[2]}#c-{fingerprint}")

    async def _behind(self, visit: PageVisit, trouble: Trouble) -> Answer:
        place, at, view = await self._at(visit)
        values = {**_values(place, at, view), "disputes": ()}
        return trouble.shown(visit, "rebase", values)

    async def _rebase(self, visit: PageVisit) -> Answer:
        return await taking(self._bring_in, self._behind)(visit)

    async def _bring_in(self, visit: PageVisit) -> Answer:
        place, at, view = await self._at(visit)
        await self._services.additions.admit(visit.caller, at)
        try:
            await self._services.rebases.rebase(visit.caller, at)
        except RebaseDisputed as disputed:
            values = {**_values(place, at, view), "disputes": disputed.disputes}
            told = {"form": visit.form, "faults": {"": [disputed.detail]}}
            return shown(visit, "rebase", {**values, **told}, status=409)
        return gone_to(f"{place.path}/proposals/{at[2]}#main")

    async def _state(self, visit: PageVisit) -> Answer:
        """Answer with the part of a proposal's page that is live, if it is news."""
        place, at, view = await self._at(visit)
        if visit.query.get("seen") == view.seen:
            return Answer(204, [UNKEPT])
        values = {**_values(place, at, view), "is_news": True, "done": done(view)}
        return shown(visit, "proposal_state", values)


def _values(place: ApiPlace, at: Place, view: ProposalView) -> dict[str, object]:
    return {
        **place.values(),
        "here": f"{place.path}/proposals/{at[2]}",
        "proposal": view.proposal,
        "latest": view.latest,
        "view": view,
    }
