"""Routes of the tag `deployments`."""

from typing import Final

from .. import models
from ..ports.deployments import DeploymentsPort, UnimplementedDeployments
from ..responses import deployments as responses
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

LIST_DEPLOYMENTS: Final = Operation(
    operation_id="list_deployments",
    method="GET",
    path="/v1/teams/{team_id}/environments/{environment_id}/deployments",
    tag="deployments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1deployments/get",
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
            name="state",
            argument="state",
            location="query",
            schema="DeploymentState",
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
        (Requirement(scheme="access_token", scopes=("deployments:read",)),),
        (Requirement(scheme="api_key", scopes=("deployments:read",)),),
    ),
    summary="List the deployments of an environment",
    responses=declared(responses.ListDeploymentsResult),
)

GET_DEPLOYMENT: Final = Operation(
    operation_id="get_deployment",
    method="GET",
    path="/v1/teams/{team_id}/environments/{environment_id}/deployments/{deployment_id}",
    tag="deployments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1deployments~1{deployment_id}/get",
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
            name="deployment_id",
            argument="deployment_id",
            location="path",
            schema="DeploymentId",
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
    summary="Read a deployment",
    responses=declared(responses.GetDeploymentResult),
)

END_DEPLOYMENT: Final = Operation(
    operation_id="end_deployment",
    method="PUT",
    path="/v1/teams/{team_id}/environments/{environment_id}/deployments/{deployment_id}/end",
    tag="deployments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1deployments~1{deployment_id}~1end/put",
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
            name="deployment_id",
            argument="deployment_id",
            location="path",
            schema="DeploymentId",
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
    security=(
        (Requirement(scheme="access_token", scopes=("deployments:write",)),),
        (Requirement(scheme="api_key", scopes=("deployments:write",)),),
    ),
    summary="End a deployment",
    responses=declared(responses.EndDeploymentResult),
)

RECORD_API_DEPLOYMENT: Final = Operation(
    operation_id="record_api_deployment",
    method="POST",
    path="/v1/teams/{team_id}/environments/{environment_id}/apis/{api_id}/deployments",
    tag="deployments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1apis~1{api_id}~1deployments/post",
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
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
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
            Media(media_type="application/json", schema="ApiDeploymentRecording"),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("deployments:write",)),),
        (Requirement(scheme="api_key", scopes=("deployments:write",)),),
    ),
    summary="Record that a version of an API is in an environment",
    responses=declared(responses.RecordApiDeploymentResult),
)

RECORD_CONSUMER_DEPLOYMENT: Final = Operation(
    operation_id="record_consumer_deployment",
    method="POST",
    path="/v1/teams/{team_id}/environments/{environment_id}/consumers/{consumer_id}/deployments",
    tag="deployments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1consumers~1{consumer_id}~1deployments/post",
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
            name="consumer_id",
            argument="consumer_id",
            location="path",
            schema="ConsumerId",
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
            Media(media_type="application/json", schema="ConsumerDeploymentRecording"),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("deployments:write",)),),
        (Requirement(scheme="api_key", scopes=("deployments:write",)),),
    ),
    summary="Record that a version of a consumer is in an environment",
    responses=declared(responses.RecordConsumerDeploymentResult),
)

CAN_I_DEPLOY_API: Final = Operation(
    operation_id="can_i_deploy_api",
    method="GET",
    path="/v1/teams/{team_id}/environments/{environment_id}/apis/{api_id}/can-i-deploy",
    tag="deployments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1apis~1{api_id}~1can-i-deploy/get",
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
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
            required=True,
        ),
        Parameter(
            name="version",
            argument="version",
            location="query",
            schema="VersionReference",
            required=True,
            style="form",
            explode=True,
        ),
        Parameter(
            name="build",
            argument="build",
            location="query",
            schema="Build",
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
        (
            Requirement(
                scheme="access_token",
                scopes=(
                    "deployments:read",
                    "versions:read",
                ),
            ),
        ),
        (
            Requirement(
                scheme="api_key",
                scopes=(
                    "deployments:read",
                    "versions:read",
                ),
            ),
        ),
    ),
    rate_limit=RateLimit(name="comparisons", quota=300, window=60),
    summary="Ask whether a version of an API may go into an environment",
    responses=declared(responses.CanIDeployApiResult),
)

CAN_I_DEPLOY_CONSUMER: Final = Operation(
    operation_id="can_i_deploy_consumer",
    method="GET",
    path="/v1/teams/{team_id}/environments/{environment_id}/consumers/{consumer_id}/can-i-deploy",
    tag="deployments",
    source="#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1consumers~1{consumer_id}~1can-i-deploy/get",
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
            name="consumer_id",
            argument="consumer_id",
            location="path",
            schema="ConsumerId",
            required=True,
        ),
        Parameter(
            name="version",
            argument="version",
            location="query",
            schema="ConsumerVersionLabel",
            required=True,
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
        (
            Requirement(
                scheme="access_token",
                scopes=(
                    "deployments:read",
                    "versions:read",
                ),
            ),
        ),
        (
            Requirement(
                scheme="api_key",
                scopes=(
                    "deployments:read",
                    "versions:read",
                ),
            ),
        ),
    ),
    rate_limit=RateLimit(name="comparisons", quota=300, window=60),
    summary="Ask whether a version of a consumer may go into an environment",
    responses=declared(responses.CanIDeployConsumerResult),
)


def group(port: DeploymentsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, DeploymentsPort, UnimplementedDeployments())
    endpoints = (
        Endpoint(
            LIST_DEPLOYMENTS,
            served.handler("list_deployments"),
            results=kinds_of(responses.ListDeploymentsResult),
            parameter_types={
                "state": models.DeploymentState,
            },
        ),
        Endpoint(
            GET_DEPLOYMENT,
            served.handler("get_deployment"),
            results=kinds_of(responses.GetDeploymentResult),
        ),
        Endpoint(
            END_DEPLOYMENT,
            served.handler("end_deployment"),
            results=kinds_of(responses.EndDeploymentResult),
        ),
        Endpoint(
            RECORD_API_DEPLOYMENT,
            served.handler("record_api_deployment"),
            results=kinds_of(responses.RecordApiDeploymentResult),
            body_types={
                "application/json": models.ApiDeploymentRecording,
            },
        ),
        Endpoint(
            RECORD_CONSUMER_DEPLOYMENT,
            served.handler("record_consumer_deployment"),
            results=kinds_of(responses.RecordConsumerDeploymentResult),
            body_types={
                "application/json": models.ConsumerDeploymentRecording,
            },
        ),
        Endpoint(
            CAN_I_DEPLOY_API,
            served.handler("can_i_deploy_api"),
            results=kinds_of(responses.CanIDeployApiResult),
        ),
        Endpoint(
            CAN_I_DEPLOY_CONSUMER,
            served.handler("can_i_deploy_consumer"),
            results=kinds_of(responses.CanIDeployConsumerResult),
        ),
    )
    return OperationGroup("deployments", endpoints, served.is_given, served.missing)


def router(port: DeploymentsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
