"""Sealed responses of the tag `acceptances`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListAcceptances200(Sealed):
    """A page of acceptances.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1acceptances/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.AcceptancePage
    schema = "AcceptancePage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.AcceptancePage
    link: str | None = None


ListAcceptancesResult: TypeAlias = (
    ListAcceptances200
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
class AcceptChange201(Sealed):
    """The change is accepted.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1acceptances/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Acceptance
    schema = "Acceptance"
    body: models.Acceptance


AcceptChangeResult: TypeAlias = (
    AcceptChange201
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
class RevokeAcceptance204(Sealed):
    """The acceptance is gone.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1acceptances~1{acceptance_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


RevokeAcceptanceResult: TypeAlias = (
    RevokeAcceptance204
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
