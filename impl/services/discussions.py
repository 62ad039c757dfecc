"""What people say of a proposal, and whom it affects, read at once for a page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.engine.comparison.verdicts.profiles import GRAVITY
from impl.proposal_records import ProposalRevision
from impl.records import Change
from impl.repositories import comparisons, overviews, proposal_facts
from impl.security.caller import Caller
from impl.security.permissions import Role
from impl.services import affected_consumers
from impl.services.access import found
from impl.services.affected_consumers import AffectedConsumer
from impl.services.proposal_states import ProposalView
from impl.services.proposals import Place
from impl.services.reviews import ReviewView
from impl.thread_records import Comment, CommentThread

# Reviews, and threads.
_MOST: Final = 50
_COMMENTS: Final = 50


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread, with the last that was said in it, in order."""

    thread: CommentThread
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Discussion:
    """What is said of a proposal.

    Attributes:
        role: what the caller is in the team.
        reviews: the last ones, latest first.
        talks: the last threads, latest first.
        consumers: those that the caller may know of.
        revisions: the last ones, latest first.
        names: of the team's members who had a part in it; guests are told none.
    """

    role: str | None
    reviews: tuple[ReviewView, ...]
    talks: tuple[Talk, ...]
    consumers: tuple[AffectedConsumer, ...]
    revisions: tuple[ProposalRevision, ...]
    names: Mapping[UUID, str]


class Discussions:
    """Shows what is said."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_proposal(
        self, caller: Caller, place: Place, view: ProposalView
    ) -> Discussion:
        """Return what is said of a proposal, as far as a page has room for it.

        `place` is the team, the API and the number; `view` is the same proposal.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        standing, given, begun, revised = found(
            await proposal_facts.said(reader, caller, place, _MOST), "proposal"
        )
        views = [ReviewView(each, view.reviews.effect_of(each)) for each in given.items]
        ids = [each.id for each in begun.items]
        said = await overviews.latest_comments(reader, ids, _COMMENTS) if ids else ()
        talks = [
            Talk(thread, tuple(it for it in said if it.thread_id == thread.id))
            for thread in begun.items
        ]
        is_guest = standing.role == Role.GUEST
        # Where the policy asks for them, they are known by now, if not by guests.
        consumers: Collection[AffectedConsumer] = ()
        if view.latest and not is_guest:
            consumers = view.latest.consumers
        if view.latest and not consumers:
            consumers = await affected_consumers.of_revision(
                *(reader, view.proposal, view.latest.revision),
                caller if is_guest else None,
            )
        had_part = {view.proposal.author_id, *(it.review.reviewer_id for it in views)}
        had_part |= {each.author_id for each in said}
        had_part |= {each.author_id for each in revised.items}
        had_part |= {each.resolved_by for each in begun.items}
        had_part |= {each.answer.answered_by for each in consumers if each.answer}
        names: dict[UUID, str] = {}
        if not is_guest:
            wanted = [each for each in had_part if each]
            known = await overviews.names(reader, place[0], wanted)
            names = {each.person_id: each.display_name for each in known}
        return Discussion(
            *(standing.role, tuple(views), tuple(talks), tuple(consumers)),
            *(revised.items, names),
        )

    async def gravest_changes(
        self,
        caller: Caller,
        place: tuple[UUID, UUID, UUID],
        verdict: str | None,
        limit: int,
    ) -> tuple[tuple[Change, ...], bool]:
        """Return the gravest changes of a comparison, and whether there are more.

        `place` is the team, the API and the comparison's id. There are none where the
        caller sees none; without a verdict they are of any.
        """
        reader = self._database.read()
        return await comparisons.gravest_changes(
            reader, caller, place, verdict, GRAVITY, limit
        )
