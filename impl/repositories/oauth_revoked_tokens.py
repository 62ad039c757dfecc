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
)


async def add(work: UnitOfWork, token_id: UUID, until: datetime) -> None:
    """Have a token work no longer, which expires then anyway."""
    await rows.execute(work, _ADD, {"token_id": token_id, "until": until})
