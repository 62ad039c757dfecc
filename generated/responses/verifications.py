"""Sealed responses of the tag `verifications`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListVerifications200(Sealed):
    """A page of verifications.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1verifications/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.VerificationPage
    schema = "VerificationPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.VerificationPage
    link: str | None = None


ListVerificationsResult: TypeAlias = (
    ListVerifications200
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
class RecordVerification201(Sealed):
    """The verification is recorded.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1verifications/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Verification
    schema = "Verification"
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
    body: models.Verification
    etag: str
    location: str


RecordVerificationResult: TypeAlias = (
    RecordVerification201
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
class GetVerification200(Sealed):
    """The verification.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1verifications~1{verification_id}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Verification
    schema = "Verification"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Verification
    etag: str


GetVerificationResult: TypeAlias = (
    GetVerification200
    | shared.NotModified
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
