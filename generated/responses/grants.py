"""Sealed responses of the tag `grants`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListGrants200(Sealed):
    """A page of grants.

    `#/paths/~1v1~1people~1me~1grants/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.GrantPage
    schema = "GrantPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.GrantPage
    link: str | None = None


ListGrantsResult: TypeAlias = (
    ListGrants200
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
class RevokeGrant204(Sealed):
    """The grant is revoked.

    `#/paths/~1v1~1people~1me~1grants~1{grant_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


RevokeGrantResult: TypeAlias = (
    RevokeGrant204
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
