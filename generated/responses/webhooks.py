"""Sealed responses of the tag `webhooks`: an operation can give no other."""

from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListWebhooks200(Sealed):
    """A page of webhooks.

    `#/paths/~1v1~1teams~1{team_id}~1webhooks/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.WebhookPage
    schema = "WebhookPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.WebhookPage
    link: str | None = None


ListWebhooksResult: TypeAlias = (
    ListWebhooks200
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
class CreateWebhook201(Sealed):
    """The webhook, with its secret.

    `#/paths/~1v1~1teams~1{team_id}~1webhooks/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.CreatedWebhook
    schema = "CreatedWebhook"
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
    body: models.CreatedWebhook
    etag: str
    location: str
    cache_control: Literal["no-store"]


CreateWebhookResult: TypeAlias = (
    CreateWebhook201
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
class GetWebhook200(Sealed):
    """The webhook.

    `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Webhook
    schema = "Webhook"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Webhook
    etag: str


GetWebhookResult: TypeAlias = (
    GetWebhook200
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
class DeleteWebhook204(Sealed):
    """The webhook is gone.

    `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


DeleteWebhookResult: TypeAlias = (
    DeleteWebhook204
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
class UpdateWebhook200(Sealed):
    """The changed webhook.

    `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}/patch/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Webhook
    schema = "Webhook"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Webhook
    etag: str


UpdateWebhookResult: TypeAlias = (
    UpdateWebhook200
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


@final
class RotateWebhookSecret200(Sealed):
    """The webhook, and its new secret.

    `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1secrets/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.CreatedWebhook
    schema = "CreatedWebhook"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.CreatedWebhook
    cache_control: Literal["no-store"]


RotateWebhookSecretResult: TypeAlias = (
    RotateWebhookSecret200
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
class PingWebhook202(Sealed):
    """It will be sent; the webhook's deliveries tell what comes of it.

    `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1pings/post/responses/202` in the contract.
    """

    status_code = "202"


PingWebhookResult: TypeAlias = (
    PingWebhook202
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class ListWebhookDeliveries200(Sealed):
    """A page of deliveries.

    `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1deliveries/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.DeliveryPage
    schema = "DeliveryPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.DeliveryPage
    link: str | None = None


ListWebhookDeliveriesResult: TypeAlias = (
    ListWebhookDeliveries200
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
class RedeliverEvent202(Sealed):
    """It will be sent.

    `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1deliveries~1{delivery_id}~1redeliveries/post/responses/202` in the contract.
    """

    status_code = "202"
    media_type = "application/json"
    body_type = models.Delivery
    schema = "Delivery"
    body: models.Delivery


RedeliverEventResult: TypeAlias = (
    RedeliverEvent202
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
