"""Where a team's events are sent."""

from uuid import UUID

from generated import Context, models
from generated.responses import shared
from generated.responses import webhooks as responses
from impl.event_records import EVENT_TYPES
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.paging import Pager
from impl.security import ids
from impl.services.merge_patch import UNCHANGED, Unchanged
from impl.services.webhooks import WebhookChange, Webhooks
from impl.webhook_records import PING, Delivery, Webhook, WebhookFields


class WebhooksHandler:
    """Implements `WebhooksPort`."""

    def __init__(self, webhooks: Webhooks, pager: Pager) -> None:
        self._webhooks = webhooks
        self._pager = pager

    async def create_webhook(
        self, context: Context, *, team_id: models.TeamId, body: models.WebhookCreation
    ) -> responses.CreateWebhook201:
        """Create a webhook; its secret is in this answer only."""
        new = WebhookFields(
            url=body.url,
            title=body.title,
            event_types=_types(wire.given(body.event_types)),
            is_enabled=True,
        )
        webhook, secret = await self._webhooks.create(
            caller_of(context), ids.decode(ids.TEAM, team_id), new
        )
        written = _webhook(webhook)
        return responses.CreateWebhook201(
            body=models.CreatedWebhook(webhook=written, secret=secret),
            etag=etag(webhook.tag),
            location=f"/v1/teams/{team_id}/webhooks/{written.id}",
            cache_control="no-store",
        )

    async def list_webhooks(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListWebhooks200:
        """List a team's webhooks."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._webhooks.list_of_team(
            caller_of(context), ids.decode(ids.TEAM, team_id), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListWebhooks200(
            body=models.WebhookPage(
                items=[_webhook(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_webhook(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
        if_none_match: str | None,
    ) -> responses.GetWebhook200 | shared.NotModified:
        """Answer with a webhook."""
        webhook = await self._webhooks.get(
            caller_of(context), *_place(team_id, webhook_id)
        )
        if is_known(webhook.tag, if_none_match):
            return shared.NotModified(etag=etag(webhook.tag))
        return responses.GetWebhook200(body=_webhook(webhook), etag=etag(webhook.tag))

    async def update_webhook(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
        if_match: str,
        body: models.WebhookPatch,
    ) -> responses.UpdateWebhook200:
        """Change a webhook."""
        wanted = wire.change(body.event_types)
        types: tuple[str, ...] | Unchanged | None = (
            UNCHANGED if wanted is UNCHANGED else _types(wanted)
        )
        webhook = await self._webhooks.update(
            caller_of(context),
            *_place(team_id, webhook_id),
            WebhookChange(
                url=wire.change(body.url),
                title=wire.change(body.title),
                event_types=types,
                is_enabled=wire.change(body.is_enabled),
            ),
            strong_tags(if_match),
        )
        return responses.UpdateWebhook200(
            body=_webhook(webhook), etag=etag(webhook.tag)
        )

    async def delete_webhook(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
        if_match: str,
    ) -> responses.DeleteWebhook204:
        """Remove a webhook."""
        await self._webhooks.delete(
            caller_of(context), *_place(team_id, webhook_id), strong_tags(if_match)
        )
        return responses.DeleteWebhook204()

    async def rotate_webhook_secret(
        self, context: Context, *, team_id: models.TeamId, webhook_id: models.WebhookId
    ) -> responses.RotateWebhookSecret200:
        """Give a webhook another secret, which is in this answer only."""
        webhook, secret = await self._webhooks.rotate(
            caller_of(context), *_place(team_id, webhook_id)
        )
        return responses.RotateWebhookSecret200(
            body=models.CreatedWebhook(webhook=_webhook(webhook), secret=secret),
            cache_control="no-store",
        )

    async def ping_webhook(
        self, context: Context, *, team_id: models.TeamId, webhook_id: models.WebhookId
    ) -> responses.PingWebhook202:
        """Try a webhook."""
        await self._webhooks.ping(caller_of(context), *_place(team_id, webhook_id))
        return responses.PingWebhook202()

    async def list_webhook_deliveries(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListWebhookDeliveries200:
        """List what was sent to a webhook."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._webhooks.list_deliveries(
            caller_of(context), *_place(team_id, webhook_id), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListWebhookDeliveries200(
            body=models.DeliveryPage(
                items=[_delivery(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def redeliver_event(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
        delivery_id: models.DeliveryId,
    ) -> responses.RedeliverEvent202:
        """Send an event again."""
        delivery = await self._webhooks.redeliver(
            caller_of(context),
            *_place(team_id, webhook_id),
            ids.decode(ids.DELIVERY, delivery_id),
        )
        return responses.RedeliverEvent202(body=_delivery(delivery))


def _place(team_id: str, webhook_id: str) -> tuple[UUID, UUID]:
    return ids.decode(ids.TEAM, team_id), ids.decode(ids.WEBHOOK, webhook_id)


def _types(wanted: list[models.EventType] | None) -> tuple[str, ...] | None:
    return None if wanted is None else tuple(each.value for each in wanted)


def _wanted(types: tuple[str, ...]) -> list[models.EventType]:
    """Write types, but for those that only a newer release has a name for.

    Without any of them a webhook would seem to want all; a ping goes to each anyway.
    """
    named = [models.EventType(each) for each in types if each in EVENT_TYPES]
    return named or [models.EventType(PING)]


def _webhook(record: Webhook) -> models.Webhook:
    types = record.event_types
    return models.Webhook(
        id=ids.encode(ids.WEBHOOK, record.id),
        team_id=ids.encode(ids.TEAM, record.team_id),
        url=record.url,
        title=record.title,
        event_types=wire.optional(None if types is None else _wanted(types)),
        is_enabled=record.is_enabled,
        failing_since=wire.optional(record.failing_since),
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def _delivery(record: Delivery) -> models.Delivery:
    return models.Delivery(
        id=ids.encode(ids.DELIVERY, record.id),
        event_id=ids.encode(ids.EVENT, record.event_id),
        event_type=models.EventType(record.event_type),
        state=record.state,
        attempts=record.attempts,
        status=wire.optional(record.status),
        error=wire.optional(record.error),
        created_at=record.created_at,
        attempted_at=wire.optional(record.attempted_at),
        next_attempt_at=wire.optional(record.next_attempt_at),
    )
