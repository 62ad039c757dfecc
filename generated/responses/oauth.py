"""Sealed responses of the tag `oauth`: an operation can give no other."""

from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class GetAuthorizationServer200(Sealed):
    """The metadata.

    `#/paths/~1.well-known~1oauth-authorization-server/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.AuthorizationServer
    schema = "AuthorizationServer"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/Public/schema",
            required=True,
        ),
    )
    body: models.AuthorizationServer
    cache_control: Literal["public, max-age=300", "public, max-age=31536000, immutable"]


GetAuthorizationServerResult: TypeAlias = (
    GetAuthorizationServer200
    | shared.BadRequest
    | shared.NotAcceptable
    | shared.TooManyRequests
    | shared.InternalServerError
)


@final
class GetSigningKeys200(Sealed):
    """The keys.

    `#/paths/~1.well-known~1jwks.json/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.SigningKeySet
    schema = "SigningKeySet"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/Public/schema",
            required=True,
        ),
    )
    body: models.SigningKeySet
    cache_control: Literal["public, max-age=300", "public, max-age=31536000, immutable"]


GetSigningKeysResult: TypeAlias = (
    GetSigningKeys200
    | shared.BadRequest
    | shared.NotAcceptable
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class CreateToken200(Sealed):
    """An access token and, if the client may have it, a refresh token.

    `#/paths/~1oauth~1token/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.OAuthTokens
    schema = "OAuthTokens"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.OAuthTokens
    cache_control: Literal["no-store"]


CreateTokenResult: TypeAlias = (
    CreateToken200
    | shared.OAuthRefused
    | shared.ClientRefused
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class RevokeToken200(Sealed):
    """The token does not work, or not any more.

    `#/paths/~1oauth~1revoke/post/responses/200` in the contract.
    """

    status_code = "200"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    cache_control: Literal["no-store"]


RevokeTokenResult: TypeAlias = (
    RevokeToken200
    | shared.OAuthRefused
    | shared.ClientRefused
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class IntrospectToken200(Sealed):
    """What there is to say of the token.

    `#/paths/~1oauth~1introspect/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Introspection
    schema = "Introspection"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.Introspection
    cache_control: Literal["no-store"]


IntrospectTokenResult: TypeAlias = (
    IntrospectToken200
    | shared.OAuthRefused
    | shared.ClientRefused
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class AuthorizeDevice200(Sealed):
    """The codes.

    `#/paths/~1oauth~1device_authorization/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.DeviceAuthorization
    schema = "DeviceAuthorization"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.DeviceAuthorization
    cache_control: Literal["no-store"]


AuthorizeDeviceResult: TypeAlias = (
    AuthorizeDevice200
    | shared.OAuthRefused
    | shared.ClientRefused
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
