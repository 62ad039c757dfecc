"""Whether somebody is still logged in, where what they begin outlives the session."""

from impl.database.errors import ConditionFailed
from impl.database.unit_of_work import UnitOfWork
from impl.records import Person
from impl.repositories import people, sessions
from impl.security.caller import Caller
from impl.services.access import found


async def is_still_in(work: UnitOfWork, caller: Caller) -> bool:
    """Tell whether the caller may log in and their session is open, until the end.

    A request is let in by what was so when it came. A reset or a suspension since then
    has ended all that the person began, and never sees what is begun now.
    """
    person_id, session_id = caller.person_id, caller.session_id
    if person_id is None or session_id is None:
        return False
    # Two statements: what was waited for is only seen by the next one.
    if not await people.may_log_in(work, person_id):
        return False
    return await sessions.still_open(work, session_id, person_id)


async def locked_self(work: UnitOfWork, caller: Caller) -> Person:
    """Return the caller's account, which nobody else changes until the end.

    Raises:
        NotFound: it is gone.
        ConditionFailed: the session that they call in has ended meanwhile.
    """
    person_id = found(caller.person_id, "account")
    person = found(await people.lock(work, person_id), "account")
    session_id = caller.session_id
    if session_id and not await sessions.still_open(work, session_id, person_id):
        raise ConditionFailed
    return person
