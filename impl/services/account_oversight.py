"""Accounts of all people, for administrators: people who look after them.

`scripts/admin` says who is one. An administrator sees accounts, and nothing of a team
that they are not in; of each other's accounts only `scripts/admin` takes care.
"""

from uuid import UUID

from impl.account_records import Account, AccountFilter
from impl.database.unit_of_work import Database, Reader, UnitOfWork
from impl.errors import Forbidden
from impl.event_records import Action
from impl.records import Page, Person
from impl.repositories import people
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.services import administration, audit
from impl.services.access import found


class AccountOversight:
    """Lists, suspends and resumes accounts, and ends their sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_open_to(self, caller: Caller) -> bool:
        """Tell whether the caller is an administrator."""
        return await _oversees(self._database.read(), caller)

    async def list_all(
        self,
        caller: Caller,
        wanted: AccountFilter,
        limit: int,
        after: PagePosition | None,
    ) -> Page[Account]:
        """Return a page of all accounts that are wanted, newest first.

        Raises:
            Forbidden: the caller is no administrator.
        """
        reader = self._database.read()
        await _require(reader, caller)
        return await people.list_all(reader, wanted, limit, after)

    async def suspend(self, caller: Caller, person_id: UUID) -> None:
        """End a person's sessions and let them open none, until they are resumed.

        Raises:
            NotFound: there is no such account.
            Forbidden: the caller is no administrator, or the person is one.
        """
        async with self._database.begin() as work:
            person = await _lock(work, caller, person_id)
            await administration.suspend(work, person)
            await _record(work, caller, "person.suspended", person_id)
            await work.commit()

    async def resume(self, caller: Caller, person_id: UUID) -> None:
        """Let a person log in again.

        Raises:
            NotFound, Forbidden: as `suspend`.
        """
        async with self._database.begin() as work:
            await _lock(work, caller, person_id)
            await people.suspend(work, person_id, is_suspended=False)
            await _record(work, caller, "person.resumed", person_id)
            await work.commit()

    async def end_sessions(self, caller: Caller, person_id: UUID) -> None:
        """End all sessions of a person, who may log in again.

        Raises:
            NotFound, Forbidden: as `suspend`.
        """
        async with self._database.begin() as work:
            person = await _lock(work, caller, person_id)
            await administration.end_sessions(work, person)
            await _record(work, caller, "person.sessions_ended", person_id)
            await work.commit()


async def _oversees(reader: Reader, caller: Caller) -> bool:
    # What a person allowed a program is never this.
    if caller.person_id is None or caller.session_id is None:
        return False
    return await people.oversees(reader, caller.person_id)


async def _require(reader: Reader, caller: Caller) -> None:
    if not await _oversees(reader, caller):
        raise Forbidden("This takes an administrator of the service.")


async def _lock(work: UnitOfWork, caller: Caller, person_id: UUID) -> Person:
    """Return an account that the caller may look after, held until the end."""
    await _require(work, caller)
    person = found(await people.lock(work, person_id), "account")
    if await people.oversees(work, person_id):
        detail = "Of an administrator's account only scripts/admin takes care."
        raise Forbidden(detail)
    return person


async def _record(
    work: UnitOfWork, caller: Caller, action: Action, person_id: UUID
) -> None:
    subject = ids.encode(ids.PERSON, person_id)
    details = {"by": "administrator"}
    await audit.record(work, caller, action, subject, details=details)
