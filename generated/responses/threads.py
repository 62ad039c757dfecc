"""Sealed responses of the tag `threads`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListThreads200(Sealed):
    """A page of threads.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ThreadPage
    schema = "ThreadPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ThreadPage
    link: str | None = None


ListThreadsResult: TypeAlias = (
    ListThreads200
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
class CreateThread201(Sealed):
    """The thread is begun.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Thread
    schema = "Thread"
    headers = (
        Header(
            name="Location",
            argument="location",
            schema="/components/headers/Location/schema",
            required=True,
        ),
    )
    body: models.Thread
    location: str


CreateThreadResult: TypeAlias = (
    CreateThread201
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
class GetThread200(Sealed):
    """The thread.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Thread
    schema = "Thread"
    body: models.Thread


GetThreadResult: TypeAlias = (
    GetThread200
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
class ListComments200(Sealed):
    """A page of comments.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1comments/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.CommentPage
    schema = "CommentPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.CommentPage
    link: str | None = None


ListCommentsResult: TypeAlias = (
    ListComments200
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
class AddComment201(Sealed):
    """It is said.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1comments/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Comment
    schema = "Comment"
    body: models.Comment


AddCommentResult: TypeAlias = (
    AddComment201
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
class ResolveThread200(Sealed):
    """The thread, which is resolved.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1resolution/put/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Thread
    schema = "Thread"
    body: models.Thread


ResolveThreadResult: TypeAlias = (
    ResolveThread200
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
class ReopenThread200(Sealed):
    """The thread, which is open.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1proposals~1{proposal}~1threads~1{thread_id}~1resolution/delete/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Thread
    schema = "Thread"
    body: models.Thread


ReopenThreadResult: TypeAlias = (
    ReopenThread200
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
