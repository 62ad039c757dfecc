"""Sealed responses of the tag `people`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class RegisterPerson201(Sealed):
    """The account was created.

    `#/paths/~1v1~1people/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Person
    schema = "Person"
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
    body: models.Person
    etag: str
    location: str


RegisterPersonResult: TypeAlias = (
    RegisterPerson201
    | shared.BadRequest
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
class GetMe200(Sealed):
    """The account.

    `#/paths/~1v1~1people~1me/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Person
    schema = "Person"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Person
    etag: str


GetMeResult: TypeAlias = (
    GetMe200
    | shared.NotModified
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
class DeleteMe204(Sealed):
    """The account is gone.

    `#/paths/~1v1~1people~1me/delete/responses/204` in the contract.
    """

    status_code = "204"


DeleteMeResult: TypeAlias = (
    DeleteMe204
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotAcceptable
    | shared.Conflict
    | shared.PreconditionFailed
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class UpdateMe200(Sealed):
    """The changed account.

    `#/paths/~1v1~1people~1me/patch/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Person
    schema = "Person"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Person
    etag: str


UpdateMeResult: TypeAlias = (
    UpdateMe200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
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


@final
class ExportMe200(Sealed):
    """The document.

    `#/paths/~1v1~1people~1me~1export/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = bytes
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
        Header(
            name="Content-Disposition",
            argument="content_disposition",
            schema="/paths/~1v1~1people~1me~1export/get/responses/200/headers/Content-Disposition/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    cache_control: Literal["no-store"]
    content_disposition: Literal['attachment; filename="countersign-account.json"']


ExportMeResult: TypeAlias = (
    ExportMe200
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
class RequestEmailProof202(Sealed):
    """The message is on its way.

    `#/paths/~1v1~1people~1me~1email-proofs/post/responses/202` in the contract.
    """

    status_code = "202"


RequestEmailProofResult: TypeAlias = (
    RequestEmailProof202
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
class ProveEmail204(Sealed):
    """The address is proven.

    `#/paths/~1v1~1email-proofs~1completion/post/responses/204` in the contract.
    """

    status_code = "204"


ProveEmailResult: TypeAlias = (
    ProveEmail204
    | shared.BadRequest
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
class RequestPasswordReset202(Sealed):
    """If there is such an account, a message is on its way.

    `#/paths/~1v1~1password-resets/post/responses/202` in the contract.
    """

    status_code = "202"


RequestPasswordResetResult: TypeAlias = (
    RequestPasswordReset202
    | shared.BadRequest
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
class ResetPassword204(Sealed):
    """The password is set.

    `#/paths/~1v1~1password-resets~1completion/post/responses/204` in the contract.
    """

    status_code = "204"


ResetPasswordResult: TypeAlias = (
    ResetPassword204
    | shared.BadRequest
    | shared.NotAcceptable
    | shared.Conflict
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
