"""Routes of the tag `environments`."""

from typing import Final

from .. import models
from ..ports.environments import EnvironmentsPort, UnimplementedEnvironments
from ..responses import environments as responses
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

LIST_ENVIRONMENTS: Final = Operation(
    operation_id="list_environments",
    method="GET",
    path="/v1/teams/{team_id}/environments",
    tag="environments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments/get",
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
    security=(
        (Requirement(scheme="access_token", scopes=("deployments:read",)),),
        (Requirement(scheme="api_key", scopes=("deployments:read",)),),
    ),
    summary="List the environments of a team",
    responses=declared(responses.ListEnvironmentsResult),
)

CREATE_ENVIRONMENT: Final = Operation(
    operation_id="create_environment",
    method="POST",
    path="/v1/teams/{team_id}/environments",
    tag="environments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments/post",
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
            Media(
                media_type="application/json",
                schema="EnvironmentCreation",
                max_body=5804,
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("deployments:write",)),),),
    summary="Create an environment of a team",
    responses=declared(responses.CreateEnvironmentResult),
)

FIND_ENVIRONMENTS: Final = Operation(
    operation_id="find_environments",
    method="GET",
    path="/v1/environments",
    tag="environments",
    source="#/paths/~1v1~1environments/get",
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
        (Requirement(scheme="access_token", scopes=("deployments:read",)),),
        (Requirement(scheme="api_key", scopes=("deployments:read",)),),
        (Requirement(scheme="api_key", scopes=("deployments:write",)),),
    ),
    rate_limit=RateLimit(name="searches", quota=600, window=60),
    summary="Find an environment by its names",
    responses=declared(responses.FindEnvironmentsResult),
)

GET_ENVIRONMENT: Final = Operation(
    operation_id="get_environment",
    method="GET",
    path="/v1/teams/{team_id}/environments/{environment_id}",
    tag="environments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="environment_id",
            argument="environment_id",
            location="path",
            schema="EnvironmentId",
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
        (Requirement(scheme="access_token", scopes=("deployments:read",)),),
        (Requirement(scheme="api_key", scopes=("deployments:read",)),),
    ),
    summary="Read an environment",
    responses=declared(responses.GetEnvironmentResult),
)

DELETE_ENVIRONMENT: Final = Operation(
    operation_id="delete_environment",
    method="DELETE",
    path="/v1/teams/{team_id}/environments/{environment_id}",
    tag="environments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}/delete",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="environment_id",
            argument="environment_id",
            location="path",
            schema="EnvironmentId",
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
    security=((Requirement(scheme="access_token", scopes=("deployments:write",)),),),
    summary="Delete an environment",
    responses=declared(responses.DeleteEnvironmentResult),
)

UPDATE_ENVIRONMENT: Final = Operation(
    operation_id="update_environment",
    method="PATCH",
    path="/v1/teams/{team_id}/environments/{environment_id}",
    tag="environments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}/patch",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="environment_id",
            argument="environment_id",
            location="path",
            schema="EnvironmentId",
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
                schema="EnvironmentPatch",
                max_body=5804,
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("deployments:write",)),),),
    summary="Change an environment",
    responses=declared(responses.UpdateEnvironmentResult),
)


def group(port: EnvironmentsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, EnvironmentsPort, UnimplementedEnvironments())
    endpoints = (
        Endpoint(
            LIST_ENVIRONMENTS,
            served.handler("list_environments"),
            results=kinds_of(responses.ListEnvironmentsResult),
        ),
        Endpoint(
            CREATE_ENVIRONMENT,
            served.handler("create_environment"),
            results=kinds_of(responses.CreateEnvironmentResult),
            body_types={
                "application/json": models.EnvironmentCreation,
            },
        ),
        Endpoint(
            FIND_ENVIRONMENTS,
            served.handler("find_environments"),
            results=kinds_of(responses.FindEnvironmentsResult),
        ),
        Endpoint(
            GET_ENVIRONMENT,
            served.handler("get_environment"),
            results=kinds_of(responses.GetEnvironmentResult),
        ),
        Endpoint(
            DELETE_ENVIRONMENT,
            served.handler("delete_environment"),
            results=kinds_of(responses.DeleteEnvironmentResult),
        ),
        Endpoint(
            UPDATE_ENVIRONMENT,
            served.handler("update_environment"),
            results=kinds_of(responses.UpdateEnvironmentResult),
            body_types={
                "application/merge-patch+json": models.EnvironmentPatch,
            },
        ),
    )
    return OperationGroup("environments", endpoints, served.is_given, served.missing)


def router(port: EnvironmentsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
