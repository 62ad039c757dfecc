"""Sealed responses of the tag `oauth_clients`: an operation can give no other."""

from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListOauthClients200(Sealed):
    """A page of clients.

    `#/paths/~1v1~1teams~1{team_id}~1oauth-clients/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.OAuthClientPage
    schema = "OAuthClientPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.OAuthClientPage
    link: str | None = None


ListOauthClientsResult: TypeAlias = (
    ListOauthClients200
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
class CreateOauthClient201(Sealed):
    """The client, with its secret if it is confidential.

    `#/paths/~1v1~1teams~1{team_id}~1oauth-clients/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.CreatedOAuthClient
    schema = "CreatedOAuthClient"
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
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.CreatedOAuthClient
    etag: str
    location: str
    cache_control: Literal["no-store"]


CreateOauthClientResult: TypeAlias = (
    CreateOauthClient201
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
class GetOauthClient200(Sealed):
    """The client, without its secret.

    `#/paths/~1v1~1teams~1{team_id}~1oauth-clients~1{oauth_client_id}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.OAuthClient
    schema = "OAuthClient"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.OAuthClient
    etag: str


GetOauthClientResult: TypeAlias = (
    GetOauthClient200
    | shared.NotModified
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
class DeleteOauthClient204(Sealed):
    """The client is gone.

    `#/paths/~1v1~1teams~1{team_id}~1oauth-clients~1{oauth_client_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


DeleteOauthClientResult: TypeAlias = (
    DeleteOauthClient204
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.PreconditionFailed
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class UpdateOauthClient200(Sealed):
    """The changed client.

    `#/paths/~1v1~1teams~1{team_id}~1oauth-clients~1{oauth_client_id}/patch/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.OAuthClient
    schema = "OAuthClient"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.OAuthClient
    etag: str


UpdateOauthClientResult: TypeAlias = (
    UpdateOauthClient200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.PreconditionFailed
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
