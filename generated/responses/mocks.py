"""Sealed responses of the tag `mocks`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class GetMock200(Sealed):
    """Where the mock is.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1mock/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Mock
    schema = "Mock"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Mock
    etag: str


GetMockResult: TypeAlias = (
    GetMock200
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


@final
class GetMockReport200(Sealed):
    """The report.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1mock~1report/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.MockReport
    schema = "MockReport"
    body: models.MockReport


GetMockReportResult: TypeAlias = (
    GetMockReport200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class ResetMock204(Sealed):
    """Nothing is remembered.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1mock~1reset/post/responses/204` in the contract.
    """

    status_code = "204"


ResetMockResult: TypeAlias = (
    ResetMock204
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
