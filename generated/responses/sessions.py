"""Sealed responses of the tag `sessions`: an operation can give no other."""

from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListSessions200(Sealed):
    """A page of sessions.

    `#/paths/~1v1~1sessions/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.SessionPage
    schema = "SessionPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.SessionPage
    link: str | None = None


ListSessionsResult: TypeAlias = (
    ListSessions200
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
class CreateSession201(Sealed):
    """The session is open.

    `#/paths/~1v1~1sessions/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Tokens
    schema = "Tokens"
    headers = (
        Header(
            name="Location",
            argument="location",
            schema="/components/headers/Location/schema",
            required=True,
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.Tokens
    location: str
    cache_control: Literal["no-store"]


CreateSessionResult: TypeAlias = (
    CreateSession201
    | shared.BadRequest
    | shared.Unauthorized
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class RefreshSession200(Sealed):
    """New tokens of the same session.

    `#/paths/~1v1~1sessions~1refresh/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Tokens
    schema = "Tokens"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.Tokens
    cache_control: Literal["no-store"]


RefreshSessionResult: TypeAlias = (
    RefreshSession200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class RevokeSession204(Sealed):
    """The session is revoked.

    `#/paths/~1v1~1sessions~1{session_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


RevokeSessionResult: TypeAlias = (
    RevokeSession204
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
