"""Accounts of people."""

from uuid import UUID

from sqlalchemy import (
    Text,
    Uuid,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Credentials, Person
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.tables import PersonRow
from impl.tables.columns import table_of

people = table_of(PersonRow)
_COLUMNS = rows.columns(Person, people)
_BY_ID = people.c.id == bindparam("person_id", type_=Uuid)
_BY_EMAIL = func.lower(people.c.email) == func.lower(bindparam("address", type_=Text))

_find = select(*_COLUMNS).where(_BY_ID)
_FIND = Query(Person, _find)
_LOCK = Query(Person, _find.with_for_update())
_ID_BY_EMAIL = select(people.c.id).where(_BY_EMAIL)
_credentials = select(*rows.columns(Credentials, people, person_id=people.c.id))
_CREDENTIALS_BY_EMAIL = Query(Credentials, _credentials.where(_BY_EMAIL))
_CREDENTIALS_BY_ID = Query(Credentials, _credentials.where(_BY_ID))
_STILL_HAS = (
    select(people.c.id)
    .where(_BY_ID, people.c.password_hash == bindparam("hash", type_=Text))
    .with_for_update(read=True)
)
_CREATE = Query(Person, insert(people).returning(*_COLUMNS))
_UPDATE = Query(
    Person,
    update(people)
    .where(_BY_ID)
    .values(
        email=bindparam("new_email"),
        display_name=bindparam("new_display_name"),
        password_hash=func.coalesce(
            bindparam("new_password_hash", type_=Text), people.c.password_hash
        ),
        revision=people.c.revision + 1,
        updated_at=func.now(),
    )
    .returning(*_COLUMNS),
)
_DELETE = delete(people).where(_BY_ID)


async def find(reader: Reader, person_id: UUID) -> Person | None:
    """Return an account."""
    return await _FIND.first(reader, {"person_id": person_id})


async def lock(work: UnitOfWork, person_id: UUID) -> Person | None:
    """Return an account, which nobody else changes until the transaction ends."""
    return await _LOCK.first(work, {"person_id": person_id})


async def find_id(reader: Reader, email: str) -> UUID | None:
    """Return whose address this is, in any letter case."""
    found: UUID | None = await rows.value(reader, _ID_BY_EMAIL, {"address": email})
    return found


async def credentials_by_email(reader: Reader, email: str) -> Credentials | None:
    """Return what a log-in with this address is checked against."""
    return await _CREDENTIALS_BY_EMAIL.first(reader, {"address": email})


async def credentials(reader: Reader, person_id: UUID) -> Credentials | None:
    """Return what this person's password is checked against."""
    return await _CREDENTIALS_BY_ID.first(reader, {"person_id": person_id})


async def still_has(work: UnitOfWork, known: Credentials) -> bool:
    """Tell whether a person's password is the same, and keep it so until the end."""
    values = {"person_id": known.person_id, "hash": known.password_hash}
    return await rows.value(work, _STILL_HAS, values) is not None


async def create(
    work: UnitOfWork, *, email: str, display_name: str, password_hash: str
) -> Person:
    """Add an account.

    Raises:
        Conflict: the address is taken (`email_taken`).

    """
    values = {
        "email": email,
        "display_name": display_name,
        "password_hash": password_hash,
    }
    return await _CREATE.one(work, values)


async def update_one(
    work: UnitOfWork,
    person_id: UUID,
    *,
    email: str,
    display_name: str,
    password_hash: str | None,
) -> Person:
    """Replace what can be changed; a password hash of None leaves the old one.

    Raises:
        Conflict: the address is taken (`email_taken`).

    """
    values = {
        "person_id": person_id,
        "new_email": email,
        "new_display_name": display_name,
        "new_password_hash": password_hash,
    }
    return await _UPDATE.one(work, values)


async def delete_one(work: UnitOfWork, person_id: UUID) -> None:
    """Remove an account, and with it its sessions and memberships."""
    await rows.execute(work, _DELETE, {"person_id": person_id})
