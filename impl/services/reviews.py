"""What people make of proposed documents."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.errors import Forbidden
from impl.proposal_records import NewReview, Review
from impl.records import Page
from impl.repositories import proposals, reviews
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import proposal_views
from impl.services.access import found
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.proposals import (
    Place,
    locked,
    no_revision,
    record,
    refuse_closed,
)
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.review_effects import Effect
from impl.services.thread_anchors import ThreadAnchors
from impl.services.threads import begin


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review, and what it still does."""

    review: Review
    effect: Effect


class ReviewBoard:
    """Takes and shows reviews."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        quotas: Quotas,
        anchors: ThreadAnchors,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas
        self._anchors = anchors

    async def create(
        self,
        caller: Caller,
        place: Place,
        new: NewReview,
        call: IdempotentCall[ReviewView] | None,
    ) -> ReviewView:
        """Review a revision; `place` is the team, the API and the proposal's number.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller reviews too much.
            NotFound: the caller can't see the proposal.
            Forbidden: their role does not allow it.
            Conflict: it is closed (`proposal_closed`) or has no such revision
                (`revision_required`), or the review begins threads and there is a
                later revision (`revision_outdated`), or the quota of comments is used
                up (`quota_exceeded`).
            Invalid: nothing is where a thread is to be (`invalid_anchor`).
            Unavailable: too many documents are being examined.
        """
        await self._limiter.attempt((self._rate, caller.name))
        asked = [
            (each, f"/threads/{number}/anchor/pointer")
            for number, each in enumerate(new.threads)
        ]
        begun = await self._anchors.of(caller, place, new.revision, asked)

        async def effect() -> ReviewView:
            refuse_closed(view.proposal)
            if new.revision > view.proposal.revision_count:
                raise no_revision(view.proposal, new.revision)
            if asked:
                await begin(*(work, caller, place, self._quotas), new.revision, begun)
            added = await reviews.add(work, view.proposal.id, reviewer, new)
            await record(
                *(work, caller, "proposal.reviewed", place[0], view.proposal),
                review=ids.encode(ids.REVIEW, added.id),
                proposal_revision=new.revision,
                verdict=new.verdict,
            )
            now = await proposal_views.of_proposal(work, view.proposal)
            return ReviewView(added, now.reviews.effect_of(added))

        async with self._database.begin() as work:
            view = await locked(work, caller, place, Permission.REVIEW)
            reviewer = _reviewer(caller)
            made = await run_once(work, call, ReviewView, effect)
            await work.commit()
        return made

    async def list_of_proposal(
        self, caller: Caller, place: Place, limit: int, after: PagePosition | None
    ) -> Page[ReviewView]:
        """Return a page of a proposal's reviews, latest first; `place` as for `create`.

        Raises:
            NotFound: the caller can't see the proposal.
        """
        reader = self._database.read()
        proposal = found(await proposals.find(reader, caller, place), "proposal")
        page = found(
            await reviews.list_of_proposal(reader, caller, place, limit, after),
            "proposal",
        )
        view = await proposal_views.of_proposal(reader, proposal)
        views = [ReviewView(each, view.reviews.effect_of(each)) for each in page.items]
        return Page(tuple(views), page.next)


def _reviewer(caller: Caller) -> UUID:
    if caller.person_id is None:
        raise Forbidden("An API key may not review changes; a person has to.")
    return caller.person_id
