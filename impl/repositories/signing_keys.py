"""Signing keys, encrypted."""

from sqlalchemy import (
    ColumnElement,
    Float,
    Text,
    bindparam,
    delete,
    extract,
    func,
    insert,
    literal_column,
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import SigningKey
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.tables import SigningKeyRow
from impl.tables.columns import table_of

keys = table_of(SigningKeyRow)
# Any constant will do, as long as every release uses the same one.
_LOCK_KEY: ColumnElement[int] = literal_column(str(0x7369676E))
_AGE = extract("epoch", func.now() - keys.c.retired_at).cast(Float)

_ALL = Query(SigningKey, select(*rows.columns(SigningKey, keys, retired_for=_AGE)))
# The next key was made when the current one came into use.
_USED_FOR = select(extract("epoch", func.now() - keys.c.created_at).cast(Float)).where(
    keys.c.state == "next"
)
_LOCK = select(func.pg_advisory_xact_lock(_LOCK_KEY))
_CREATE = insert(keys)
_RETIRE = (
    update(keys)
    .where(keys.c.state == "current")
    .values(state="retired", retired_at=func.now())
)
_PROMOTE = update(keys).where(keys.c.state == "next").values(state="current")
_DELETE = delete(keys).where(keys.c.id == bindparam("key_id", type_=Text))


async def list_all(reader: Reader) -> tuple[SigningKey, ...]:
    """Return every key that is stored."""
    return await _ALL.every(reader, {})


async def used_for(reader: Reader) -> float | None:
    """Return for how many seconds the current key is in use; None without one."""
    found: float | None = await rows.value(reader, _USED_FOR, {})
    return found


async def lock(work: UnitOfWork) -> None:
    """Let no other process change the keys until the transaction ends."""
    await rows.execute(work, _LOCK)


async def create(work: UnitOfWork, key_id: str, state: str, sealed: str) -> None:
    """Add a key."""
    await rows.execute(work, _CREATE, {"id": key_id, "state": state, "sealed": sealed})


async def promote(work: UnitOfWork) -> None:
    """Retire the current key and put the next one in its place."""
    await rows.execute(work, _RETIRE)
    await rows.execute(work, _PROMOTE)


async def delete_one(work: UnitOfWork, key_id: str) -> None:
    """Remove a key for good."""
    await rows.execute(work, _DELETE, {"key_id": key_id})
