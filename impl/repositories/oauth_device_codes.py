"""Codes of devices that wait for their person."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Interval,
    LargeBinary,
    Uuid,
    bindparam,
    delete,
    extract,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.oauth_records import DeviceCode
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.tables import OAuthDeviceCodeRow
from impl.tables.columns import table_of

codes = table_of(OAuthDeviceCodeRow)
_BY_ID = codes.c.id == bindparam("code_id", type_=Uuid)
_BY_USER = codes.c.user_digest == func.any(
    bindparam("digests", type_=ARRAY(LargeBinary))
)
_BY_DEVICE = codes.c.device_digest == bindparam("digest", type_=LargeBinary)
_find = select(
    *rows.columns(
        DeviceCode,
        codes,
        pause=extract("epoch", func.clock_timestamp() - codes.c.polled_at),
        expired=codes.c.expires_at <= func.clock_timestamp(),
    )
)
_OF_USER = Query(DeviceCode, _find.where(_BY_USER), scopes=tuple)
_LOCK_OF_USER = Query(DeviceCode, _find.where(_BY_USER).with_for_update(), scopes=tuple)
_LOCK_OF_DEVICE = Query(
    DeviceCode, _find.where(_BY_DEVICE).with_for_update(), scopes=tuple
)
_CREATE = (
    insert(codes)
    .values(
        client_id=bindparam("of_client_id", type_=Uuid),
        scopes=bindparam("new_scopes", type_=codes.c.scopes.type),
        device_digest=bindparam("new_device", type_=LargeBinary),
        user_digest=bindparam("new_user", type_=LargeBinary),
        expires_at=func.now() + bindparam("life", type_=Interval),
    )
    .on_conflict_do_nothing(index_elements=[codes.c.user_digest])
    .returning(codes.c.id)
)
_POLLED = (
    update(codes)
    .where(_BY_ID)
    .values(
        polled_at=func.clock_timestamp(),
        poll_interval=func.least(
            codes.c.poll_interval + bindparam("more", type_=codes.c.poll_interval.type),
            3600,
        ),
    )
)
_DECIDE = (
    update(codes)
    .where(_BY_ID)
    .values(
        state=bindparam("new_state"), grant_id=bindparam("new_grant_id", type_=Uuid)
    )
)
_DELETE = delete(codes).where(_BY_ID)


async def create(
    work: UnitOfWork,
    client_id: UUID,
    scopes: tuple[str, ...],
    digests: tuple[bytes, bytes],
    life: timedelta,
) -> bool:
    """Add codes, by the digests of the device's and of the person's.

    Returns:
        Whether they were added; another device may have that person's code.

    Raises:
        NotFound: the client is gone.
    """
    values = {
        "of_client_id": client_id,
        "new_scopes": list(scopes),
        "new_device": digests[0],
        "new_user": digests[1],
        "life": life,
    }
    return await rows.value(work, _CREATE, values) is not None


async def of_user(reader: Reader, digests: list[bytes]) -> DeviceCode | None:
    """Return what a code that was typed in stands for."""
    return await _OF_USER.first(reader, {"digests": digests})


async def lock_of_user(work: UnitOfWork, digests: list[bytes]) -> DeviceCode | None:
    """As `of_user`; nobody else decides until the end."""
    return await _LOCK_OF_USER.first(work, {"digests": digests})


async def lock_of_device(work: UnitOfWork, digest: bytes) -> DeviceCode | None:
    """Return what a device waits for; nobody else asks until the end."""
    return await _LOCK_OF_DEVICE.first(work, {"digest": digest})


async def note_poll(work: UnitOfWork, code_id: UUID, more: int) -> None:
    """Write down that a device asks, and how many seconds longer it is to wait."""
    await rows.execute(work, _POLLED, {"code_id": code_id, "more": more})


async def decide(work: UnitOfWork, code_id: UUID, grant_id: UUID | None) -> None:
    """Allow a locked code what the grant says, or deny it without one."""
    state = "denied" if grant_id is None else "allowed"
    values = {"code_id": code_id, "new_state": state, "new_grant_id": grant_id}
    await rows.execute(work, _DECIDE, values)


async def delete_one(work: UnitOfWork, code_id: UUID) -> None:
    """Remove a locked code."""
    await rows.execute(work, _DELETE, {"code_id": code_id})
