"""Sealed responses of the tag `environments`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListEnvironments200(Sealed):
    """A page of environments.

    `#/paths/~1v1~1teams~1{team_id}~1environments/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.EnvironmentPage
    schema = "EnvironmentPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.EnvironmentPage
    link: str | None = None


ListEnvironmentsResult: TypeAlias = (
    ListEnvironments200
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
class CreateEnvironment201(Sealed):
    """The environment was created.

    `#/paths/~1v1~1teams~1{team_id}~1environments/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Environment
    schema = "Environment"
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
    body: models.Environment
    etag: str
    location: str


CreateEnvironmentResult: TypeAlias = (
    CreateEnvironment201
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
class FindEnvironments200(Sealed):
    """The environment, if it was found.

    `#/paths/~1v1~1environments/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.EnvironmentPage
    schema = "EnvironmentPage"
    body: models.EnvironmentPage


FindEnvironmentsResult: TypeAlias = (
    FindEnvironments200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class GetEnvironment200(Sealed):
    """The environment.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Environment
    schema = "Environment"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Environment
    etag: str


GetEnvironmentResult: TypeAlias = (
    GetEnvironment200
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
class DeleteEnvironment204(Sealed):
    """The environment is gone.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


DeleteEnvironmentResult: TypeAlias = (
    DeleteEnvironment204
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.PreconditionFailed
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class UpdateEnvironment200(Sealed):
    """The changed environment.

    `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}/patch/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Environment
    schema = "Environment"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Environment
    etag: str


UpdateEnvironmentResult: TypeAlias = (
    UpdateEnvironment200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.PreconditionFailed
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
