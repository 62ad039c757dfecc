"""The port of the tag `reviews`.

What people make of proposals, up to their signature.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import reviews as responses
from ..runtime.http.context import Context, not_implemented


class ReviewsPort(Protocol):
    """What an implementation of `reviews` provides."""

    async def list_reviews(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListReviewsResult:
        """List the reviews of a proposal

        Latest first, each with what it still does.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1reviews/get` in the contract.
        """
        ...

    async def create_review(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        idempotency_key: str | None,
        body: models.ReviewCreation,
    ) -> responses.CreateReviewResult:
        """Review a revision

        For members, maintainers and owners, and for people only: a key has no
        opinion. A review is of one revision and sent once. What somebody says later
        takes the place of what they said before, but for plain comments. An
        approval holds on for a later revision only if no client can tell the two
        apart, and they change the same version; otherwise it lapses. Whoever asks
        for changes is heard until they review again. What it says of places is sent
        with it, all or nothing, and goes on in threads. A revision that is not
        there: 409 `revision_required`.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1reviews/post` in the contract.
        """
        ...

    async def sign_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        idempotency_key: str | None,
        body: models.Signature,
    ) -> responses.SignProposalResult:
        """Sign a proposal

        For members, of whom the policy of the API says who signs. Publishes the latest revision as a
        version, in one step with everything that it depends on: policy, reviews, and the base that
        it changes. Of two signatures one wins. Anything that is missing is in the way, 409
        `proposal_not_ready`; a revision that is not the latest is, too, 409 `revision_outdated`,
        and one that is not there 409 `revision_required`.

        The version is what `offered_version` says unless another one is given; one
        that promises more than the changes allow gets 422 `version_too_low`, as
        with `publish_version`.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1signature/post` in the contract.
        """
        ...


class UnimplementedReviews:
    """Answers 501 to every operation of `reviews`."""

    async def list_reviews(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_review(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def sign_proposal(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
