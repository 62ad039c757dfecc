"""What people make of proposals, up to their signature."""

from generated import Context, models
from generated.responses import reviews as responses
from impl.handlers import proposal_wire, thread_wire, wire
from impl.http.callers import caller_of
from impl.http.etags import etag
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.proposal_records import NewReview
from impl.records import Version
from impl.services.reviews import ReviewBoard, ReviewView
from impl.services.signatures import NewSignature, Signatures


class ReviewsHandler:
    """Implements `ReviewsPort`."""

    def __init__(
        self,
        reviews: ReviewBoard,
        signatures: Signatures,
        pager: Pager,
        idempotency: IdempotencyKeys,
    ) -> None:
        self._reviews = reviews
        self._signatures = signatures
        self._pager = pager
        self._idempotency = idempotency

    async def create_review(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        idempotency_key: str | None,
        body: models.ReviewCreation,
    ) -> responses.CreateReview201:
        """Review a revision."""

        def created(view: ReviewView) -> responses.CreateReview201:
            return responses.CreateReview201(body=proposal_wire.review(view))

        call = self._idempotency.call(
            context, idempotency_key, created, wire.content(body)
        )
        new = NewReview(
            revision=body.revision,
            verdict=body.verdict,
            body=wire.given(body.body),
            threads=tuple(
                thread_wire.wanted(each.anchor, each.body)
                for each in wire.given(body.threads) or ()
            ),
        )
        place = proposal_wire.place(team_id, api_id, proposal)
        view = await self._reviews.create(caller_of(context), place, new, call)
        return created(view)

    async def list_reviews(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListReviews200:
        """List what was said of a proposal."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._reviews.list_of_proposal(
            caller_of(context),
            proposal_wire.place(team_id, api_id, proposal),
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListReviews200(
            body=models.ReviewPage(
                items=[proposal_wire.review(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def sign_proposal(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        proposal: models.ProposalNumber,
        idempotency_key: str | None,
        body: models.Signature,
    ) -> responses.SignProposal201:
        """Publish what was agreed on."""

        def signed(version: Version) -> responses.SignProposal201:
            path = f"/v1/teams/{team_id}/apis/{api_id}/versions/{version.version}"
            return responses.SignProposal201(
                body=wire.version(version), etag=etag(version.tag), location=path
            )

        call = self._idempotency.call(
            context, idempotency_key, signed, wire.content(body)
        )
        version = await self._signatures.sign(
            caller_of(context),
            proposal_wire.place(team_id, api_id, proposal),
            NewSignature(body.revision, wire.given(body.version)),
            call,
        )
        return signed(version)
