"""Where a team's events are sent."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Interval,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    null,
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Page
from impl.repositories import rows, visibility
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.visibility import teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import WebhookRow
from impl.tables.columns import table_of
from impl.webhook_records import Webhook, WebhookFields

webhooks = table_of(WebhookRow)
# How long the secret before the last one counts.
_OVERLAP: Final = timedelta(days=1)
_COLUMNS = rows.columns(Webhook, webhooks)
_BY_ID = webhooks.c.id == bindparam("webhook_id", type_=Uuid)


def _types(value: Any) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)


visible_webhooks = visibility.visible_teams.join(
    webhooks, and_(webhooks.c.team_id == teams.c.id, _BY_ID)
)
_find = select(*_COLUMNS).select_from(visible_webhooks).where(visibility.is_this_team)
_FIND = Query(Webhook, _find, event_types=_types)
_LOCK = Query(Webhook, _find.with_for_update(of=webhooks), event_types=_types)
_PAGE = PageWithin(
    Webhook,
    visibility.visible_teams,
    select(*_COLUMNS).where(webhooks.c.team_id == bindparam("team_id", type_=Uuid)),
    "created_at",
    "id",
    event_types=_types,
)
_FIELDS: dict[str, Any] = {
    "url": bindparam("new_url"),
    "title": bindparam("new_title"),
    "event_types": bindparam("new_event_types", type_=webhooks.c.event_types.type),
    "is_enabled": bindparam("new_is_enabled"),
}
_CREATE = Query(
    Webhook,
    insert(webhooks)
    .values(
        team_id=bindparam("of_team_id", type_=Uuid),
        sealed=bindparam("new_sealed", type_=Text),
        **_FIELDS,
    )
    .returning(*_COLUMNS),
    event_types=_types,
)
_CHANGED: dict[str, Any] = {
    "revision": webhooks.c.revision + 1,
    "updated_at": func.now(),
}
_UPDATE = Query(
    Webhook,
    update(webhooks)
    .where(_BY_ID)
    # Who switches it on, or has it sent elsewhere, begins anew.
    .values(
        **_FIELDS,
        **_CHANGED,
        failing_since=case(
            (
                and_(webhooks.c.is_enabled, webhooks.c.url == _FIELDS["url"]),
                webhooks.c.failing_since,
            ),
            else_=null(),
        ),
    )
    .returning(*_COLUMNS),
    event_types=_types,
)
_ROTATE = Query(
    Webhook,
    update(webhooks)
    .where(_BY_ID)
    .values(
        sealed=bindparam("new_sealed", type_=Text),
        sealed_before=webhooks.c.sealed,
        before_until=func.now() + bindparam("overlap", type_=Interval),
        **_CHANGED,
    )
    .returning(*_COLUMNS),
    event_types=_types,
)
_DELETE = delete(webhooks).where(_BY_ID)
_FAILING = (
    update(webhooks)
    .where(_BY_ID, webhooks.c.failing_since.is_(None))
    .values(failing_since=func.now())
)
_WELL = (
    update(webhooks)
    .where(_BY_ID, webhooks.c.failing_since.is_not(None))
    .values(failing_since=None)
)
_DISABLE = (
    update(webhooks)
    .where(
        _BY_ID,
        webhooks.c.is_enabled,
        webhooks.c.failing_since <= func.now() - bindparam("least", type_=Interval),
    )
    .values(is_enabled=False, **_CHANGED)
    .returning(webhooks.c.id)
)


async def find(
    reader: Reader, caller: Caller, team_id: UUID, webhook_id: UUID
) -> Webhook | None:
    """Return a webhook of a team that the caller can see."""
    values = visibility.of(caller, team_id, webhook_id=webhook_id)
    return await _FIND.first(reader, values)


async def lock(
    work: UnitOfWork, caller: Caller, team_id: UUID, webhook_id: UUID
) -> Webhook | None:
    """As `find`; nobody else changes it until the end."""
    values = visibility.of(caller, team_id, webhook_id=webhook_id)
    return await _LOCK.first(work, values)


async def list_of_team(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[Webhook] | None:
    """Return a page of webhooks, newest first; None if the team is not seen."""
    return await _PAGE.fetch(reader, visibility.of(caller, team_id), limit, after)


async def create(
    work: UnitOfWork, team_id: UUID, new: WebhookFields, sealed: str
) -> Webhook:
    """Add a webhook with its encrypted secret.

    Raises:
        NotFound: the team is gone.
    """
    values = {"of_team_id": team_id, "new_sealed": sealed, **_fields(new)}
    return await _CREATE.one(work, values)


async def update_one(work: UnitOfWork, webhook_id: UUID, new: WebhookFields) -> Webhook:
    """Replace what can be changed of a locked webhook."""
    return await _UPDATE.one(work, {"webhook_id": webhook_id, **_fields(new)})


async def rotate(work: UnitOfWork, webhook_id: UUID, sealed: str) -> Webhook:
    """Give a locked webhook another secret; the last one counts for a day."""
    values = {"webhook_id": webhook_id, "new_sealed": sealed, "overlap": _OVERLAP}
    return await _ROTATE.one(work, values)


async def delete_one(work: UnitOfWork, webhook_id: UUID) -> None:
    """Remove a locked webhook."""
    await rows.execute(work, _DELETE, {"webhook_id": webhook_id})


async def note_failure(work: UnitOfWork, webhook_id: UUID) -> None:
    """Write down that a webhook takes nothing now."""
    await rows.execute(work, _FAILING, {"webhook_id": webhook_id})


async def note_success(work: UnitOfWork, webhook_id: UUID) -> None:
    """Write down that a webhook takes what it gets."""
    await rows.execute(work, _WELL, {"webhook_id": webhook_id})


async def disable(work: UnitOfWork, webhook_id: UUID, least: timedelta) -> bool:
    """Switch a webhook off that takes nothing for this long; tell whether it was."""
    values = {"webhook_id": webhook_id, "least": least}
    return await rows.value(work, _DISABLE, values) is not None


def _fields(new: WebhookFields) -> dict[str, object]:
    types = None if new.event_types is None else list(new.event_types)
    return {
        "new_url": new.url,
        "new_title": new.title,
        "new_event_types": types,
        "new_is_enabled": new.is_enabled,
    }
