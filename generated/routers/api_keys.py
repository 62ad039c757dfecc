"""Routes of the tag `api_keys`."""

from typing import Final

from .. import models
from ..ports.api_keys import ApiKeysPort, UnimplementedApiKeys
from ..responses import api_keys as responses
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

LIST_API_KEYS: Final = Operation(
    operation_id="list_api_keys",
    method="GET",
    path="/v1/teams/{team_id}/api-keys",
    tag="api_keys",
    source="#/paths/~1v1~1teams~1{team_id}~1api-keys/get",
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
    summary="List the API keys of a team",
    responses=declared(responses.ListApiKeysResult),
)

CREATE_API_KEY: Final = Operation(
    operation_id="create_api_key",
    method="POST",
    path="/v1/teams/{team_id}/api-keys",
    tag="api_keys",
    source="#/paths/~1v1~1teams~1{team_id}~1api-keys/post",
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
                media_type="application/json", schema="ApiKeyCreation", max_body=13724
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("api_keys:write",)),),),
    summary="Create an API key of a team",
    responses=declared(responses.CreateApiKeyResult),
)

GET_API_KEY: Final = Operation(
    operation_id="get_api_key",
    method="GET",
    path="/v1/teams/{team_id}/api-keys/{api_key_id}",
    tag="api_keys",
    source="#/paths/~1v1~1teams~1{team_id}~1api-keys~1{api_key_id}/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_key_id",
            argument="api_key_id",
            location="path",
            schema="ApiKeyId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("api_keys:read",)),),),
    summary="Read an API key",
    responses=declared(responses.GetApiKeyResult),
)

REVOKE_API_KEY: Final = Operation(
    operation_id="revoke_api_key",
    method="DELETE",
    path="/v1/teams/{team_id}/api-keys/{api_key_id}",
    tag="api_keys",
    source="#/paths/~1v1~1teams~1{team_id}~1api-keys~1{api_key_id}/delete",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_key_id",
            argument="api_key_id",
            location="path",
            schema="ApiKeyId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("api_keys:write",)),),),
    summary="Revoke an API key",
    responses=declared(responses.RevokeApiKeyResult),
)


def group(port: ApiKeysPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, ApiKeysPort, UnimplementedApiKeys())
    endpoints = (
        Endpoint(
            LIST_API_KEYS,
            served.handler("list_api_keys"),
            results=kinds_of(responses.ListApiKeysResult),
        ),
        Endpoint(
            CREATE_API_KEY,
            served.handler("create_api_key"),
            results=kinds_of(responses.CreateApiKeyResult),
            body_types={
                "application/json": models.ApiKeyCreation,
            },
        ),
        Endpoint(
            GET_API_KEY,
            served.handler("get_api_key"),
            results=kinds_of(responses.GetApiKeyResult),
        ),
        Endpoint(
            REVOKE_API_KEY,
            served.handler("revoke_api_key"),
            results=kinds_of(responses.RevokeApiKeyResult),
        ),
    )
    return OperationGroup("api_keys", endpoints, served.is_given, served.missing)


def router(port: ApiKeysPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
