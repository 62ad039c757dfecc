"""Routes of the tag `oauth_clients`."""

from typing import Final

from .. import models
from ..ports.oauth_clients import OauthClientsPort, UnimplementedOauthClients
from ..responses import oauth_clients as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_OAUTH_CLIENTS: Final = Operation(
    operation_id="list_oauth_clients",
    method="GET",
    path="/v1/teams/{team_id}/oauth-clients",
    tag="oauth_clients",
    source="#/paths/~1v1~1teams~1{team_id}~1oauth-clients/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="limit",
            argument="limit",
            location="query",
            schema="/components/parameters/Limit/schema",
            style="form",
            explode=True,
            default=20,
        ),
        Parameter(
            name="cursor",
            argument="cursor",
            location="query",
            schema="Cursor",
            style="form",
            explode=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("api_keys:read",)),),),
    summary="List the OAuth clients of a team",
    responses=declared(responses.ListOauthClientsResult),
)

CREATE_OAUTH_CLIENT: Final = Operation(
    operation_id="create_oauth_client",
    method="POST",
    path="/v1/teams/{team_id}/oauth-clients",
    tag="oauth_clients",
    source="#/paths/~1v1~1teams~1{team_id}~1oauth-clients/post",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(
                media_type="application/json",
                schema="OAuthClientCreation",
                max_body=261644,
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("api_keys:write",)),),),
    summary="Register an OAuth client of a team",
    responses=declared(responses.CreateOauthClientResult),
)

GET_OAUTH_CLIENT: Final = Operation(
    operation_id="get_oauth_client",
    method="GET",
    path="/v1/teams/{team_id}/oauth-clients/{oauth_client_id}",
    tag="oauth_clients",
    source="#/paths/~1v1~1teams~1{team_id}~1oauth-clients~1{oauth_client_id}/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="oauth_client_id",
            argument="oauth_client_id",
            location="path",
            schema="OAuthClientId",
            required=True,
        ),
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("api_keys:read",)),),),
    summary="Read an OAuth client",
    responses=declared(responses.GetOauthClientResult),
)

DELETE_OAUTH_CLIENT: Final = Operation(
    operation_id="delete_oauth_client",
    method="DELETE",
    path="/v1/teams/{team_id}/oauth-clients/{oauth_client_id}",
    tag="oauth_clients",
    source="#/paths/~1v1~1teams~1{team_id}~1oauth-clients~1{oauth_client_id}/delete",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="oauth_client_id",
            argument="oauth_client_id",
            location="path",
            schema="OAuthClientId",
            required=True,
        ),
        Parameter(
            name="If-Match",
            argument="if_match",
            location="header",
            schema="/components/parameters/IfMatch/schema",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("api_keys:write",)),),),
    summary="Delete an OAuth client",
    responses=declared(responses.DeleteOauthClientResult),
)

UPDATE_OAUTH_CLIENT: Final = Operation(
    operation_id="update_oauth_client",
    method="PATCH",
    path="/v1/teams/{team_id}/oauth-clients/{oauth_client_id}",
    tag="oauth_clients",
    source="#/paths/~1v1~1teams~1{team_id}~1oauth-clients~1{oauth_client_id}/patch",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="oauth_client_id",
            argument="oauth_client_id",
            location="path",
            schema="OAuthClientId",
            required=True,
        ),
        Parameter(
            name="If-Match",
            argument="if_match",
            location="header",
            schema="/components/parameters/IfMatch/schema",
            required=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(
                media_type="application/merge-patch+json",
                schema="OAuthClientPatch",
                max_body=260636,
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("api_keys:write",)),),),
    summary="Change an OAuth client",
    responses=declared(responses.UpdateOauthClientResult),
)


def group(port: OauthClientsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, OauthClientsPort, UnimplementedOauthClients())
    endpoints = (
        Endpoint(
            LIST_OAUTH_CLIENTS,
            served.handler("list_oauth_clients"),
            results=kinds_of(responses.ListOauthClientsResult),
        ),
        Endpoint(
            CREATE_OAUTH_CLIENT,
            served.handler("create_oauth_client"),
            results=kinds_of(responses.CreateOauthClientResult),
            body_types={
                "application/json": models.OAuthClientCreation,
            },
        ),
        Endpoint(
            GET_OAUTH_CLIENT,
            served.handler("get_oauth_client"),
            results=kinds_of(responses.GetOauthClientResult),
        ),
        Endpoint(
            DELETE_OAUTH_CLIENT,
            served.handler("delete_oauth_client"),
            results=kinds_of(responses.DeleteOauthClientResult),
        ),
        Endpoint(
            UPDATE_OAUTH_CLIENT,
            served.handler("update_oauth_client"),
            results=kinds_of(responses.UpdateOauthClientResult),
            body_types={
                "application/merge-patch+json": models.OAuthClientPatch,
            },
        ),
    )
    return OperationGroup("oauth_clients", endpoints, served.is_given, served.missing)


def router(port: OauthClientsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
