"""The port of the tag `webhooks`.

Events, sent to where a team wants them.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import webhooks as responses
from ..runtime.http.context import Context, not_implemented


class WebhooksPort(Protocol):
    """What an implementation of `webhooks` provides."""

    async def list_webhooks(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListWebhooksResult:
        """List the webhooks of a team

        For maintainers and owners. Newest first; secrets are never shown again.

        `#/paths/~1v1~1teams~1{team_id}~1webhooks/get` in the contract.
        """
        ...

    async def create_webhook(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        body: models.WebhookCreation,
    ) -> responses.CreateWebhookResult:
        """Have events sent somewhere

        For maintainers and owners. From now on each event of the team, or each of
        the types that are wanted, is sent to the URL as `webhooks` in this contract
        says, signed with a secret that is in this answer only. What a receiver does
        not take with a status of 2xx within seconds is sent again for a day, after
        longer and longer pauses. A receiver that took nothing for a day is switched
        off, and an event tells it. Receivers may get an event twice, or before an
        earlier one: `webhook-id` is the event's.

        `#/paths/~1v1~1teams~1{team_id}~1webhooks/post` in the contract.
        """
        ...

    async def get_webhook(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
        if_none_match: str | None,
    ) -> responses.GetWebhookResult:
        """Read a webhook

        For maintainers and owners.

        `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}/get` in the contract.
        """
        ...

    async def delete_webhook(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
        if_match: str,
    ) -> responses.DeleteWebhookResult:
        """Delete a webhook

        For maintainers and owners. What was sent to it goes with it.

        `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}/delete` in the contract.
        """
        ...

    async def update_webhook(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
        if_match: str,
        body: models.WebhookPatch,
    ) -> responses.UpdateWebhookResult:
        """Change a webhook

        For maintainers and owners. What is still to be sent goes to the new URL.
        One that is switched off gets no events, not even later on those that happen
        meanwhile, and what was still to be sent is given up.

        `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}/patch` in the contract.
        """
        ...

    async def rotate_webhook_secret(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
    ) -> responses.RotateWebhookSecretResult:
        """Sign with another secret

        For maintainers and owners. For a day each message is signed with both, the
        new one and the last one before, then with the new one alone.

        `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1secrets/post` in the contract.
        """
        ...

    async def ping_webhook(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
    ) -> responses.PingWebhookResult:
        """Try a webhook

        For maintainers and owners. Sends `webhook.pinged` to this webhook alone,
        whatever types it wants. One that is switched off can't be tried.

        `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1pings/post` in the contract.
        """
        ...

    async def list_webhook_deliveries(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListWebhookDeliveriesResult:
        """List what was sent to a webhook

        For maintainers and owners. Latest first, with what came of it; some days
        after an event its delivery is forgotten.

        `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1deliveries/get` in the contract.
        """
        ...

    async def redeliver_event(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        webhook_id: models.WebhookId,
        delivery_id: models.DeliveryId,
    ) -> responses.RedeliverEventResult:
        """Send an event again

        For maintainers and owners. At once, and for a day if need be, with the same
        `webhook-id`. To one that is switched off nothing is sent.

        `#/paths/~1v1~1teams~1{team_id}~1webhooks~1{webhook_id}~1deliveries~1{delivery_id}~1redeliveries/post` in the contract.
        """
        ...


class UnimplementedWebhooks:
    """Answers 501 to every operation of `webhooks`."""

    async def list_webhooks(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_webhook(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_webhook(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def delete_webhook(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def update_webhook(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def rotate_webhook_secret(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def ping_webhook(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def list_webhook_deliveries(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def redeliver_event(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
