"""How a session begins, however somebody has logged in."""

from datetime import datetime
from typing import Final
from uuid import UUID

from impl.account_records import Lasting
from impl.database.unit_of_work import UnitOfWork
from impl.records import Session
from impl.repositories import sessions
from impl.security import ids
from impl.security.caller import Caller
from impl.services import audit

_LONGEST_AGENT: Final = 500


async def open_session(
    work: UnitOfWork,
    person_id: UUID,
    user_agent: str | None,
    lasting: Lasting,
    how: audit.Facts,
    authenticated_at: datetime | None = None,
) -> tuple[Session, Caller]:
    """Open a session of a person, and return it with who acts in it.

    Where they have too many, those end that were not used for the longest time.

    Args:
        work: the unit of work of the log-in, in which the account is locked.
        person_id: who has logged in.
        user_agent: what their client calls itself.
        lasting: how long it lasts, and how many a person has.
        how: by what they logged in, for the record of it.
        authenticated_at: when somebody else made sure of them; None is just now.

    Raises:
        ConstraintViolated: the person is gone.
    """
    agent = _shown(user_agent)
    session, ended = await sessions.create(
        work, person_id, agent, lasting, authenticated_at
    )
    caller = Caller(person_id=person_id, session_id=session.id)
    opened = ids.encode(ids.SESSION, session.id)
    await audit.record(work, caller, "session.opened", opened, details=how)
    for each in ended:
        subject, details = ids.encode(ids.SESSION, each), {"because": "too_many"}
        await audit.record(work, caller, "session.revoked", subject, details=details)
    return session, caller


def _shown(user_agent: str | None) -> str | None:
    """Return what a client calls itself, as far as it can be stored and shown."""
    return user_agent.replace("\0", "")[:_LONGEST_AGENT] if user_agent else None
