"""What waits for somebody: open proposals of their teams, and what each still lacks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.overview_records import WaitingProposal
from impl.repositories import overviews
from impl.security.caller import Caller
from impl.security.permissions import Permission, Role, allowed
from impl.services import proposal_views
from impl.services.access import found
from impl.services.proposal_states import ProposalView, counted_from

Turn = Literal["review", "consent", "sign", "own", "others"]
_MOST: Final = 30
_ORDER: Final[tuple[Turn, ...]] = (*("review", "consent", "sign", "own", "others"),)


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A proposal, and whose turn it is.

    Attributes:
        turn: whether the caller is to review it, to answer for a consumer, to sign it,
            or to see to it because it is theirs; others' otherwise.
        asked: the names of the consumers that they are to answer for.
    """

    waiting: WaitingProposal
    view: ProposalView
    turn: Turn
    asked: tuple[str, ...] = ()


class Inbox:
    """Shows what waits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, caller: Caller) -> tuple[InboxItem, ...]:
        """Return the newest open proposals of their teams, theirs to do first.

        Proposals of others are among them where they want the consent of a consumer.
        """
        person_id = found(caller.person_id, "account")
        reader = self._database.read()
        page = await overviews.waiting_proposals(reader, person_id, _MOST, None)
        waiting = {each.id: each for each in page.items}
        own: dict[UUID, set[UUID]] = {}
        for each in await overviews.asked_proposals(reader, person_id, _MOST):
            own.setdefault(each.id, set()).add(each.consumer_id)
            waiting.setdefault(each.id, each.waiting(Role.GUEST))
        known = await overviews.proposals_of(reader, waiting) if waiting else ()
        views = await proposal_views.of_proposals(reader, known)
        items: list[InboxItem] = []
        for view in views:
            it = waiting[view.proposal.id]
            asked = _asked(view, own.get(view.proposal.id, set()))
            turn = _turn(view, person_id, it.role, is_asked=bool(asked))
            is_theirs = it.role != Role.GUEST or turn == "consent"
            if view.state != "superseded" and is_theirs:
                items.append(InboxItem(it, view, turn, asked))
        newest = sorted(items, key=lambda it: it.waiting.created_at, reverse=True)
        return tuple(sorted(newest, key=lambda it: _ORDER.index(it.turn)))


def _asked(view: ProposalView, own: Collection[UUID]) -> tuple[str, ...]:
    """Return the names of some consumers that would break, and have yet to answer."""
    if view.latest is None or not any(each.code == "consents" for each in view.missing):
        return ()
    level = counted_from(view.proposal.policy.major_version_for)
    return tuple(
        each.name
        for each in view.latest.consumers
        if each.consumer.consumer_id in own
        and each.is_affected(level)
        and not each.says("consent")
        and not each.says("object")
    )


def _turn(view: ProposalView, person_id: UUID, role: str, *, is_asked: bool) -> Turn:
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
    if is_asked:
        return "consent"
    return "own" if view.proposal.author_id == person_id else "others"
