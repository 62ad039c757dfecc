"""Accounts of people."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import Barred, Conflict
from impl.records import Person
from impl.repositories import (
    account_tokens,
    idempotency_keys,
    invitations,
    members,
    oauth_grants,
    openid_identities,
    passkeys,
    people,
    sessions,
    teams,
)
from impl.security import ids
from impl.security.caller import ANONYMOUS, Caller
from impl.security.networks import network_of
from impl.services import audit, preconditions
from impl.services.access import found
from impl.services.email_proofs import EmailProofs
from impl.services.fresh_log_ins import FreshLogIns
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.own_password import OwnPassword
from impl.services.password_hashing import Passwords
from impl.services.post import Post
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.still_in import locked_self


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
    """Who may register, and how often; and who may take themselves off."""

    registrations: Rate
    registration: Literal["open", "invitation", "closed"]
    fresh: FreshLogIns


class People:
    """Registers, changes and removes accounts."""

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        limiter: RateLimiter,
        rules: PeopleRules,
        post: Post,
        proofs: EmailProofs,
        password: OwnPassword,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._limiter = limiter
        self._rules = rules
        self._post = post
        self._proofs = proofs
        self._password = password

    @property
    def registration(self) -> Literal["open", "invitation", "closed"]:
        """Who may register."""
        return self._rules.registration

    async def is_nobody_here(self) -> bool:
        """Tell whether there is no account yet."""
        return not await people.any_is_there(self._database.read())

    async def register(
        self, new: Registration, address: str, call: IdempotentCall[Person] | None
    ) -> Person:
        """Create an account.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: too many registrations from this address.
            Barred: they may not register (`registration_closed`).
            Invalid: the password is weak.
            Conflict: the email address is taken (`email_taken`).
        """
        network = network_of(address)
        await self._limiter.attempt((self._rules.registrations, network))
        await self._admit(new.email)
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
            await self._proofs.send(work, person.id, person.email)
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

        Where the service sends mail, a new address has to be proven first.

        Raises:
            CredentialsRefused: the current password is wrong.
            RateLimited: too many attempts at the current password.
            PreconditionFailed: the account has changed.
            Invalid: the new password is weak.
            Conflict: the email address is taken (`email_taken`).
        """
        checked = None
        if change.is_sensitive:
            given = change.current_password or ""
            checked = await self._password.check(caller, given)
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
            person = await locked_self(work, caller)
            preconditions.check(person.tag, expected)
            if checked:
                await self._password.settle(work, caller, checked)
            old, email = person, self._next_address(person, change)
            person = await people.update_one(
                work,
                person.id,
                email=email,
                new_email=await self._pending(work, old, change, email),
                display_name=change.display_name or person.display_name,
                password_hash=encoded,
            )
            if encoded:
                await self._end_what_the_old_password_began(work, caller, old)
            if person.new_email and change.email:
                await self._proofs.send(work, person.id, person.new_email)
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
            Barred: they have not just logged in (`fresh_login_required`).
        """
        person_id = _person(caller)
        async with self._database.begin() as work:
            await teams.lock_owned(work, person_id)
            person = found(await people.lock(work, person_id), "account")
            await self._rules.fresh.demand(work, caller)
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

    async def _admit(self, email: str) -> None:
        """Refuse who may not register.

        Raises:
            Barred: not everybody may (`registration_closed`).
        """
        if self._rules.registration == "open":
            return
        detail = "This service takes no registrations; ask its administrator."
        if self._rules.registration == "invitation":
            if await invitations.is_invited(self._database.read(), email):
                return
            detail = "Only an address that is invited to a team may register."
        raise Barred("registration_closed", detail)

    def _next_address(self, person: Person, change: PersonChange) -> str:
        """Return the address that counts at once."""
        email = change.email or person.email
        is_same = email.lower() == person.email.lower()
        return email if is_same or not self._post.is_on else person.email

    async def _pending(
        self, work: UnitOfWork, person: Person, change: PersonChange, email: str
    ) -> str | None:
        """Return the address that counts once it is proven; the old one is told.

        Raises:
            Conflict: it is somebody else's (`email_taken`).
        """
        if change.email is None:
            return None if change.new_password is not None else person.new_email
        if change.email == email:
            return None
        if await people.find_id(work, change.email) is not None:
            raise Conflict(
                "email_taken", "There is an account with this email address."
            )
        letter = self._post.letters.address_changing(person.email, change.email)
        await self._post.send(work, letter)
        return change.email

    async def _end_what_the_old_password_began(
        self, work: UnitOfWork, caller: Caller, person: Person
    ) -> None:
        if caller.session_id:
            await sessions.revoke_others(work, caller.session_id, person.id)
        await oauth_grants.revoke_all(work, person.id)
        await account_tokens.forget(work, person.id)
        left = await passkeys.list_own(work, person.id)
        others = await openid_identities.list_own(work, person.id)
        ways = (len(left), len(others))
        letter = self._post.letters.password_changed(person.email, *ways)
        await self._post.send(work, letter)


def _person(caller: Caller) -> UUID:
    return found(caller.person_id, "account")
