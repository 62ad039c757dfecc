"""What operators do with accounts, from a terminal beside the database."""

from dataclasses import replace

from impl.account_records import (
    LONGEST_NAME,
    PASSWORD_LENGTHS,
    Account,
    AccountChange,
    AccountFilter,
    ResetAsked,
    is_email,
)
from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import Flaw, Invalid, NotFound
from impl.event_records import Action
from impl.records import Page, Person
from impl.repositories import account_tokens, oauth_grants, people, sessions
from impl.security import ids
from impl.security.caller import ANONYMOUS
from impl.security.cursors import PagePosition
from impl.services import audit
from impl.services.access import found
from impl.services.password_hashing import Passwords
from impl.services.post import Post


class Administration:
    """Creates, shows, suspends and resumes accounts, and ends their sessions.

    Whoever may use the database may do this; no role in a team is part of it. It is
    recorded as done by the service itself.
    """

    def __init__(self, database: Database, passwords: Passwords) -> None:
        self._database = database
        self._passwords = passwords

    async def create(self, email: str, name: str, password: str) -> Person:
        """Create an account whose address counts, however registration is set.

        Raises:
            Invalid: the password is weak, or it, the address or the name is none.
            Conflict: the email address is taken (`email_taken`).
        """
        if not is_email(email):
            raise _unfit("/email", "This is no email address that an account may have.")
        if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            raise _unfit(
                "/display_name", f"A name has 1 to {LONGEST_NAME} characters, one line."
            )
        if len(password) not in PASSWORD_LENGTHS or "\0" in password:
            lengths = f"{PASSWORD_LENGTHS[0]} to {PASSWORD_LENGTHS[-1]}"
            raise _unfit(
                "/password", f"A password has {lengths} characters, none of them NUL."
            )
        encoded = await self._passwords.hash(password, "/password", email, name)
        async with self._database.begin() as work:
            person = await people.create(
                work, email=email, display_name=name, password_hash=encoded
            )
            person = await people.prove(work, person.id, email)
            await _record(work, "person.registered", person)
            await work.commit()
        return person

    async def list_all(self, limit: int, after: PagePosition | None) -> Page[Account]:
        """Return a page of all accounts, newest first."""
        reader = self._database.read()
        return await people.list_all(reader, AccountFilter(), limit, after)

    async def suspend(self, email: str) -> AccountChange:
        """End a person's sessions and let them open none, until they are resumed.

        Raises:
            NotFound: nobody has this address.
        """
        async with self._database.begin() as work:
            person = await _locked(work, email)
            change = await suspend(work, person)
            await _record(work, "person.suspended", person)
            await work.commit()
        return change

    async def resume(self, email: str) -> AccountChange:
        """Let a person log in again.

        Raises:
            NotFound: nobody has this address.
        """
        async with self._database.begin() as work:
            person = await _locked(work, email)
            is_new = await people.suspend(work, person.id, is_suspended=False)
            await _record(work, "person.resumed", person)
            await work.commit()
        return AccountChange(person.email, is_new)

    async def end_sessions(self, email: str) -> AccountChange:
        """End all sessions of a person, who may log in again.

        Raises:
            NotFound: nobody has this address.
        """
        async with self._database.begin() as work:
            person = await _locked(work, email)
            change = await end_sessions(work, person)
            await _record(work, "person.sessions_ended", person)
            await work.commit()
        return change

    async def send_reset(self, email: str, post: Post) -> AccountChange:
        """Have a person sent what sets a new password; nobody else sees it.

        The password that they have is good until they use it (OWASP ASVS 5.0, 6.4.6).

        Raises:
            NotFound: nobody has this address.
            Conflict: mail is off (`mail_off`).
        """
        post.require()
        async with self._database.begin() as work:
            person = await _locked(work, email)
            await post.ask_reset(work, ResetAsked(person.email))
            await _record(work, "person.reset_sent", person)
            await work.commit()
        return AccountChange(person.email)

    async def grant_administrator(self, email: str) -> AccountChange:
        """Let a person look after accounts.

        Raises:
            NotFound: nobody has this address.
        """
        return await self._appoint(email, is_one=True)

    async def revoke_administrator(self, email: str) -> AccountChange:
        """Let a person look after accounts no more.

        Raises:
            NotFound: nobody has this address.
        """
        return await self._appoint(email, is_one=False)

    async def _appoint(self, email: str, *, is_one: bool) -> AccountChange:
        async with self._database.begin() as work:
            person = await _locked(work, email)
            is_new = await people.appoint(work, person.id, is_one=is_one)
            action: Action = (
                "person.made_administrator" if is_one else "person.unmade_administrator"
            )
            await _record(work, action, person)
            await work.commit()
        return AccountChange(person.email, is_new)


def _unfit(pointer: str, detail: str) -> Invalid:
    return Invalid("invalid_request", detail, [Flaw("body", pointer, detail)])


async def suspend(work: UnitOfWork, person: Person) -> AccountChange:
    """Let a locked person log in no more, and end all that they have begun."""
    is_new = await people.suspend(work, person.id, is_suspended=True)
    ended = await end_sessions(work, person)
    await account_tokens.forget(work, person.id)
    return replace(ended, is_changed=is_new)


async def end_sessions(work: UnitOfWork, person: Person) -> AccountChange:
    """End all sessions of a locked person, and what they allowed programs."""
    opened = await sessions.revoke_all(work, person.id)
    allowed = await oauth_grants.revoke_all(work, person.id)
    return AccountChange(person.email, bool(opened or allowed), opened, allowed)


async def _locked(work: UnitOfWork, email: str) -> Person:
    person_id = await people.find_id(work, email)
    if person_id is None:
        raise NotFound("account")
    return found(await people.lock(work, person_id), "account")


async def _record(work: UnitOfWork, action: Action, person: Person) -> None:
    subject = ids.encode(ids.PERSON, person.id)
    details = {"by": "operator"}
    await audit.record(work, ANONYMOUS, action, subject, details=details)
