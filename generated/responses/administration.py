"""Sealed responses of the tag `administration`: an operation can give no other."""

from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListAccounts200(Sealed):
    """A page of accounts.

    `#/paths/~1v1~1administration~1accounts/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.AccountPage
    schema = "AccountPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.AccountPage
    cache_control: Literal["no-store"]
    link: str | None = None


ListAccountsResult: TypeAlias = (
    ListAccounts200
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
class SuspendAccount204(Sealed):
    """The account is suspended.

    `#/paths/~1v1~1administration~1accounts~1{person_id}~1suspension/put/responses/204` in the contract.
    """

    status_code = "204"


SuspendAccountResult: TypeAlias = (
    SuspendAccount204
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
class ResumeAccount204(Sealed):
    """The account is not suspended.

    `#/paths/~1v1~1administration~1accounts~1{person_id}~1suspension/delete/responses/204` in the contract.
    """

    status_code = "204"


ResumeAccountResult: TypeAlias = (
    ResumeAccount204
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
class EndAccountSessions204(Sealed):
    """No session of the person is open.

    `#/paths/~1v1~1administration~1accounts~1{person_id}~1sessions/delete/responses/204` in the contract.
    """

    status_code = "204"


EndAccountSessionsResult: TypeAlias = (
    EndAccountSessions204
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
