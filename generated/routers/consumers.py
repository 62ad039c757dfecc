"""Routes of the tag `consumers`."""

from typing import Final

from .. import models
from ..ports.consumers import ConsumersPort, UnimplementedConsumers
from ..responses import consumers as responses
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

LIST_CONSUMERS: Final = Operation(
    operation_id="list_consumers",
    method="GET",
    path="/v1/teams/{team_id}/consumers",
    tag="consumers",
    source="#/paths/~1v1~1teams~1{team_id}~1consumers/get",
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
        (Requirement(scheme="access_token", scopes=("consumers:read",)),),
        (Requirement(scheme="api_key", scopes=("consumers:read",)),),
    ),
    summary="List the consumers of a team",
    responses=declared(responses.ListConsumersResult),
)

CREATE_CONSUMER: Final = Operation(
    operation_id="create_consumer",
    method="POST",
    path="/v1/teams/{team_id}/consumers",
    tag="consumers",
    source="#/paths/~1v1~1teams~1{team_id}~1consumers/post",
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
                media_type="application/json", schema="ConsumerCreation", max_body=18296
            ),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("consumers:write",)),),
        (Requirement(scheme="api_key", scopes=("consumers:write",)),),
    ),
    summary="Create a consumer of a team",
    responses=declared(responses.CreateConsumerResult),
)

FIND_CONSUMERS: Final = Operation(
    operation_id="find_consumers",
    method="GET",
    path="/v1/consumers",
    tag="consumers",
    source="#/paths/~1v1~1consumers/get",
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
        (Requirement(scheme="access_token", scopes=("consumers:read",)),),
        (Requirement(scheme="api_key", scopes=("consumers:read",)),),
        (Requirement(scheme="api_key", scopes=("deployments:read",)),),
        (Requirement(scheme="api_key", scopes=("deployments:write",)),),
    ),
    rate_limit=RateLimit(name="searches", quota=600, window=60),
    summary="Find a consumer by its names",
    responses=declared(responses.FindConsumersResult),
)

GET_CONSUMER: Final = Operation(
    operation_id="get_consumer",
    method="GET",
    path="/v1/teams/{team_id}/consumers/{consumer_id}",
    tag="consumers",
    source="#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("consumers:read",)),),
        (Requirement(scheme="api_key", scopes=("consumers:read",)),),
    ),
    summary="Read a consumer",
    responses=declared(responses.GetConsumerResult),
)

DELETE_CONSUMER: Final = Operation(
    operation_id="delete_consumer",
    method="DELETE",
    path="/v1/teams/{team_id}/consumers/{consumer_id}",
    tag="consumers",
    source="#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}/delete",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
            name="If-Match",
            argument="if_match",
            location="header",
            schema="/components/parameters/IfMatch/schema",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("consumers:write",)),),),
    summary="Delete a consumer",
    responses=declared(responses.DeleteConsumerResult),
)

UPDATE_CONSUMER: Final = Operation(
    operation_id="update_consumer",
    method="PATCH",
    path="/v1/teams/{team_id}/consumers/{consumer_id}",
    tag="consumers",
    source="#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}/patch",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
                schema="ConsumerPatch",
                max_body=18296,
            ),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("consumers:write",)),),
        (Requirement(scheme="api_key", scopes=("consumers:write",)),),
    ),
    summary="Change a consumer",
    responses=declared(responses.UpdateConsumerResult),
)

LIST_CONSUMER_VERSIONS: Final = Operation(
    operation_id="list_consumer_versions",
    method="GET",
    path="/v1/teams/{team_id}/consumers/{consumer_id}/versions",
    tag="consumers",
    source="#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
        (Requirement(scheme="access_token", scopes=("consumers:read",)),),
        (Requirement(scheme="api_key", scopes=("consumers:read",)),),
    ),
    summary="List the versions of a consumer",
    responses=declared(responses.ListConsumerVersionsResult),
)

REGISTER_CONSUMER_VERSION: Final = Operation(
    operation_id="register_consumer_version",
    method="POST",
    path="/v1/teams/{team_id}/consumers/{consumer_id}/versions",
    tag="consumers",
    source="#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions/post",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
            Media(
                media_type="application/json",
                schema="ConsumerVersionRegistration",
                max_body=1048576,
            ),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("consumers:write",)),),
        (Requirement(scheme="api_key", scopes=("consumers:write",)),),
    ),
    rate_limit=RateLimit(name="publications", quota=300, window=60),
    summary="Register a version of a consumer",
    responses=declared(responses.RegisterConsumerVersionResult),
)

GET_CONSUMER_VERSION: Final = Operation(
    operation_id="get_consumer_version",
    method="GET",
    path="/v1/teams/{team_id}/consumers/{consumer_id}/versions/{consumer_version_id}",
    tag="consumers",
    source="#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions~1{consumer_version_id}/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
            name="consumer_version_id",
            argument="consumer_version_id",
            location="path",
            schema="ConsumerVersionId",
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
        (Requirement(scheme="access_token", scopes=("consumers:read",)),),
        (Requirement(scheme="api_key", scopes=("consumers:read",)),),
    ),
    summary="Read a version of a consumer",
    responses=declared(responses.GetConsumerVersionResult),
)

DELETE_CONSUMER_VERSION: Final = Operation(
    operation_id="delete_consumer_version",
    method="DELETE",
    path="/v1/teams/{team_id}/consumers/{consumer_id}/versions/{consumer_version_id}",
    tag="consumers",
    source="#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions~1{consumer_version_id}/delete",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
            name="consumer_version_id",
            argument="consumer_version_id",
            location="path",
            schema="ConsumerVersionId",
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
    security=((Requirement(scheme="access_token", scopes=("consumers:write",)),),),
    summary="Delete a version of a consumer",
    responses=declared(responses.DeleteConsumerVersionResult),
)

GET_CONSUMER_USAGE: Final = Operation(
    operation_id="get_consumer_usage",
    method="GET",
    path="/v1/teams/{team_id}/consumers/{consumer_id}/versions/{consumer_version_id}/usages/{usage_digest}",
    tag="consumers",
    source="#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions~1{consumer_version_id}~1usages~1{usage_digest}/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
            name="consumer_version_id",
            argument="consumer_version_id",
            location="path",
            schema="ConsumerVersionId",
            required=True,
        ),
        Parameter(
            name="usage_digest",
            argument="usage_digest",
            location="path",
            schema="Digest",
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
        (Requirement(scheme="access_token", scopes=("consumers:read",)),),
        (Requirement(scheme="api_key", scopes=("consumers:read",)),),
    ),
    summary="Read what a version of a consumer uses",
    responses=declared(responses.GetConsumerUsageResult),
)


def group(port: ConsumersPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, ConsumersPort, UnimplementedConsumers())
    endpoints = (
        Endpoint(
            LIST_CONSUMERS,
            served.handler("list_consumers"),
            results=kinds_of(responses.ListConsumersResult),
        ),
        Endpoint(
            CREATE_CONSUMER,
            served.handler("create_consumer"),
            results=kinds_of(responses.CreateConsumerResult),
            body_types={
                "application/json": models.ConsumerCreation,
            },
        ),
        Endpoint(
            FIND_CONSUMERS,
            served.handler("find_consumers"),
            results=kinds_of(responses.FindConsumersResult),
        ),
        Endpoint(
            GET_CONSUMER,
            served.handler("get_consumer"),
            results=kinds_of(responses.GetConsumerResult),
        ),
        Endpoint(
            DELETE_CONSUMER,
            served.handler("delete_consumer"),
            results=kinds_of(responses.DeleteConsumerResult),
        ),
        Endpoint(
            UPDATE_CONSUMER,
            served.handler("update_consumer"),
            results=kinds_of(responses.UpdateConsumerResult),
            body_types={
                "application/merge-patch+json": models.ConsumerPatch,
            },
        ),
        Endpoint(
            LIST_CONSUMER_VERSIONS,
            served.handler("list_consumer_versions"),
            results=kinds_of(responses.ListConsumerVersionsResult),
        ),
        Endpoint(
            REGISTER_CONSUMER_VERSION,
            served.handler("register_consumer_version"),
            results=kinds_of(responses.RegisterConsumerVersionResult),
            body_types={
                "application/json": models.ConsumerVersionRegistration,
            },
        ),
        Endpoint(
            GET_CONSUMER_VERSION,
            served.handler("get_consumer_version"),
            results=kinds_of(responses.GetConsumerVersionResult),
        ),
        Endpoint(
            DELETE_CONSUMER_VERSION,
            served.handler("delete_consumer_version"),
            results=kinds_of(responses.DeleteConsumerVersionResult),
        ),
        Endpoint(
            GET_CONSUMER_USAGE,
            served.handler("get_consumer_usage"),
            results=kinds_of(responses.GetConsumerUsageResult),
        ),
    )
    return OperationGroup("consumers", endpoints, served.is_given, served.missing)


def router(port: ConsumersPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
