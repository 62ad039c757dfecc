"""Keys of devices that people log in with, and what those are to sign."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Interval,
    LargeBinary,
    Text,
    Uuid,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from impl.account_records import KnownPasskey, Passkey
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import rows
from impl.repositories.people import people
from impl.repositories.rows import Query
from impl.tables import PasskeyChallengeRow, PasskeyHandleRow, PasskeyRow
from impl.tables.columns import table_of

passkeys = table_of(PasskeyRow)
challenges = table_of(PasskeyChallengeRow)
_handles = table_of(PasskeyHandleRow)
_COLUMNS = rows.columns(Passkey, passkeys)
_PERSON = bindparam("of_person_id", type_=Uuid)
_OF_PERSON = passkeys.c.person_id == _PERSON
_ONE = and_(_OF_PERSON, passkeys.c.id == bindparam("passkey_id", type_=Uuid))
_LIST = Query(
    Passkey,
    select(*_COLUMNS)
    .where(_OF_PERSON)
    .order_by(passkeys.c.created_at.desc(), passkeys.c.id.desc()),
)
_CREDENTIALS = select(passkeys.c.credential_id).where(_OF_PERSON)
_KNOWN = Query(
    KnownPasskey,
    select(
        *rows.columns(
            KnownPasskey,
            passkeys,
            handle=_handles.c.handle,
            is_suspended=people.c.suspended_at.is_not(None),
        )
    )
    .select_from(
        passkeys.join(people, people.c.id == passkeys.c.person_id).join(
            _handles, _handles.c.person_id == passkeys.c.person_id
        )
    )
    .where(
        passkeys.c.credential_id == bindparam("of_credential_id", type_=LargeBinary)
    ),
    public_key=bytes,
    handle=bytes,
)
_ADD = Query(
    Passkey,
    insert(passkeys)
    .values(
        person_id=_PERSON,
        name=bindparam("new_name", type_=Text),
        credential_id=bindparam("new_credential_id", type_=LargeBinary),
        public_key=bindparam("new_public_key", type_=LargeBinary),
        sign_count=bindparam("new_sign_count", type_=BigInteger),
    )
    .on_conflict_do_nothing(index_elements=[passkeys.c.credential_id])
    .returning(*_COLUMNS),
)
_RENAME = Query(
    Passkey,
    update(passkeys)
    .where(_ONE)
    .values(name=bindparam("new_name", type_=Text))
    .returning(*_COLUMNS),
)
_REMOVE = delete(passkeys).where(_ONE).returning(passkeys.c.name)
_FORGET = delete(passkeys).where(_OF_PERSON)
_COUNT = bindparam("new_sign_count", type_=BigInteger)
# WebAuthn §6.1.1: a device that does not count says 0, always.
_GOES_UP = or_(
    passkeys.c.sign_count < _COUNT, and_(passkeys.c.sign_count == 0, _COUNT == 0)
)
_USE = (
    update(passkeys)
    .where(_ONE, _GOES_UP)
    .values(sign_count=_COUNT, last_used_at=func.now())
)
_HANDLE = (
    insert(_handles)
    .values(person_id=_PERSON, handle=bindparam("new_handle", type_=LargeBinary))
    # What is there already is changed to itself, so that it is returned.
    .on_conflict_do_update(
        index_elements=[_handles.c.person_id], set_={"person_id": _PERSON}
    )
    .returning(_handles.c.handle)
)
_CHALLENGE = insert(challenges).values(
    digest=bindparam("new_digest", type_=LargeBinary),
    person_id=_PERSON,
    expires_at=func.now() + bindparam("life", type_=Interval),
)
_TAKE = delete(challenges).where(
    challenges.c.digest == bindparam("of_digest", type_=LargeBinary),
    challenges.c.person_id.is_not_distinct_from(_PERSON),
    challenges.c.expires_at > func.now(),
)


async def list_own(reader: Reader, person_id: UUID) -> tuple[Passkey, ...]:
    """Return a person's passkeys, newest first."""
    return await _LIST.every(reader, {"of_person_id": person_id})


async def credential_ids(reader: Reader, person_id: UUID) -> list[bytes]:
    """Return what devices call a person's passkeys."""
    found = await rows.values(reader, _CREDENTIALS, {"of_person_id": person_id})
    return [bytes(each) for each in found]


async def find_known(reader: Reader, credential_id: bytes) -> KnownPasskey | None:
    """Return what a device calls so."""
    return await _KNOWN.first(reader, {"of_credential_id": credential_id})


async def add(
    work: UnitOfWork,
    person_id: UUID,
    name: str,
    credential_id: bytes,
    public_key: bytes,
    sign_count: int,
) -> Passkey | None:
    """Add a passkey to a locked person; None if one is called so already."""
    values = {
        "of_person_id": person_id,
        "new_name": name,
        "new_credential_id": credential_id,
        "new_public_key": public_key,
        "new_sign_count": sign_count,
    }
    return await _ADD.first(work, values)


async def rename(
    work: UnitOfWork, person_id: UUID, passkey_id: UUID, name: str
) -> Passkey | None:
    """Call a passkey something else; None if the person has no such one."""
    values = {"of_person_id": person_id, "passkey_id": passkey_id, "new_name": name}
    return await _RENAME.first(work, values)


async def remove(work: UnitOfWork, person_id: UUID, passkey_id: UUID) -> str | None:
    """Remove a passkey; return its name, None if the person has no such one."""
    values = {"of_person_id": person_id, "passkey_id": passkey_id}
    name: str | None = await rows.value(work, _REMOVE, values)
    return name


async def forget(work: UnitOfWork, person_id: UUID) -> None:
    """Remove all passkeys of a person."""
    await rows.execute(work, _FORGET, {"of_person_id": person_id})


async def use(
    work: UnitOfWork, person_id: UUID, passkey_id: UUID, sign_count: int
) -> bool:
    """Note that a passkey is used; False if it is gone, or did not count up."""
    values = {
        "of_person_id": person_id,
        "passkey_id": passkey_id,
        "new_sign_count": sign_count,
    }
    return await rows.execute(work, _USE, values) == 1


async def handle_of(work: UnitOfWork, person_id: UUID, new: bytes) -> bytes:
    """Return what devices know a locked person by; `new` from now on, if by nothing."""
    values = {"of_person_id": person_id, "new_handle": new}
    return bytes(await rows.value(work, _HANDLE, values))


async def challenge(
    work: UnitOfWork, digest: bytes, person_id: UUID | None, life: timedelta
) -> None:
    """Keep a challenge for so long; without a person it is for a log-in.

    Raises:
        NotFound: the person is gone.
    """
    values = {"new_digest": digest, "of_person_id": person_id, "life": life}
    await rows.execute(work, _CHALLENGE, values)


async def take_challenge(
    work: UnitOfWork, digest: bytes, person_id: UUID | None
) -> bool:
    """Take a challenge, once; False if it is not good for this person, or a log-in."""
    values = {"of_digest": digest, "of_person_id": person_id}
    return await rows.execute(work, _TAKE, values) == 1
