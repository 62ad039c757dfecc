"""Where a team's events are sent."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database, Reader, UnitOfWork
from impl.errors import Conflict
from impl.event_records import Action
from impl.records import Page
from impl.repositories import deliveries, quota_usage, teams, webhooks
from impl.security import ids, webhook_secrets
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import audit, preconditions
from impl.services.access import found, standing_for
from impl.services.merge_patch import UNCHANGED, Unchanged, changed
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter
from impl.webhook_records import PING, Delivery, Webhook, WebhookFields


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChange:
    """What to change of a webhook."""

    url: str | Unchanged = UNCHANGED
    title: str | Unchanged = UNCHANGED
    event_types: tuple[str, ...] | Unchanged | None = UNCHANGED
    is_enabled: bool | Unchanged = UNCHANGED

    def applied_to(self, webhook: Webhook) -> WebhookFields:
        """Return what it has afterwards."""
        return WebhookFields(
            url=changed(webhook.url, self.url),
            title=changed(webhook.title, self.title),
            event_types=changed(webhook.event_types, self.event_types),
            is_enabled=changed(webhook.is_enabled, self.is_enabled),
        )


class Webhooks:
    """Creates, shows, changes, tries and removes webhooks, for who manages them.

    `key` is what their secrets are encrypted with, 32 bytes.
    """

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        quotas: Quotas,
        key: bytes,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas
        self._key = key

    async def create(
        self, caller: Caller, team_id: UUID, new: WebhookFields
    ) -> tuple[Webhook, str]:
        """Create a webhook; return it with its secret, which is not shown again.

        Raises:
            RateLimited: the caller creates too much.
            NotFound, Forbidden: see `impl.errors`.
            Conflict: the team has too many webhooks (`quota_exceeded`).
        """
        await self._limiter.attempt((self._rate, caller.name))
        secret = webhook_secrets.generate()
        async with self._database.begin() as work:
            await _require(work, caller, team_id)
            await quota_usage.hold_team(work, team_id)
            sealed = webhook_secrets.seal(secret, self._key)
            webhook = await webhooks.create(work, team_id, new, sealed)
            await self._quotas.check_webhooks(work, team_id)
            await _record(work, caller, "webhook.created", None, webhook)
            await work.commit()
        return webhook, secret

    async def list_of_team(
        self, caller: Caller, team_id: UUID, limit: int, after: PagePosition | None
    ) -> Page[Webhook]:
        """Return a page of a team's webhooks, newest first.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _require(reader, caller, team_id)
        page = await webhooks.list_of_team(reader, caller, team_id, limit, after)
        return found(page, "team")

    async def get(self, caller: Caller, team_id: UUID, webhook_id: UUID) -> Webhook:
        """Return a webhook.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _require(reader, caller, team_id)
        return found(
            await webhooks.find(reader, caller, team_id, webhook_id), "webhook"
        )

    async def update(
        self,
        caller: Caller,
        team_id: UUID,
        webhook_id: UUID,
        change: WebhookChange,
        expected: frozenset[str],
    ) -> Webhook:
        """Change a webhook; one that is switched off gets nothing any more.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            old = await _locked(work, caller, team_id, webhook_id)
            preconditions.check(old.tag, expected)
            new = await webhooks.update_one(work, webhook_id, change.applied_to(old))
            if not new.is_enabled:
                await deliveries.give_up(work, webhook_id)
            await _record(work, caller, "webhook.updated", old, new)
            await work.commit()
        return new

    async def delete(
        self, caller: Caller, team_id: UUID, webhook_id: UUID, expected: frozenset[str]
    ) -> None:
        """Remove a webhook with what was sent to it.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            old = await _locked(work, caller, team_id, webhook_id)
            preconditions.check(old.tag, expected)
            await webhooks.delete_one(work, webhook_id)
            await deliveries.forget(work, webhook_id)
            await _record(work, caller, "webhook.deleted", old, None)
            await work.commit()

    async def rotate(
        self, caller: Caller, team_id: UUID, webhook_id: UUID
    ) -> tuple[Webhook, str]:
        """Sign with another secret from now on, and with the last one for a day.

        Raises:
            RateLimited, NotFound, Forbidden: see `impl.errors`.
        """
        await self._limiter.attempt((self._rate, caller.name))
        secret = webhook_secrets.generate()
        async with self._database.begin() as work:
            old = await _locked(work, caller, team_id, webhook_id)
            sealed = webhook_secrets.seal(secret, self._key)
            webhook = await webhooks.rotate(work, webhook_id, sealed)
            await _record(work, caller, "webhook.secret_rotated", old, webhook)
            await work.commit()
        return webhook, secret

    async def ping(self, caller: Caller, team_id: UUID, webhook_id: UUID) -> None:
        """Send an event to this webhook alone.

        Raises:
            RateLimited, NotFound, Forbidden: see `impl.errors`.
            Conflict: it is switched off (`webhook_disabled`).
        """
        await self._limiter.attempt((self._rate, caller.name))
        async with self._database.begin() as work:
            webhook = await _locked(work, caller, team_id, webhook_id)
            _refuse_disabled(webhook)
            await _record(work, caller, PING, webhook, webhook)
            await work.commit()

    async def list_deliveries(
        self,
        caller: Caller,
        team_id: UUID,
        webhook_id: UUID,
        limit: int,
        after: PagePosition | None,
    ) -> Page[Delivery]:
        """Return a page of what was sent to a webhook, latest first.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
        """
        reader = self._database.read()
        await _require(reader, caller, team_id)
        place = (team_id, webhook_id)
        page = await deliveries.list_of_webhook(reader, caller, place, limit, after)
        return found(page, "webhook")

    async def redeliver(
        self, caller: Caller, team_id: UUID, webhook_id: UUID, delivery_id: UUID
    ) -> Delivery:
        """Have an event sent again.

        Raises:
            RateLimited, NotFound, Forbidden: see `impl.errors`.
            Conflict: the webhook is switched off (`webhook_disabled`).
        """
        await self._limiter.attempt((self._rate, caller.name))
        async with self._database.begin() as work:
            webhook = await _locked(work, caller, team_id, webhook_id)
            repeated = await deliveries.repeat(work, webhook_id, delivery_id)
            delivery = found(repeated, "delivery")
            _refuse_disabled(webhook)
            await work.commit()
        return delivery


async def _require(reader: Reader, caller: Caller, team_id: UUID) -> None:
    standing = await teams.standing(reader, caller, team_id)
    standing_for(standing, Permission.MANAGE_WEBHOOKS)


async def _locked(
    work: UnitOfWork, caller: Caller, team_id: UUID, webhook_id: UUID
) -> Webhook:
    await _require(work, caller, team_id)
    return found(await webhooks.lock(work, caller, team_id, webhook_id), "webhook")


def _refuse_disabled(webhook: Webhook) -> None:
    if not webhook.is_enabled:
        detail = "The webhook is switched off; switch it on first."
        raise Conflict("webhook_disabled", detail)


async def _record(
    work: UnitOfWork,
    caller: Caller,
    action: Action,
    old: Webhook | None,
    new: Webhook | None,
) -> None:
    it = found(new or old, "webhook")
    await audit.record(
        *(work, caller, action, ids.encode(ids.WEBHOOK, it.id)),
        team_id=it.team_id,
        change=(_facts(old), _facts(new)),
    )


def _facts(it: Webhook | None) -> audit.Facts | None:
    # Not the URL, which may have a secret of its own: all members read this.
    if it is None:
        return None
    types = None if it.event_types is None else list(it.event_types)
    return {"title": it.title, "event_types": types, "is_enabled": it.is_enabled}
