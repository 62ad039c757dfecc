"""Sending events to webhooks, put together for the app."""

import contextlib
from collections.abc import AsyncIterator

from impl import rules
from impl.database.unit_of_work import Database
from impl.handlers.webhook_messages import WebhookMessages
from impl.integrations.guarded_http import GuardedHttp
from impl.jobs.webhook_queue import WebhookQueue
from impl.security.keys import derive
from impl.settings import Settings


def sealing(secret: str) -> bytes:
    """Return what secrets of webhooks are sealed with."""
    return derive(secret, "webhook secrets")


@contextlib.asynccontextmanager
async def sending(
    database: Database, key: bytes, settings: Settings
) -> AsyncIterator[None]:
    """Send events to webhooks meanwhile; `key` is what secrets are sealed with."""
    http = GuardedHttp(
        *(settings.webhook_timeout, settings.webhooks_at_once),
        to_private=settings.webhooks_to_private_addresses,
    )
    messages = WebhookMessages(http, key)
    queue = WebhookQueue(database, messages.send, rules.webhooks(settings))
    async with queue.working():
        yield
    http.close()
