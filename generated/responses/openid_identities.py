"""Sealed responses of the tag `openid_identities`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListOpenidIdentities200(Sealed):
    """All of them.

    `#/paths/~1v1~1people~1me~1openid-identities/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.OpenIdIdentityList
    schema = "OpenIdIdentityList"
    body: models.OpenIdIdentityList


ListOpenidIdentitiesResult: TypeAlias = (
    ListOpenidIdentities200
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
class RemoveOpenidIdentity204(Sealed):
    """The provider's account does not log in to this one any more.

    `#/paths/~1v1~1people~1me~1openid-identities~1{openid_identity_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


RemoveOpenidIdentityResult: TypeAlias = (
    RemoveOpenidIdentity204
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
