"""Accounts of people."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    null,
    or_,
    select,
    update,
)

from impl.account_records import Account, AccountFilter
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.records import Credentials, Page, Person
from impl.repositories import rows
from impl.repositories.pages import PageQuery
from impl.repositories.rows import Query
from impl.security.cursors import PagePosition
from impl.tables import PersonRow
from impl.tables.columns import table_of

people = table_of(PersonRow)
_COLUMNS = rows.columns(Person, people, is_verified=people.c.verified_at.is_not(None))
_BY_ID = people.c.id == bindparam("person_id", type_=Uuid)
_BY_EMAIL = func.lower(people.c.email) == func.lower(bindparam("address", type_=Text))

_find = select(*_COLUMNS).where(_BY_ID)
_FIND = Query(Person, _find)
_LOCK = Query(Person, _find.with_for_update())
_ANY = select(people.c.id).limit(1)
_ID_BY_EMAIL = select(people.c.id).where(_BY_EMAIL)
_IS_SUSPENDED = people.c.suspended_at.is_not(None)
_IS_ADMINISTRATOR = people.c.administrator_since.is_not(None)
_ADDRESS = bindparam("part", type_=Text)
_STATE = cast(bindparam("is_suspended", type_=Boolean), Boolean)
_OVERSEES = select(people.c.id).where(_BY_ID, _IS_ADMINISTRATOR)
_credentials = select(
    *rows.columns(
        Credentials, people, person_id=people.c.id, is_suspended=_IS_SUSPENDED
    )
)
_PAGE = PageQuery(
    Account,
    select(
        *rows.columns(
            Account,
            people,
            is_verified=people.c.verified_at.is_not(None),
            is_suspended=_IS_SUSPENDED,
            is_administrator=_IS_ADMINISTRATOR,
        )
    ).where(
        or_(
            _ADDRESS.is_(None),
            func.strpos(func.lower(people.c.email), func.lower(_ADDRESS)) > 0,
        ),
        or_(_STATE.is_(None), _IS_SUSPENDED == _STATE),
    ),
    "created_at",
    "id",
)
_SUSPEND = update(people).where(_BY_ID)
# What is so already is so since then.
_SUSPENSION = {
    True: _SUSPEND.where(~_IS_SUSPENDED).values(suspended_at=func.now()),
    False: _SUSPEND.where(_IS_SUSPENDED).values(suspended_at=null()),
}
_APPOINTMENT = {
    True: _SUSPEND.where(~_IS_ADMINISTRATOR).values(administrator_since=func.now()),
    False: _SUSPEND.where(_IS_ADMINISTRATOR).values(administrator_since=null()),
}
_CREDENTIALS_BY_EMAIL = Query(Credentials, _credentials.where(_BY_EMAIL))
_CREDENTIALS_BY_ID = Query(Credentials, _credentials.where(_BY_ID))
# One log-in at a time: each counts the sessions that the others have opened.
_STILL_HAS = (
    select(people.c.id)
    .where(
        _BY_ID,
        people.c.password_hash == bindparam("hash", type_=Text),
        people.c.suspended_at.is_(None),
    )
    .with_for_update(key_share=True)
)
_MAY_LOG_IN = (
    select(people.c.id)
    .where(_BY_ID, people.c.suspended_at.is_(None))
    .with_for_update(key_share=True)
)
_EMAIL = bindparam("set_email", type_=Text)
_CHANGED: dict[str, Any] = {
    "revision": people.c.revision + 1,
    "updated_at": func.now(),
}
_FIND_BY_EMAIL = Query(Person, select(*_COLUMNS).where(_BY_EMAIL))
_RENEW_HASH = (
    update(people)
    .where(_BY_ID, people.c.password_hash == bindparam("hash", type_=Text))
    .values(password_hash=bindparam("new_password_hash", type_=Text))
)
_CREATE = Query(Person, insert(people).returning(*_COLUMNS))
_UPDATE = Query(
    Person,
    update(people)
    .where(_BY_ID)
    .values(
        email=_EMAIL,
        # Another letter case is the same address.
        verified_at=case(
            (func.lower(people.c.email) == func.lower(_EMAIL), people.c.verified_at),
            else_=null(),
        ),
        new_email=bindparam("pending_email", type_=Text),
        display_name=bindparam("new_display_name"),
        password_hash=func.coalesce(
            bindparam("new_password_hash", type_=Text), people.c.password_hash
        ),
        **_CHANGED,
    )
    .returning(*_COLUMNS),
)
_PROVE = Query(
    Person,
    update(people)
    .where(_BY_ID)
    .values(email=_EMAIL, verified_at=func.now(), new_email=null(), **_CHANGED)
    .returning(*_COLUMNS),
)
_SET_PASSWORD = Query(
    Person,
    update(people)
    .where(_BY_ID)
    .values(
        password_hash=bindparam("new_password_hash", type_=Text),
        verified_at=func.coalesce(people.c.verified_at, func.now()),
        new_email=null(),
        **_CHANGED,
    )
    .returning(*_COLUMNS),
)
_DELETE = delete(people).where(_BY_ID)


async def any_is_there(reader: Reader) -> bool:
    """Tell whether there is an account."""
    return await rows.value(reader, _ANY, {}) is not None


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


async def find_by_email(reader: Reader, email: str) -> Person | None:
    """Return the account with this address, in any letter case."""
    return await _FIND_BY_EMAIL.first(reader, {"address": email})


async def credentials_by_email(reader: Reader, email: str) -> Credentials | None:
    """Return what a log-in with this address is checked against."""
    return await _CREDENTIALS_BY_EMAIL.first(reader, {"address": email})


async def credentials(reader: Reader, person_id: UUID) -> Credentials | None:
    """Return what this person's password is checked against."""
    return await _CREDENTIALS_BY_ID.first(reader, {"person_id": person_id})


async def still_has(work: UnitOfWork, known: Credentials) -> bool:
    """Tell whether a person may log in with the same password, until the end."""
    values = {"person_id": known.person_id, "hash": known.password_hash}
    return await rows.value(work, _STILL_HAS, values) is not None


async def may_log_in(work: UnitOfWork, person_id: UUID) -> bool:
    """Tell whether somebody is there, and not suspended, until the end."""
    values = {"person_id": person_id}
    return await rows.value(work, _MAY_LOG_IN, values) is not None


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
    new_email: str | None,
    display_name: str,
    password_hash: str | None,
) -> Person:
    """Replace what can be changed; a password hash of None leaves the old one.

    Another address is not proven. `new_email` takes its place once it is proven.

    Raises:
        Conflict: the address is taken (`email_taken`).

    """
    values = {
        "person_id": person_id,
        "set_email": email,
        "pending_email": new_email,
        "new_display_name": display_name,
        "new_password_hash": password_hash,
    }
    return await _UPDATE.one(work, values)


async def list_all(
    reader: Reader, wanted: AccountFilter, limit: int, after: PagePosition | None
) -> Page[Account]:
    """Return a page of all accounts that are wanted, newest first."""
    values = {"part": wanted.address, "is_suspended": wanted.is_suspended}
    return await _PAGE.fetch(reader, values, limit, after)


async def oversees(reader: Reader, person_id: UUID) -> bool:
    """Tell whether somebody is an administrator."""
    return await rows.value(reader, _OVERSEES, {"person_id": person_id}) is not None


async def appoint(work: UnitOfWork, person_id: UUID, *, is_one: bool) -> bool:
    """Make a locked person an administrator, or none; False if it was so already."""
    values = {"person_id": person_id}
    return await rows.execute(work, _APPOINTMENT[is_one], values) > 0


async def suspend(work: UnitOfWork, person_id: UUID, *, is_suspended: bool) -> bool:
    """Let a locked person log in no more, or again; False if it was so already."""
    values = {"person_id": person_id}
    return await rows.execute(work, _SUSPENSION[is_suspended], values) > 0


async def renew_hash(work: UnitOfWork, known: Credentials, password_hash: str) -> None:
    """Keep another hash of the same password, if it is still the same."""
    values = {
        "person_id": known.person_id,
        "hash": known.password_hash,
        "new_password_hash": password_hash,
    }
    await rows.execute(work, _RENEW_HASH, values)


async def prove(work: UnitOfWork, person_id: UUID, email: str) -> Person:
    """Let an address be the proven one of an account.

    Raises:
        Conflict: it is somebody else's (`email_taken`).

    """
    return await _PROVE.one(work, {"person_id": person_id, "set_email": email})


async def set_password(work: UnitOfWork, person_id: UUID, password_hash: str) -> Person:
    """Let a locked person, who gets mail at their address, have another password."""
    values = {"person_id": person_id, "new_password_hash": password_hash}
    return await _SET_PASSWORD.one(work, values)


async def delete_one(work: UnitOfWork, person_id: UUID) -> None:
    """Remove an account, and with it its sessions and memberships."""
    await rows.execute(work, _DELETE, {"person_id": person_id})
