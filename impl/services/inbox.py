"""What waits for somebody: open proposals of their teams, and what each still lacks."""

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.overview_records import WaitingProposal
from impl.repositories import overviews
from impl.security.caller import Caller
from impl.security.permissions import Permission, allowed
from impl.services import proposal_views
from impl.services.access import found
from impl.services.proposal_states import ProposalView

Turn = Literal["review", "sign", "own", "others"]
_MOST: Final = 30
_ORDER: Final[tuple[Turn, ...]] = ("review", "sign", "own", "others")


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A proposal, and whose turn it is.

    Attributes:
        turn: whether the caller is to review it, or to sign it, or to see to it because
            it is theirs; others' otherwise.
    """

    waiting: WaitingProposal
    view: ProposalView
    turn: Turn


class Inbox:
    """Shows what waits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, caller: Caller) -> tuple[InboxItem, ...]:
        """Return the newest open proposals of their teams, theirs to do first."""
        person_id = found(caller.person_id, "account")
        reader = self._database.read()
        page = await overviews.waiting_proposals(reader, person_id, _MOST, None)
        waiting = {each.id: each for each in page.items}
        known = await overviews.proposals_of(reader, waiting) if waiting else ()
        views = await proposal_views.of_proposals(reader, known)
        items = [
            InboxItem(waiting[each.proposal.id], each, _turn(each, person_id, role))
            for each in views
            if each.state != "superseded"
            for role in (waiting[each.proposal.id].role,)
        ]
        newest = sorted(items, key=lambda it: it.waiting.created_at, reverse=True)
        return tuple(sorted(newest, key=lambda it: _ORDER.index(it.turn)))


def _turn(view: ProposalView, person_id: UUID, role: str) -> Turn:
    codes = {each.code for each in view.missing}
    if view.state == "ready" and allowed(role, Permission.SIGN):
        return "sign"
    has_said = any(
        each.reviewer_id == person_id and view.reviews.effect_of(each) == "counts"
        for each in view.reviews.last
    )
    counts = view.proposal.policy.author_approvals or (
        person_id not in view.reviews.authors
    )
    may_review = counts and allowed(role, Permission.REVIEW)
    if may_review and not has_said and codes & {"approvals", "changes_requested"}:
        return "review"
    return "own" if view.proposal.author_id == person_id else "others"
