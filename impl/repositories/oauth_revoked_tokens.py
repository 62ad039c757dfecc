"""Access tokens that were revoked before they expired."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Uuid, bindparam, exists
from sqlalchemy.dialects.postgresql import insert

from impl.database.unit_of_work import UnitOfWork
from impl.repositories import rows
from impl.tables import OAuthRevokedTokenRow
from impl.tables.columns import table_of

tokens = table_of(OAuthRevokedTokenRow)
_asked = tokens.alias("asked_token")
# A part of conditions that a request has to meet.
is_revoked = exists(1).where(_asked.c.id == bindparam("asked_token_id", type_=Uuid))
_ADD = (
    insert(tokens)
    .values(
        id=bindparam("token_id", type_=Uuid),
        expires_at=bindparam("until", type_=DateTime(timezone=True)),
    )
    .on_conflict_do_nothing()
    .returning(tokens.c.id)
)


async def add(work: UnitOfWork, token_id: UUID, until: datetime) -> bool:
    """Have a token, which expires then anyway, work no longer; False if it is so."""
    values = {"token_id": token_id, "until": until}
    return await rows.value(work, _ADD, values) is not None
