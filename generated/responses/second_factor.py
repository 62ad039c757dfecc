"""Sealed responses of the tag `second_factor`: an operation can give no other."""

from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class GetSecondFactor200(Sealed):
    """The second factor.

    `#/paths/~1v1~1people~1me~1second-factor/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.SecondFactor
    schema = "SecondFactor"
    body: models.SecondFactor


GetSecondFactorResult: TypeAlias = (
    GetSecondFactor200
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
class BeginSecondFactor200(Sealed):
    """The secret, which is not shown again.

    `#/paths/~1v1~1people~1me~1second-factor/put/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.SecondFactorSecret
    schema = "SecondFactorSecret"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.SecondFactorSecret
    cache_control: Literal["no-store"]


BeginSecondFactorResult: TypeAlias = (
    BeginSecondFactor200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
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
class ConfirmSecondFactor200(Sealed):
    """The recovery codes, which are not shown again.

    `#/paths/~1v1~1people~1me~1second-factor~1confirmation/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.RecoveryCodes
    schema = "RecoveryCodes"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.RecoveryCodes
    cache_control: Literal["no-store"]


ConfirmSecondFactorResult: TypeAlias = (
    ConfirmSecondFactor200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
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
class RemoveSecondFactor204(Sealed):
    """Log-in takes the password alone.

    `#/paths/~1v1~1people~1me~1second-factor~1removal/post/responses/204` in the contract.
    """

    status_code = "204"


RemoveSecondFactorResult: TypeAlias = (
    RemoveSecondFactor204
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotAcceptable
    | shared.Conflict
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
