"""Sealed responses of the tag `reviews`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListReviews200(Sealed):
    """A page of reviews.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1reviews/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ReviewPage
    schema = "ReviewPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ReviewPage
    link: str | None = None


ListReviewsResult: TypeAlias = (
    ListReviews200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class CreateReview201(Sealed):
    """The review was sent.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1reviews/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Review
    schema = "Review"
    body: models.Review


CreateReviewResult: TypeAlias = (
    CreateReview201
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class SignProposal201(Sealed):
    """The revision is published.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1signature/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Version
    schema = "Version"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
        Header(
            name="Location",
            argument="location",
            schema="/components/headers/Location/schema",
            required=True,
        ),
    )
    body: models.Version
    etag: str
    location: str


SignProposalResult: TypeAlias = (
    SignProposal201
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
