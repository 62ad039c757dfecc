"""Tokens that people get by mail, as digests."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    Interval,
    LargeBinary,
    Text,
    Uuid,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from impl.account_records import AccountToken, TokenPurpose
from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.tables import AccountTokenRow
from impl.tables.columns import table_of

tokens = table_of(AccountTokenRow)
_COLUMNS = rows.columns(AccountToken, tokens)
_IS_GOOD = (
    tokens.c.digest == bindparam("of_digest", type_=LargeBinary),
    tokens.c.purpose == bindparam("of_purpose", type_=Text),
    tokens.c.expires_at > func.now(),
)
_FIND = Query(AccountToken, select(*_COLUMNS).where(*_IS_GOOD))
_USE = Query(AccountToken, delete(tokens).where(*_IS_GOOD).returning(*_COLUMNS))
_ADD = insert(tokens).values(
    digest=bindparam("new_digest", type_=LargeBinary),
    person_id=bindparam("of_person_id", type_=Uuid),
    purpose=bindparam("new_purpose", type_=Text),
    email=bindparam("new_email", type_=Text),
    expires_at=func.now() + bindparam("life", type_=Interval),
)
_FORGET = delete(tokens).where(
    tokens.c.person_id == bindparam("of_person_id", type_=Uuid)
)


async def add(
    work: UnitOfWork, token: AccountToken, digest: bytes, life: timedelta
) -> None:
    """Keep a token for so long.

    Raises:
        NotFound: the person is gone.
    """
    values = {
        "new_digest": digest,
        "of_person_id": token.person_id,
        "new_purpose": token.purpose,
        "new_email": token.email,
        "life": life,
    }
    await rows.execute(work, _ADD, values)


async def find(
    reader: Reader, digest: bytes, purpose: TokenPurpose
) -> AccountToken | None:
    """Return a token that is good, None if there is none."""
    return await _FIND.first(reader, {"of_digest": digest, "of_purpose": purpose})


async def use(
    work: UnitOfWork, digest: bytes, purpose: TokenPurpose
) -> AccountToken | None:
    """As `find`, once: of several who use it at the same time one gets it."""
    return await _USE.first(work, {"of_digest": digest, "of_purpose": purpose})


async def forget(work: UnitOfWork, person_id: UUID) -> None:
    """Let no token of a person be good any more."""
    await rows.execute(work, _FORGET, {"of_person_id": person_id})
