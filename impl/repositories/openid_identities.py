"""Whom outside providers vouch for."""

from uuid import UUID

from sqlalchemy import Text, Uuid, and_, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from impl.account_records import OpenIdIdentity
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.tables import OpenIdIdentityRow
from impl.tables.columns import table_of

identities = table_of(OpenIdIdentityRow)
# More than there can be, of those that came before there was a bound.
_MOST_LISTED = 100
_COLUMNS = rows.columns(OpenIdIdentity, identities)
_PERSON = bindparam("of_person_id", type_=Uuid)
_ISSUER = bindparam("of_issuer", type_=Text)
_SUBJECT = bindparam("of_subject", type_=Text)
_EMAIL = bindparam("new_email", type_=Text)
_OF_PERSON = identities.c.person_id == _PERSON
_KNOWN_AS = and_(identities.c.issuer == _ISSUER, identities.c.subject == _SUBJECT)
_FIND = select(identities.c.person_id).where(_KNOWN_AS)
_LIST = Query(
    OpenIdIdentity,
    select(*_COLUMNS)
    .where(_OF_PERSON)
    .order_by(identities.c.created_at.desc(), identities.c.id.desc())
    .limit(_MOST_LISTED),
)
_ADD = Query(
    OpenIdIdentity,
    insert(identities)
    .values(
        issuer=_ISSUER,
        subject=_SUBJECT,
        email=_EMAIL,
        person_id=_PERSON,
        last_used_at=func.now(),
    )
    .on_conflict_do_nothing(index_elements=[identities.c.issuer, identities.c.subject])
    .returning(*_COLUMNS),
)
_USE = (
    update(identities)
    .where(_KNOWN_AS, _OF_PERSON)
    .values(email=_EMAIL, last_used_at=func.now())
)
_REMOVE = Query(
    OpenIdIdentity,
    delete(identities)
    .where(_OF_PERSON, identities.c.id == bindparam("identity_id", type_=Uuid))
    .returning(*_COLUMNS),
)
_FORGET = delete(identities).where(_OF_PERSON)


async def find(reader: Reader, issuer: str, subject: str) -> UUID | None:
    """Return whose account a subject of a provider has."""
    values = {"of_issuer": issuer, "of_subject": subject}
    found: UUID | None = await rows.value(reader, _FIND, values)
    return found


async def list_own(reader: Reader, person_id: UUID) -> tuple[OpenIdIdentity, ...]:
    """Return what logs in to a person's account, newest first."""
    return await _LIST.every(reader, {"of_person_id": person_id})


async def add(
    work: UnitOfWork, person_id: UUID, issuer: str, subject: str, email: str | None
) -> OpenIdIdentity | None:
    """Let a subject have a locked account; None if it has one, maybe another.

    Raises:
        NotFound: the account is gone.

    """
    values = _values(person_id, issuer, subject, email)
    return await _ADD.first(work, values)


async def use(
    work: UnitOfWork, person_id: UUID, issuer: str, subject: str, email: str | None
) -> bool:
    """Note that a subject logs in to a locked account; False if it has it no more."""
    values = _values(person_id, issuer, subject, email)
    return await rows.execute(work, _USE, values) == 1


async def remove(
    work: UnitOfWork, person_id: UUID, identity_id: UUID
) -> OpenIdIdentity | None:
    """Let one log in no more and return it; None if the person has no such one."""
    values = {"of_person_id": person_id, "identity_id": identity_id}
    return await _REMOVE.first(work, values)


async def forget(work: UnitOfWork, person_id: UUID) -> None:
    """Let a person have no outside account any more."""
    await rows.execute(work, _FORGET, {"of_person_id": person_id})


def _values(
    person_id: UUID, issuer: str, subject: str, email: str | None
) -> dict[str, UUID | str | None]:
    return {
        "of_person_id": person_id,
        "of_issuer": issuer,
        "of_subject": subject,
        "new_email": email,
    }
