"""Accounts of people."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.errors import Conflict, CredentialsRefused
from impl.records import Person
from impl.repositories import (
    idempotency_keys,
    members,
    people,
    sessions,
    teams,
)
from impl.security import ids
from impl.security.caller import ANONYMOUS, Caller
from impl.security.networks import network_of
from impl.services import audit, preconditions
from impl.services.access import found
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.password_hashing import Passwords
from impl.services.rate_limits import Rate, RateLimiter


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What it takes to register."""

    email: str
    password: str
    display_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """What to change; None leaves it."""

    email: str | None = None
    display_name: str | None = None
    current_password: str | None = None
    new_password: str | None = None

    @property
    def is_sensitive(self) -> bool:
        """Whether it takes the current password."""
        return self.email is not None or self.new_password is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRules:
    """How often people may register, and try a current password."""

    registrations: Rate
    passwords: Rate
    failures: Rate


class People:
    """Registers, changes and removes accounts."""

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        limiter: RateLimiter,
        rules: PeopleRules,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._limiter = limiter
        self._rules = rules

    async def register(
        self, new: Registration, address: str, call: IdempotentCall[Person] | None
    ) -> Person:
        """Create an account.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: too many registrations from this address.
            Invalid: the password is weak.
            Conflict: the email address is taken (`email_taken`).
        """
        network = network_of(address)
        await self._limiter.attempt((self._rules.registrations, network))
        encoded = await self._passwords.hash(
            new.password, "/password", new.email, new.display_name
        )

        async def effect() -> Person:
            person = await people.create(
                work,
                email=new.email,
                display_name=new.display_name,
                password_hash=encoded,
            )
            subject = ids.encode(ids.PERSON, person.id)
            await audit.record(work, ANONYMOUS, "person.registered", subject)
            return person

        async with self._database.begin() as work:
            person = await run_once(
                work, call, Person, effect, lambda person: person.id
            )
            await work.commit()
        return person

    async def get(self, caller: Caller) -> Person:
        """Return the caller's account."""
        reader = self._database.read()
        return found(await people.find(reader, _person(caller)), "account")

    async def update(
        self, caller: Caller, change: PersonChange, expected: frozenset[str]
    ) -> Person:
        """Change the caller's account; a new password ends their other sessions.

        Raises:
            CredentialsRefused: the current password is wrong.
            RateLimited: too many attempts at the current password.
            PreconditionFailed: the account has changed.
            Invalid: the new password is weak.
            Conflict: the email address is taken (`email_taken`).
        """
        checked = await self._check_password(caller, change)
        encoded = None
        if change.new_password is not None:
            known = await self.get(caller)
            encoded = await self._passwords.hash(
                change.new_password,
                "/new_password",
                change.email or known.email,
                change.display_name or known.display_name,
            )
        async with self._database.begin() as work:
            person_id = _person(caller)
            person = found(await people.lock(work, person_id), "account")
            preconditions.check(person.tag, expected)
            credentials = await people.credentials(work, person_id)
            if checked and (
                credentials is None or credentials.password_hash != checked
            ):
                raise _wrong_password()
            if checked:
                await self._limiter.undo(work, (self._rules.failures, caller.name))
            person = await people.update_one(
                work,
                person.id,
                email=change.email or person.email,
                display_name=change.display_name or person.display_name,
                password_hash=encoded,
            )
            if encoded and caller.session_id:
                await sessions.revoke_others(work, caller.session_id, person.id)
            await audit.record(
                work,
                caller,
                "person.updated",
                caller.name,
                details={
                    "password": encoded is not None,
                    "email": change.email is not None,
                },
            )
            await work.commit()
        return person

    async def delete(self, caller: Caller, expected: frozenset[str]) -> None:
        """Remove the caller's account, and with it whatever tells of them.

        Audit records keep their id, which names nobody from then on.

        Raises:
            Conflict: a team would be left without owners (`last_owner`).
            PreconditionFailed: the account has changed.
        """
        person_id = _person(caller)
        async with self._database.begin() as work:
            await teams.lock_owned(work, person_id)
            person = found(await people.lock(work, person_id), "account")
            preconditions.check(person.tag, expected)
            if await members.is_sole_owner(work, person_id):
                raise Conflict(
                    "last_owner",
                    "You are the last owner of a team. Make somebody else an owner, or "
                    "delete the team, first.",
                )
            await idempotency_keys.forget(work, person_id)
            left = await members.lock_of_person(work, person_id)
            await people.delete_one(work, person_id)
            for each in left:
                await audit.record(
                    *(work, caller, "member.removed", caller.name),
                    team_id=each.team_id,
                    change=({"role": each.role}, None),
                )
            await audit.record(work, caller, "person.deleted", caller.name)
            await work.commit()

    async def _check_password(self, caller: Caller, change: PersonChange) -> str | None:
        """Return the hash that the current password was compared with, if any was."""
        if not change.is_sensitive:
            return None
        await self._limiter.attempt(
            (self._rules.passwords, caller.name), (self._rules.failures, caller.name)
        )
        reader = self._database.read()
        known = await people.credentials(reader, _person(caller))
        encoded = known.password_hash if known else None
        if not await self._passwords.verify(change.current_password or "", encoded):
            raise _wrong_password()
        return encoded


def _wrong_password() -> CredentialsRefused:
    return CredentialsRefused("invalid_credentials", "The current password is wrong.")


def _person(caller: Caller) -> UUID:
    return found(caller.person_id, "account")
