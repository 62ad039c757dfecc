"""Audit records, written with what they tell or not at all."""

from uuid import UUID

from impl.database.unit_of_work import UnitOfWork
from impl.repositories import audit_events
from impl.security.caller import Caller


async def record(
    work: UnitOfWork,
    caller: Caller,
    action: str,
    subject: str,
    *,
    team_id: UUID | None = None,
    **details: object,
) -> None:
    """Record that `caller` did `action` to `subject`, an id; no secrets in details."""
    actor = None if caller.name == "anonymous" else caller.name
    await audit_events.add(
        work,
        actor=actor,
        team_id=team_id,
        action=action,
        subject=subject,
        details=details,
    )
