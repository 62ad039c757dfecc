"""What only somebody does who has just logged in (OWASP ASVS 5.0, 7.5.3)."""

from datetime import timedelta

from impl.database.unit_of_work import UnitOfWork
from impl.errors import Barred
from impl.repositories import sessions
from impl.security.caller import Caller
from impl.services.access import found


class FreshLogIns:
    """Refuses what can't be undone to a session that may have been left open.

    Args:
        age: how old a session may be.
    """

    def __init__(self, age: timedelta) -> None:
        self._age = age

    async def demand(self, work: UnitOfWork, caller: Caller) -> None:
        """Make sure that the caller has just logged in.

        Raises:
            Barred: they have not (`fresh_login_required`).
        """
        session_id = found(caller.session_id, "session")
        if not await sessions.is_fresh(work, session_id, self._age):
            detail = (
                "This is only done soon after a log-in. Log in again, and repeat it."
            )
            raise Barred("fresh_login_required", detail)
