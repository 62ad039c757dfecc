"""What reviews still do: an approval is of a content, and of what that changes."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from impl.proposal_records import Proposal, ProposalRevision, Review
from impl.security.permissions import Permission, allowed

Effect = Literal["counts", "lapsed", "replaced", "own", "left", "none"]
_OWNER: Final = "owner"


@dataclass(frozen=True, slots=True)
class Reviews:
    """The last words of a proposal's reviewers.

    Attributes:
        last: of each the latest review that is no comment.
        authors: who wrote the proposal, or one of its revisions.
        latest: the revision that all is about.
    """

    proposal: Proposal
    last: tuple[Review, ...]
    authors: frozenset[UUID]
    latest: ProposalRevision | None

    def effect_of(self, review: Review) -> Effect:
        """Say what a review of the proposal still does."""
        if review.verdict == "comment":
            return "none"
        if review.id not in {each.id for each in self.last}:
            return "replaced"
        return self._effect(review)

    @property
    def approvals(self) -> tuple[Review, ...]:
        """The approvals that count."""
        return self._counting("approve")

    @property
    def requests(self) -> tuple[Review, ...]:
        """Who wants something changed."""
        return self._counting("request_changes")

    @property
    def is_approved_by_owner(self) -> bool:
        """Whether one of the approvals is that of an owner of the team."""
        return any(each.reviewer_role == _OWNER for each in self.approvals)

    def _counting(self, verdict: str) -> tuple[Review, ...]:
        return tuple(
            each
            for each in self.last
            if each.verdict == verdict and self._effect(each) == "counts"
        )

    def _effect(self, review: Review) -> Effect:
        role = review.reviewer_role
        if role is None or not allowed(role, Permission.REVIEW):
            return "left"
        if review.verdict == "request_changes":
            return "counts"
        if review.reviewer_id in self.authors and not (
            self.proposal.policy.author_approvals
        ):
            return "own"
        known = self.latest
        if known is None or (review.equivalent_to, review.base_version_id) != (
            known.equivalent_to,
            known.base_version_id,
        ):
            return "lapsed"
        return "counts"


def about(
    proposal: Proposal,
    latest: ProposalRevision | None,
    last: Collection[Review],
    authors: Collection[UUID],
) -> Reviews:
    """Return the reviews of a proposal, its author being one of the authors."""
    own = {proposal.author_id} if proposal.author_id else set[UUID]()
    return Reviews(proposal, tuple(last), frozenset({*authors, *own}), latest)
