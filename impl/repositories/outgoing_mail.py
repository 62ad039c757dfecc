"""Mail that is to be sent; what is sent is forgotten."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    Float,
    Integer,
    Interval,
    Text,
    Uuid,
    bindparam,
    delete,
    exists,
    extract,
    func,
    insert,
    select,
    update,
)

from impl.account_records import DueMail
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.tables import OutgoingMailRow
from impl.tables.columns import table_of

outgoing = table_of(OutgoingMailRow)
_BY_ID = outgoing.c.id == bindparam("mail_id", type_=Uuid)
_ADD = insert(outgoing).values(sealed=bindparam("new_sealed", type_=Text))
_IS_DUE = outgoing.c.next_attempt_at <= func.now()
_ANY_DUE = select(exists().where(_IS_DUE))
_due = (
    select(outgoing.c.id)
    .where(_IS_DUE)
    .order_by(outgoing.c.next_attempt_at)
    .limit(bindparam("size", type_=Integer))
    .with_for_update(skip_locked=True)
    .cte("due")
    # A subquery may be run again for each row, and then takes further ones.
    .prefix_with("MATERIALIZED")
)
_CLAIM = Query(
    DueMail,
    update(outgoing)
    .where(outgoing.c.id.in_(select(_due.c.id)))
    .values(
        next_attempt_at=func.now() + bindparam("lease", type_=Interval),
        attempts=outgoing.c.attempts + 1,
    )
    .returning(
        outgoing.c.id,
        outgoing.c.sealed,
        outgoing.c.attempts,
        extract("epoch", func.now() - outgoing.c.created_at).cast(Float).label("age"),
    ),
)
_FORGET = delete(outgoing).where(_BY_ID)
_PUT_OFF = (
    update(outgoing)
    .where(_BY_ID)
    .values(next_attempt_at=func.now() + bindparam("pause", type_=Interval))
)


async def add(work: UnitOfWork, sealed: str) -> None:
    """Have a message sent once `work` is committed."""
    await rows.execute(work, _ADD, {"new_sealed": sealed})


async def is_due(reader: Reader) -> bool:
    """Tell whether there is anything to be sent now."""
    return bool(await rows.value(reader, _ANY_DUE, {}))


async def claim(work: UnitOfWork, size: int, lease: timedelta) -> tuple[DueMail, ...]:
    """Return the messages due the longest, to nobody else for a while."""
    return await _CLAIM.every(work, {"size": size, "lease": lease})


async def forget(work: UnitOfWork, mail_id: UUID) -> None:
    """Remove a message."""
    await rows.execute(work, _FORGET, {"mail_id": mail_id})


async def put_off(work: UnitOfWork, mail_id: UUID, pause: timedelta) -> None:
    """Have a message sent again after a while."""
    await rows.execute(work, _PUT_OFF, {"mail_id": mail_id, "pause": pause})
