"""Codes that people log in with, beside their password."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    LargeBinary,
    Text,
    Uuid,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from impl.account_records import SecondFactor
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.tables import RecoveryCodeRow, SecondFactorRow
from impl.tables.columns import table_of

_factors, _codes = table_of(SecondFactorRow), table_of(RecoveryCodeRow)
_OF_PERSON = _factors.c.person_id == bindparam("of_person_id", type_=Uuid)
_CODES_OF = _codes.c.person_id == bindparam("of_person_id", type_=Uuid)
_LEFT = (
    select(func.count())
    .where(_codes.c.person_id == _factors.c.person_id)
    .scalar_subquery()
)
_FIND = Query(
    SecondFactor,
    select(
        *rows.columns(
            SecondFactor,
            _factors,
            is_on=_factors.c.confirmed_at.is_not(None),
            codes_left=_LEFT,
        )
    ).where(_OF_PERSON),
)
_SEALED = bindparam("new_sealed", type_=Text)
_BEGIN = (
    upsert(_factors)
    .values(person_id=bindparam("of_person_id", type_=Uuid), sealed=_SEALED)
    .on_conflict_do_update(
        index_elements=[_factors.c.person_id],
        set_={"sealed": _SEALED, "last_step": 0},
        where=_factors.c.confirmed_at.is_(None),
    )
    .returning(_factors.c.person_id)
)
_STEP = bindparam("step", type_=BigInteger)
_TAKE_STEP = (update(_factors).where(_OF_PERSON, _factors.c.last_step < _STEP)).values(
    last_step=_STEP
)
_CONFIRM = update(_factors).where(_OF_PERSON).values(confirmed_at=func.now())
_ADD_CODE = insert(_codes).values(
    person_id=bindparam("of_person_id", type_=Uuid),
    digest=bindparam("new_digest", type_=LargeBinary),
)
_TAKE_CODE = delete(_codes).where(
    _CODES_OF,
    _codes.c.digest == func.any(bindparam("of_digests", type_=ARRAY(LargeBinary))),
)
_FORGET = (delete(_codes).where(_CODES_OF), delete(_factors).where(_OF_PERSON))


async def find(reader: Reader, person_id: UUID) -> SecondFactor | None:
    """Return a person's second factor, None if it was never begun."""
    return await _FIND.first(reader, {"of_person_id": person_id})


async def begin(work: UnitOfWork, person_id: UUID, sealed: str) -> bool:
    """Keep a locked person's new secret; False if there is one in use."""
    values = {"of_person_id": person_id, "new_sealed": sealed}
    return await rows.value(work, _BEGIN, values) is not None


async def take_step(work: UnitOfWork, person_id: UUID, step: int) -> bool:
    """Take a code of a time step, once; False if it, or a later one, was taken."""
    values = {"of_person_id": person_id, "step": step}
    return await rows.execute(work, _TAKE_STEP, values) == 1


async def confirm(work: UnitOfWork, person_id: UUID, digests: Sequence[bytes]) -> None:
    """Have a locked person's factor in use, with these recovery codes."""
    await rows.execute(work, _CONFIRM, {"of_person_id": person_id})
    for each in digests:
        values = {"of_person_id": person_id, "new_digest": each}
        await rows.execute(work, _ADD_CODE, values)


async def take_code(work: UnitOfWork, person_id: UUID, digests: list[bytes]) -> bool:
    """Take a recovery code, once; False if there is none with one of the digests."""
    values = {"of_person_id": person_id, "of_digests": digests}
    return await rows.execute(work, _TAKE_CODE, values) == 1


async def forget(work: UnitOfWork, person_id: UUID) -> None:
    """Let a person log in with the password alone."""
    for each in _FORGET:
        await rows.execute(work, each, {"of_person_id": person_id})
