"""What waits for somebody: open proposals of their teams, and what each still lacks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.overview_records import AnsweredThread, LateAnswer, WaitingProposal
from impl.repositories import inbox, overviews
from impl.security.caller import Caller
from impl.security.permissions import Permission, Role, allowed
from impl.services import proposal_views
from impl.services.access import found
from impl.services.proposal_states import ProposalView, counted_from

Turn = Literal["review", "again", "consent", "sign", "own", "others"]
_MOST: Final = 30
_ORDER: Final[tuple[Turn, ...]] = (
    *("review", "again", "consent", "sign", "own", "others"),
)


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A proposal, and whose turn it is.

    Attributes:
        turn: whether the caller is to review it, to answer for a consumer, to sign it,
            or to see to it because it is theirs; to look again, where others did
            something since they reviewed it; others' otherwise.
        asked: the names of the consumers that they are to answer for.
        answers: what consumers said since they last had a say.
        is_refuted: whether it was found to break clients only after they reviewed it.
    """

    waiting: WaitingProposal
    view: ProposalView
    turn: Turn
    asked: tuple[str, ...] = ()
    answers: tuple[LateAnswer, ...] = ()
    is_refuted: bool = False


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
        own: dict[UUID, Collection[UUID]] = {}
        for each in await overviews.asked_proposals(reader, person_id, _MOST):
            own[each.id] = each.consumer_ids
            waiting.setdefault(each.id, each.waiting(Role.GUEST))
        known = await overviews.proposals_of(reader, waiting) if waiting else ()
        views = await proposal_views.of_proposals(reader, known)
        inside = [each.id for each in page.items]
        own_words, late = (
            await inbox.news(reader, person_id, inside) if inside else ((), ())
        )
        reviewed = {each.proposal_id: each.reviewed_at for each in own_words}
        items: list[InboxItem] = []
        for view in views:
            it = waiting[view.proposal.id]
            asked = _asked(view, own.get(view.proposal.id, ()))
            turn = _turn(view, person_id, it.role, is_asked=bool(asked))
            is_theirs = it.role != Role.GUEST or turn == "consent"
            if view.state != "superseded" and is_theirs:
                answers = tuple(each for each in late if each.proposal_id == it.id)
                reviewed_at = reviewed.get(it.id)
                is_refuted = _is_refuted(view, reviewed_at)
                if turn == "others" and reviewed_at and (answers or is_refuted):
                    turn = "again"
                items.append(InboxItem(it, view, turn, asked, answers, is_refuted))
        newest = sorted(items, key=lambda it: it.waiting.created_at, reverse=True)
        return tuple(sorted(newest, key=lambda it: _ORDER.index(it.turn)))

    async def answered(self, caller: Caller) -> tuple[AnsweredThread, ...]:
        """Return the threads they are in that wait for their word, the latest first."""
        person_id = found(caller.person_id, "account")
        reader = self._database.read()
        return await inbox.answered_threads(reader, person_id, _MOST)


def _is_refuted(view: ProposalView, reviewed_at: datetime | None) -> bool:
    """Tell whether a revision that was reviewed was found to break clients later."""
    latest = view.latest
    if reviewed_at is None or latest is None or latest.comparison is None:
        return False
    over = latest.comparison.finished_at
    is_later = over is not None and over > reviewed_at
    is_same = latest.revision.created_at < reviewed_at
    return is_later and is_same and latest.verdict == "breaking"


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
