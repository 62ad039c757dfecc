"""Routes of the tag `oauth`."""

from typing import Final

from .. import models
from ..ports.oauth import OauthPort, UnimplementedOauth
from ..responses import oauth as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Media,
    Operation,
    RateLimit,
    RequestBody,
)
from ..runtime.responses.declared import declared, kinds_of

GET_AUTHORIZATION_SERVER: Final = Operation(
    operation_id="get_authorization_server",
    method="GET",
    path="/.well-known/oauth-authorization-server",
    tag="oauth",
    source="#/paths/~1.well-known~1oauth-authorization-server/get",
    rate_limit=RateLimit(name="documents", quota=600, window=60, by="address"),
    summary="What clients of OAuth need to know",
    responses=declared(responses.GetAuthorizationServerResult),
)

GET_SIGNING_KEYS: Final = Operation(
    operation_id="get_signing_keys",
    method="GET",
    path="/.well-known/jwks.json",
    tag="oauth",
    source="#/paths/~1.well-known~1jwks.json/get",
    rate_limit=RateLimit(name="documents", quota=600, window=60, by="address"),
    summary="The keys that access tokens are signed with",
    responses=declared(responses.GetSigningKeysResult),
)

CREATE_TOKEN: Final = Operation(
    operation_id="create_token",
    method="POST",
    path="/oauth/token",
    tag="oauth",
    source="#/paths/~1oauth~1token/post",
    body=RequestBody(
        content=(
            Media(
                media_type="application/x-www-form-urlencoded", schema="TokenRequest"
            ),
        ),
        required=True,
    ),
    rate_limit=RateLimit(name="oauth", quota=600, window=60, by="address"),
    summary="Get an access token",
    responses=declared(responses.CreateTokenResult),
)

REVOKE_TOKEN: Final = Operation(
    operation_id="revoke_token",
    method="POST",
    path="/oauth/revoke",
    tag="oauth",
    source="#/paths/~1oauth~1revoke/post",
    body=RequestBody(
        content=(
            Media(
                media_type="application/x-www-form-urlencoded", schema="TokenReference"
            ),
        ),
        required=True,
    ),
    rate_limit=RateLimit(name="oauth", quota=600, window=60, by="address"),
    summary="Revoke a token",
    responses=declared(responses.RevokeTokenResult),
)

INTROSPECT_TOKEN: Final = Operation(
    operation_id="introspect_token",
    method="POST",
    path="/oauth/introspect",
    tag="oauth",
    source="#/paths/~1oauth~1introspect/post",
    body=RequestBody(
        content=(
            Media(
                media_type="application/x-www-form-urlencoded", schema="TokenReference"
            ),
        ),
        required=True,
    ),
    rate_limit=RateLimit(name="oauth", quota=600, window=60, by="address"),
    summary="Is a token good, and what is it for?",
    responses=declared(responses.IntrospectTokenResult),
)

AUTHORIZE_DEVICE: Final = Operation(
    operation_id="authorize_device",
    method="POST",
    path="/oauth/device_authorization",
    tag="oauth",
    source="#/paths/~1oauth~1device_authorization/post",
    body=RequestBody(
        content=(
            Media(
                media_type="application/x-www-form-urlencoded", schema="DeviceRequest"
            ),
        ),
        required=True,
    ),
    rate_limit=RateLimit(name="oauth", quota=600, window=60, by="address"),
    summary="Ask for a code that a person types in elsewhere",
    responses=declared(responses.AuthorizeDeviceResult),
)


def group(port: OauthPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, OauthPort, UnimplementedOauth())
    endpoints = (
        Endpoint(
            GET_AUTHORIZATION_SERVER,
            served.handler("get_authorization_server"),
            results=kinds_of(responses.GetAuthorizationServerResult),
        ),
        Endpoint(
            GET_SIGNING_KEYS,
            served.handler("get_signing_keys"),
            results=kinds_of(responses.GetSigningKeysResult),
        ),
        Endpoint(
            CREATE_TOKEN,
            served.handler("create_token"),
            results=kinds_of(responses.CreateTokenResult),
            body_types={
                "application/x-www-form-urlencoded": models.TokenRequest,
            },
        ),
        Endpoint(
            REVOKE_TOKEN,
            served.handler("revoke_token"),
            results=kinds_of(responses.RevokeTokenResult),
            body_types={
                "application/x-www-form-urlencoded": models.TokenReference,
            },
        ),
        Endpoint(
            INTROSPECT_TOKEN,
            served.handler("introspect_token"),
            results=kinds_of(responses.IntrospectTokenResult),
            body_types={
                "application/x-www-form-urlencoded": models.TokenReference,
            },
        ),
        Endpoint(
            AUTHORIZE_DEVICE,
            served.handler("authorize_device"),
            results=kinds_of(responses.AuthorizeDeviceResult),
            body_types={
                "application/x-www-form-urlencoded": models.DeviceRequest,
            },
        ),
    )
    return OperationGroup("oauth", endpoints, served.is_given, served.missing)


def router(port: OauthPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
