"""Routes of the tag `apis`."""

from typing import Final

from .. import models
from ..ports.apis import ApisPort, UnimplementedApis
from ..responses import apis as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RateLimit,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_APIS: Final = Operation(
    operation_id="list_apis",
    method="GET",
    path="/v1/teams/{team_id}/apis",
    tag="apis",
    source="#/paths/~1v1~1teams~1{team_id}~1apis/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="query",
            argument="query",
            location="query",
            schema="SearchText",
            style="form",
            explode=True,
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
    security=(
        (Requirement(scheme="access_token", scopes=("apis:read",)),),
        (Requirement(scheme="api_key", scopes=("apis:read",)),),
    ),
    summary="List or search the APIs of a team",
    responses=declared(responses.ListApisResult),
)

CREATE_API: Final = Operation(
    operation_id="create_api",
    method="POST",
    path="/v1/teams/{team_id}/apis",
    tag="apis",
    source="#/paths/~1v1~1teams~1{team_id}~1apis/post",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="Idempotency-Key",
            argument="idempotency_key",
            location="header",
            schema="/components/parameters/IdempotencyKey/schema",
        ),
    ),
    body=RequestBody(
        content=(
            Media(media_type="application/json", schema="ApiCreation", max_body=137936),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("apis:write",)),),
        (Requirement(scheme="api_key", scopes=("apis:write",)),),
    ),
    summary="Create an API of a team",
    responses=declared(responses.CreateApiResult),
)

FIND_APIS: Final = Operation(
    operation_id="find_apis",
    method="GET",
    path="/v1/apis",
    tag="apis",
    source="#/paths/~1v1~1apis/get",
    parameters=(
        Parameter(
            name="team",
            argument="team",
            location="query",
            schema="Name",
            required=True,
            style="form",
            explode=True,
        ),
        Parameter(
            name="name",
            argument="name",
            location="query",
            schema="Name",
            required=True,
            style="form",
            explode=True,
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("apis:read",)),),
        (Requirement(scheme="api_key", scopes=("apis:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:write",)),),
        (Requirement(scheme="api_key", scopes=("deployments:read",)),),
        (Requirement(scheme="api_key", scopes=("deployments:write",)),),
    ),
    rate_limit=RateLimit(name="searches", quota=600, window=60),
    summary="Find an API by its names",
    responses=declared(responses.FindApisResult),
)

GET_API: Final = Operation(
    operation_id="get_api",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}",
    tag="apis",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
            required=True,
        ),
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("apis:read",)),),
        (Requirement(scheme="api_key", scopes=("apis:read",)),),
    ),
    summary="Read an API",
    responses=declared(responses.GetApiResult),
)

DELETE_API: Final = Operation(
    operation_id="delete_api",
    method="DELETE",
    path="/v1/teams/{team_id}/apis/{api_id}",
    tag="apis",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}/delete",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
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
    security=((Requirement(scheme="access_token", scopes=("apis:write",)),),),
    summary="Delete an API",
    responses=declared(responses.DeleteApiResult),
)

UPDATE_API: Final = Operation(
    operation_id="update_api",
    method="PATCH",
    path="/v1/teams/{team_id}/apis/{api_id}",
    tag="apis",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}/patch",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
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
                schema="ApiPatch",
                max_body=137936,
            ),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("apis:write",)),),
        (Requirement(scheme="api_key", scopes=("apis:write",)),),
    ),
    summary="Change an API",
    responses=declared(responses.UpdateApiResult),
)


def group(port: ApisPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, ApisPort, UnimplementedApis())
    endpoints = (
        Endpoint(
            LIST_APIS,
            served.handler("list_apis"),
            results=kinds_of(responses.ListApisResult),
        ),
        Endpoint(
            CREATE_API,
            served.handler("create_api"),
            results=kinds_of(responses.CreateApiResult),
            body_types={
                "application/json": models.ApiCreation,
            },
        ),
        Endpoint(
            FIND_APIS,
            served.handler("find_apis"),
            results=kinds_of(responses.FindApisResult),
        ),
        Endpoint(
            GET_API,
            served.handler("get_api"),
            results=kinds_of(responses.GetApiResult),
        ),
        Endpoint(
            DELETE_API,
            served.handler("delete_api"),
            results=kinds_of(responses.DeleteApiResult),
        ),
        Endpoint(
            UPDATE_API,
            served.handler("update_api"),
            results=kinds_of(responses.UpdateApiResult),
            body_types={
                "application/merge-patch+json": models.ApiPatch,
            },
        ),
    )
    return OperationGroup("apis", endpoints, served.is_given, served.missing)


def router(port: ApisPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
