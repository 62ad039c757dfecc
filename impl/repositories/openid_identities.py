"""Whom outside providers vouch for."""

from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import rows
from impl.tables import OpenIdIdentityRow
from impl.tables.columns import table_of

identities = table_of(OpenIdIdentityRow)
_FIND = select(identities.c.person_id).where(
    identities.c.issuer == bindparam("of_issuer", type_=Text),
    identities.c.subject == bindparam("of_subject", type_=Text),
)
_ADD = (
    insert(identities)
    .values(
        issuer=bindparam("of_issuer", type_=Text),
        subject=bindparam("of_subject", type_=Text),
        person_id=bindparam("of_person_id", type_=Uuid),
    )
    .on_conflict_do_nothing()
    .returning(identities.c.person_id)
)

_FORGET = delete(identities).where(
    identities.c.person_id == bindparam("of_person_id", type_=Uuid)
)


async def find(reader: Reader, issuer: str, subject: str) -> UUID | None:
    """Return whose account a subject of a provider has."""
    values = {"of_issuer": issuer, "of_subject": subject}
    found: UUID | None = await rows.value(reader, _FIND, values)
    return found


async def add(work: UnitOfWork, issuer: str, subject: str, person_id: UUID) -> bool:
    """Let a subject have an account; False if it has one already, maybe another.

    Raises:
        NotFound: the account is gone.

    """
    values = {"of_issuer": issuer, "of_subject": subject, "of_person_id": person_id}
    return await rows.value(work, _ADD, values) is not None


async def forget(work: UnitOfWork, person_id: UUID) -> None:
    """Let a person have no outside account any more."""
    await rows.execute(work, _FORGET, {"of_person_id": person_id})
