"""Routes of the tag `webhooks`."""

from typing import Final

from .. import models
from ..ports.webhooks import UnimplementedWebhooks, WebhooksPort
from ..responses import webhooks as responses
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

LIST_WEBHOOKS: Final = Operation(
    operation_id="list_webhooks",
    method="GET",
    path="/v1/teams/{team_id}/webhooks",
    tag="webhooks",
    source="#/paths/~1v1~1teams~1{team_id}~1webhooks/get",
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
    security=((Requirement(scheme="access_token", scopes=("webhooks:read",)),),),
    summary="List the webhooks of a team",
    responses=declared(responses.ListWebhooksResult),
)

CREATE_WEBHOOK: Final = Operation(
    operation_id="create_webhook",
    method="POST",
    path="/v1/teams/{team_id}/webhooks",
    tag="webhooks",
    source="#/paths/~1v1~1teams~1{team_id}~1webhooks/post",
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
                media_type="application/json", schema="WebhookCreation", max_body=124856
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("webhooks:write",)),),),
    summary="Have events sent somewhere",
    responses=declared(responses.CreateWebhookResult),
)

GET_WEBHOOK: Final = Operation(
    operation_id="get_webhook",
    method="GET",
    path="/v1/teams/{team_id}/webhooks/{webhook_id}",
    tag="webhooks",
    source="#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="webhook_id",
            argument="webhook_id",
            location="path",
            schema="WebhookId",
            required=True,
        ),
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("webhooks:read",)),),),
    summary="Read a webhook",
    responses=declared(responses.GetWebhookResult),
)

DELETE_WEBHOOK: Final = Operation(
    operation_id="delete_webhook",
    method="DELETE",
    path="/v1/teams/{team_id}/webhooks/{webhook_id}",
    tag="webhooks",
    source="#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}/delete",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="webhook_id",
            argument="webhook_id",
            location="path",
            schema="WebhookId",
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
    security=((Requirement(scheme="access_token", scopes=("webhooks:write",)),),),
    summary="Delete a webhook",
    responses=declared(responses.DeleteWebhookResult),
)

UPDATE_WEBHOOK: Final = Operation(
    operation_id="update_webhook",
    method="PATCH",
    path="/v1/teams/{team_id}/webhooks/{webhook_id}",
    tag="webhooks",
    source="#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}/patch",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="webhook_id",
            argument="webhook_id",
            location="path",
            schema="WebhookId",
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
                schema="WebhookPatch",
                max_body=125426,
            ),
        ),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("webhooks:write",)),),),
    summary="Change a webhook",
    responses=declared(responses.UpdateWebhookResult),
)

ROTATE_WEBHOOK_SECRET: Final = Operation(
    operation_id="rotate_webhook_secret",
    method="POST",
    path="/v1/teams/{team_id}/webhooks/{webhook_id}/secrets",
    tag="webhooks",
    source="#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1secrets/post",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="webhook_id",
            argument="webhook_id",
            location="path",
            schema="WebhookId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("webhooks:write",)),),),
    summary="Sign with another secret",
    responses=declared(responses.RotateWebhookSecretResult),
)

PING_WEBHOOK: Final = Operation(
    operation_id="ping_webhook",
    method="POST",
    path="/v1/teams/{team_id}/webhooks/{webhook_id}/pings",
    tag="webhooks",
    source="#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1pings/post",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="webhook_id",
            argument="webhook_id",
            location="path",
            schema="WebhookId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("webhooks:write",)),),),
    summary="Try a webhook",
    responses=declared(responses.PingWebhookResult),
)

LIST_WEBHOOK_DELIVERIES: Final = Operation(
    operation_id="list_webhook_deliveries",
    method="GET",
    path="/v1/teams/{team_id}/webhooks/{webhook_id}/deliveries",
    tag="webhooks",
    source="#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1deliveries/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="webhook_id",
            argument="webhook_id",
            location="path",
            schema="WebhookId",
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
    security=((Requirement(scheme="access_token", scopes=("webhooks:read",)),),),
    summary="List what was sent to a webhook",
    responses=declared(responses.ListWebhookDeliveriesResult),
)

REDELIVER_EVENT: Final = Operation(
    operation_id="redeliver_event",
    method="POST",
    path="/v1/teams/{team_id}/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliveries",
    tag="webhooks",
    source="#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1deliveries~1{delivery_id}~1redeliveries/post",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="webhook_id",
            argument="webhook_id",
            location="path",
            schema="WebhookId",
            required=True,
        ),
        Parameter(
            name="delivery_id",
            argument="delivery_id",
            location="path",
            schema="DeliveryId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("webhooks:write",)),),),
    summary="Send an event again",
    responses=declared(responses.RedeliverEventResult),
)


def group(port: WebhooksPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, WebhooksPort, UnimplementedWebhooks())
    endpoints = (
        Endpoint(
            LIST_WEBHOOKS,
            served.handler("list_webhooks"),
            results=kinds_of(responses.ListWebhooksResult),
        ),
        Endpoint(
            CREATE_WEBHOOK,
            served.handler("create_webhook"),
            results=kinds_of(responses.CreateWebhookResult),
            body_types={
                "application/json": models.WebhookCreation,
            },
        ),
        Endpoint(
            GET_WEBHOOK,
            served.handler("get_webhook"),
            results=kinds_of(responses.GetWebhookResult),
        ),
        Endpoint(
            DELETE_WEBHOOK,
            served.handler("delete_webhook"),
            results=kinds_of(responses.DeleteWebhookResult),
        ),
        Endpoint(
            UPDATE_WEBHOOK,
            served.handler("update_webhook"),
            results=kinds_of(responses.UpdateWebhookResult),
            body_types={
                "application/merge-patch+json": models.WebhookPatch,
            },
        ),
        Endpoint(
            ROTATE_WEBHOOK_SECRET,
            served.handler("rotate_webhook_secret"),
            results=kinds_of(responses.RotateWebhookSecretResult),
        ),
        Endpoint(
            PING_WEBHOOK,
            served.handler("ping_webhook"),
            results=kinds_of(responses.PingWebhookResult),
        ),
        Endpoint(
            LIST_WEBHOOK_DELIVERIES,
            served.handler("list_webhook_deliveries"),
            results=kinds_of(responses.ListWebhookDeliveriesResult),
        ),
        Endpoint(
            REDELIVER_EVENT,
            served.handler("redeliver_event"),
            results=kinds_of(responses.RedeliverEventResult),
        ),
    )
    return OperationGroup("webhooks", endpoints, served.is_given, served.missing)


def router(port: WebhooksPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
