"""People who are logged in on the pages of this service."""

from uuid import UUID

from impl.database.unit_of_work import Database
from impl.records import Person
from impl.repositories import sessions
from impl.security import ids
from impl.security.caller import Caller
from impl.services import audit
from impl.services.access import found
from impl.services.sessions import Sessions


class BrowserSessions:
    """Logs people in on pages, by the same rules as programs, and out again."""

    def __init__(self, database: Database, sessions_: Sessions) -> None:
        self._database = database
        self._sessions = sessions_

    async def sign_in(
        self,
        email: str,
        password: str,
        user_agent: str | None,
        address: str,
        code: str | None,
    ) -> Caller:
        """Open a session; return who has it.

        Raises:
            RateLimited, CredentialsRefused: see `Sessions.log_in`.
        """
        tokens = await self._sessions.log_in(email, password, user_agent, address, code)
        reader = self._database.read()
        person_id = await sessions.person_of(reader, tokens.session_id)
        return Caller(found(person_id, "session"), tokens.session_id)

    async def person(self, session_id: UUID, person_id: UUID) -> Person | None:
        """Return whose session it is, which is used by that; None if it is over."""
        reader, lasting = self._database.read(), self._sessions.lasting
        holder = await sessions.holder(reader, session_id, person_id, lasting)
        if holder is None:
            return None
        if holder.is_stale:
            async with self._database.begin() as work:
                await sessions.touch(work, session_id, person_id, lasting)
                await work.commit()
        return holder.person

    async def sign_out(self, session_id: UUID, person_id: UUID) -> None:
        """End a session, if it is not over."""
        async with self._database.begin() as work:
            if await sessions.revoke(work, session_id, person_id):
                caller = Caller(person_id, session_id)
                subject = ids.encode(ids.SESSION, session_id)
                await audit.record(work, caller, "session.revoked", subject)
            await work.commit()

    async def end_others(self, caller: Caller) -> None:
        """End all sessions of a person but the one that they are in."""
        person_id = found(caller.person_id, "account")
        session_id = found(caller.session_id, "session")
        async with self._database.begin() as work:
            await sessions.revoke_others(work, session_id, person_id)
            details = {"others": True}
            subject = ids.encode(ids.SESSION, session_id)
            await audit.record(
                work, caller, "session.revoked", subject, details=details
            )
            await work.commit()
