"""Sealed responses of the tag `api_keys`: an operation can give no other."""

from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListApiKeys200(Sealed):
    """A page of keys.

    `#/paths/~1v1~1teams~1{team_id}~1api-keys/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ApiKeyPage
    schema = "ApiKeyPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ApiKeyPage
    link: str | None = None


ListApiKeysResult: TypeAlias = (
    ListApiKeys200
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
class CreateApiKey201(Sealed):
    """The key, with its secret.

    `#/paths/~1v1~1teams~1{team_id}~1api-keys/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.CreatedApiKey
    schema = "CreatedApiKey"
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
    body: models.CreatedApiKey
    location: str
    cache_control: Literal["no-store"]


CreateApiKeyResult: TypeAlias = (
    CreateApiKey201
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
class GetApiKey200(Sealed):
    """The key, without its secret.

    `#/paths/~1v1~1teams~1{team_id}~1api-keys~1{api_key_id}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ApiKey
    schema = "ApiKey"
    body: models.ApiKey


GetApiKeyResult: TypeAlias = (
    GetApiKey200
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
class RevokeApiKey204(Sealed):
    """The key is revoked.

    `#/paths/~1v1~1teams~1{team_id}~1api-keys~1{api_key_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


RevokeApiKeyResult: TypeAlias = (
    RevokeApiKey204
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
