"""Audit records; they are only ever added."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import insert

from impl.database.unit_of_work import UnitOfWork
from impl.repositories import rows
from impl.tables import AuditEventRow
from impl.tables.columns import table_of

_ADD = insert(table_of(AuditEventRow))


async def add(
    work: UnitOfWork,
    *,
    actor: str | None,
    team_id: UUID | None,
    action: str,
    subject: str,
    details: Mapping[str, object],
) -> None:
    """Record an event in the transaction of what it tells."""
    values = {
        "actor": actor,
        "team_id": team_id,
        "action": action,
        "subject": subject,
        "details": dict(details),
    }
    await rows.execute(work, _ADD, values)
