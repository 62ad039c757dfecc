"""What is sent to webhooks: added with each event, worked off by any process."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Float,
    Integer,
    Interval,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    delete,
    extract,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    true,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.event_records import EVENT_TYPES, Event, NewEvent
from impl.records import Page
from impl.repositories import rows, visibility
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.webhooks import visible_webhooks, webhooks
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import AuditEventRow, WebhookDeliveryRow
from impl.tables.columns import table_of
from impl.webhook_records import PING, Delivery, DueDelivery, Parcel

sent = table_of(WebhookDeliveryRow)
_events = table_of(AuditEventRow)
_COLUMNS = rows.columns(Delivery, sent)
_BY_ID = sent.c.id == bindparam("delivery_id", type_=Uuid)
_OF_WEBHOOK = sent.c.webhook_id == bindparam("webhook_id", type_=Uuid)
# What is changed has names of its own.
_OF_THIS = sent.c.webhook_id == bindparam("of_webhook_id", type_=Uuid)
# As the index has it, word for word.
_PENDING = sent.c.state == literal_column("'pending'")
_IS_DUE = and_(_PENDING, sent.c.next_attempt_at <= func.now())
# What only a newer release has a name for is left to its processes.
_HAS_NAME = sent.c.event_type == func.any(literal([*EVENT_TYPES], ARRAY(Text)))

_PAGE = PageWithin(
    Delivery,
    visible_webhooks,
    select(*_COLUMNS).where(_OF_WEBHOOK, _HAS_NAME),
    "created_at",
    "id",
)
_REPEAT = Query(
    Delivery,
    update(sent)
    .where(_BY_ID, _OF_THIS, _HAS_NAME)
    .values(state="pending", begun_at=func.now(), next_attempt_at=func.now())
    .returning(*_COLUMNS),
)
_FORGET = delete(sent).where(_OF_THIS)
_GIVE_UP = (
    update(sent).where(_OF_THIS, _PENDING).values(state="failed", next_attempt_at=None)
)

# Webhook after webhook by the index, however much one of them has to get.
_leap = select(sent.c.webhook_id).where(_PENDING).order_by(sent.c.webhook_id).limit(1)
_waiting = select(_leap.scalar_subquery().label("id")).cte("waiting", recursive=True)
_next = (
    _leap.where(sent.c.webhook_id > _waiting.c.id).correlate(_waiting).scalar_subquery()
)
_waiting = _waiting.union_all(select(_next).where(_waiting.c.id.is_not(None)))
_head = (
    select(sent.c.id, sent.c.next_attempt_at)
    .where(sent.c.webhook_id == webhooks.c.id, _IS_DUE, _HAS_NAME)
    .order_by(sent.c.next_attempt_at)
    .limit(1)
    .lateral("head")
)
_IS_FAILING = webhooks.c.failing_since.is_not(None)
_ranked = (
    select(
        _head.c.id,
        webhooks.c.id.label("webhook_id"),
        webhooks.c.team_id,
        _IS_FAILING.label("is_failing"),
        _head.c.next_attempt_at,
        func.row_number()
        .over(partition_by=webhooks.c.team_id, order_by=_head.c.next_attempt_at)
        .label("place"),
    )
    .select_from(
        _waiting.join(webhooks, webhooks.c.id == _waiting.c.id).join(_head, true())
    )
    .where(
        webhooks.c.is_enabled,
        webhooks.c.id != func.all(bindparam("busy", type_=ARRAY(Uuid))),
        webhooks.c.team_id != func.all(bindparam("full_teams", type_=ARRAY(Uuid))),
        or_(~_IS_FAILING, bindparam("with_failing", type_=Boolean)),
    )
    .subquery()
)
_DUE = Query(
    DueDelivery,
    select(*rows.columns(DueDelivery, _ranked))
    .where(_ranked.c.place <= bindparam("of_team", type_=Integer))
    .order_by(_ranked.c.next_attempt_at)
    .limit(bindparam("size", type_=Integer)),
)
_free = (
    select(sent.c.id)
    .where(sent.c.id == func.any(bindparam("chosen", type_=ARRAY(Uuid))), _IS_DUE)
    .with_for_update(skip_locked=True)
)
_CLAIM = Query(
    Parcel,
    update(sent)
    .where(
        sent.c.id.in_(_free), webhooks.c.id == sent.c.webhook_id, webhooks.c.is_enabled
    )
    .values(
        next_attempt_at=func.now() + bindparam("lease", type_=Interval),
        attempts=sent.c.attempts + 1,
        attempted_at=func.now(),
    )
    .returning(
        sent.c.id,
        webhooks.c.id.label("webhook_id"),
        webhooks.c.team_id,
        sent.c.event_id,
        extract("epoch", func.now() - sent.c.begun_at).cast(Float).label("age"),
        webhooks.c.url,
        webhooks.c.sealed,
        case(
            (webhooks.c.before_until > func.now(), webhooks.c.sealed_before),
            else_=null(),
        ).label("sealed_before"),
    ),
)
_EVENT = Query(
    Event,
    select(*rows.columns(Event, _events)).where(
        _events.c.id == bindparam("event_id", type_=Uuid),
        _events.c.team_id == bindparam("team_id", type_=Uuid),
    ),
)
_SUCCEED = (
    update(sent)
    .where(_BY_ID)
    .values(
        state="delivered",
        next_attempt_at=None,
        status=bindparam("new_status", type_=BigInteger),
        error=None,
    )
)
_PAUSE = bindparam("pause", type_=Interval)
_FAIL = (
    update(sent)
    .where(_BY_ID, _PENDING)
    .values(
        state=bindparam("new_state", type_=Text),
        next_attempt_at=func.now() + cast(_PAUSE, Interval),
        status=bindparam("new_status", type_=BigInteger),
        error=bindparam("new_error", type_=Text),
    )
)


def only_to(event: NewEvent) -> UUID | None:
    """Return the webhook that alone gets an event; None for all that want it."""
    return ids.decode(ids.WEBHOOK, event.subject) if event.action == PING else None


async def list_of_webhook(
    reader: Reader,
    caller: Caller,
    place: tuple[UUID, UUID],
    limit: int,
    after: PagePosition | None,
) -> Page[Delivery] | None:
    """Return a page of deliveries, latest first; None if the webhook is not seen.

    `place` is the team and the webhook.
    """
    values = visibility.of(caller, place[0], webhook_id=place[1])
    return await _PAGE.fetch(reader, values, limit, after)


async def repeat(
    work: UnitOfWork, webhook_id: UUID, delivery_id: UUID
) -> Delivery | None:
    """Have a delivery of a locked webhook made again; None if it has no such."""
    values = {"of_webhook_id": webhook_id, "delivery_id": delivery_id}
    return await _REPEAT.first(work, values)


async def forget(work: UnitOfWork, webhook_id: UUID) -> None:
    """Remove all deliveries of a webhook."""
    await rows.execute(work, _FORGET, {"of_webhook_id": webhook_id})


async def give_up(work: UnitOfWork, webhook_id: UUID) -> None:
    """Let what was still to be sent to a webhook be."""
    await rows.execute(work, _GIVE_UP, {"of_webhook_id": webhook_id})


async def due(
    reader: Reader,
    size: int,
    *,
    busy: Collection[UUID],
    full_teams: Collection[UUID],
    of_team: int,
    with_failing: bool,
) -> tuple[DueDelivery, ...]:
    """Return what is due the longest, at most one of a webhook and some of a team.

    Args:
        reader: where to read it.
        size: the most there may be.
        busy: webhooks to pass over.
        full_teams: teams to pass over.
        of_team: the most of one team.
        with_failing: also of webhooks that take nothing now?
    """
    room = {"size": size, "of_team": of_team, "with_failing": with_failing}
    held = {"busy": list(busy), "full_teams": list(full_teams)}
    return await _DUE.every(reader, {**room, **held})


async def claim(
    work: UnitOfWork, chosen: list[UUID], lease: timedelta
) -> tuple[Parcel, ...]:
    """Return those of the chosen that are still due, to nobody else for a while."""
    return await _CLAIM.every(work, {"chosen": chosen, "lease": lease})


async def event_of(reader: Reader, parcel: Parcel) -> Event | None:
    """Return what is to be sent, None if it is forgotten."""
    asked = {"event_id": parcel.event_id, "team_id": parcel.team_id}
    return await _EVENT.first(reader, asked)


async def succeed(work: UnitOfWork, delivery_id: UUID, status: int | None) -> None:
    """Write down that a delivery was taken."""
    values = {"delivery_id": delivery_id, "new_status": status}
    await rows.execute(work, _SUCCEED, values)


async def fail(
    work: UnitOfWork,
    delivery_id: UUID,
    status: int | None,
    error: str,
    pause: timedelta | None,
) -> None:
    """Write down that an attempt failed, and when the next is; none without a pause."""
    answer = {"new_status": status, "new_error": error, "pause": pause}
    state = "failed" if pause is None else "pending"
    values = {**answer, "delivery_id": delivery_id, "new_state": state}
    await rows.execute(work, _FAIL, values)
