"""Sealed responses of the tag `passkeys`: an operation can give no other."""

from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListPasskeys200(Sealed):
    """All passkeys.

    `#/paths/~1v1~1people~1me~1passkeys/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.PasskeyList
    schema = "PasskeyList"
    body: models.PasskeyList


ListPasskeysResult: TypeAlias = (
    ListPasskeys200
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
class AddPasskey201(Sealed):
    """The passkey was added.

    `#/paths/~1v1~1people~1me~1passkeys/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Passkey
    schema = "Passkey"
    headers = (
        Header(
            name="Location",
            argument="location",
            schema="/components/headers/Location/schema",
            required=True,
        ),
    )
    body: models.Passkey
    location: str


AddPasskeyResult: TypeAlias = (
    AddPasskey201
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
class RemovePasskey204(Sealed):
    """The passkey is gone.

    `#/paths/~1v1~1people~1me~1passkeys~1{passkey_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


RemovePasskeyResult: TypeAlias = (
    RemovePasskey204
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
class RenamePasskey200(Sealed):
    """The passkey.

    `#/paths/~1v1~1people~1me~1passkeys~1{passkey_id}~1name/put/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Passkey
    schema = "Passkey"
    body: models.Passkey


RenamePasskeyResult: TypeAlias = (
    RenamePasskey200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class BeginPasskey200(Sealed):
    """What a device makes a passkey of.

    `#/paths/~1v1~1people~1me~1passkey-challenges/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.PasskeyCreationOptions
    schema = "PasskeyCreationOptions"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.PasskeyCreationOptions
    cache_control: Literal["no-store"]


BeginPasskeyResult: TypeAlias = (
    BeginPasskey200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotAcceptable
    | shared.Conflict
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class BeginPasskeySession200(Sealed):
    """What a device signs.

    `#/paths/~1v1~1passkey-challenges/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.PasskeyRequestOptions
    schema = "PasskeyRequestOptions"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.PasskeyRequestOptions
    cache_control: Literal["no-store"]


BeginPasskeySessionResult: TypeAlias = (
    BeginPasskeySession200
    | shared.BadRequest
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class CreatePasskeySession201(Sealed):
    """The session is open.

    `#/paths/~1v1~1sessions~1passkey/post/responses/201` in the contract.
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


CreatePasskeySessionResult: TypeAlias = (
    CreatePasskeySession201
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
