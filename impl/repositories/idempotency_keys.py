"""Answers kept for repeated calls."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    Interval,
    LargeBinary,
    Uuid,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.tables import IdempotencyKeyRow
from impl.tables.columns import table_of

keys = table_of(IdempotencyKeyRow)
_KEY = bindparam("of_key", type_=LargeBinary)

_CLAIM = select(
    func.pg_try_advisory_xact_lock(func.hashtextextended(func.encode(_KEY, "hex"), 0))
)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A digest of the request, and what it was answered."""

    fingerprint: bytes
    answer: bytes


_FIND = Query(
    KeptAnswer,
    select(*rows.columns(KeptAnswer, keys)).where(
        keys.c.key == _KEY, keys.c.expires_at > func.now()
    ),
    fingerprint=bytes,
    answer=bytes,
)
_STORE = insert(keys).values(
    key=_KEY,
    fingerprint=bindparam("new_fingerprint", type_=LargeBinary),
    answer=bindparam("new_answer", type_=LargeBinary),
    person_id=bindparam("of_person_id", type_=Uuid),
    expires_at=func.now() + bindparam("life", type_=Interval),
)
_DELETE_THIS_EXPIRED = delete(keys).where(
    keys.c.key == _KEY, keys.c.expires_at <= func.now()
)
_FORGET = (
    update(keys)
    .where(keys.c.person_id == bindparam("of_person_id", type_=Uuid))
    .values(answer=b"")
)


async def claim(work: UnitOfWork, key: bytes) -> bool:
    """Reserve a key until the transaction ends; False if another call holds it."""
    return bool(await rows.value(work, _CLAIM, {"of_key": key}))


async def find(reader: Reader, key: bytes) -> KeptAnswer | None:
    """Return what is kept for a key."""
    return await _FIND.first(reader, {"of_key": key})


async def store(
    work: UnitOfWork,
    key: bytes,
    fingerprint: bytes,
    answer: bytes,
    person_id: UUID | None,
    life: timedelta,
) -> None:
    """Keep an answer, which may tell of a person.

    Raises:
        ConstraintViolated: the key has an answer (`pk_idempotency_keys`), or the
            person is gone.

    """
    await rows.execute(work, _DELETE_THIS_EXPIRED, {"of_key": key})
    values = {
        "of_key": key,
        "new_fingerprint": fingerprint,
        "new_answer": answer,
        "of_person_id": person_id,
        "life": life,
    }
    await rows.execute(work, _STORE, values)


async def forget(work: UnitOfWork, person_id: UUID) -> None:
    """Empty the answers that tell of a person; their keys stay used."""
    await rows.execute(work, _FORGET, {"of_person_id": person_id})
