"""Passkeys of people: added, listed, renamed and removed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from impl.account_records import Passkey
from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import Conflict, Flaw, Invalid
from impl.event_records import Action
from impl.repositories import passkeys as stored
from impl.repositories import people
from impl.security import ids, passkeys
from impl.security.caller import Caller
from impl.security.passkeys import Credential, RelyingParty, UnfitPasskey
from impl.services import audit
from impl.services.access import found
from impl.services.fresh_log_ins import FreshLogIns
from impl.services.post import Post
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.still_in import is_still_in

MOST: Final = 10
LIFE: Final = timedelta(milliseconds=passkeys.TIMEOUT)


@dataclass(frozen=True, slots=True)
class PasskeyRules:
    """Whom passkeys are for, how often somebody begins, and how soon after log-in."""

    party: RelyingParty
    beginnings: Rate
    fresh: FreshLogIns


class Passkeys:
    """Has devices make passkeys, and keeps what they made.

    A challenge is good once and for a short while, for who began; whether what a device
    says of it is right or wrong, it is used up. Only who has just logged in begins, and
    the owner of the account is told of each passkey that comes or goes.
    """

    def __init__(
        self, database: Database, limiter: RateLimiter, rules: PasskeyRules, post: Post
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rules = rules
        self._post = post

    @property
    def are_possible(self) -> bool:
        """Whether browsers make passkeys for where this service is."""
        return self._rules.party.has_name

    async def list_own(self, caller: Caller) -> Sequence[Passkey]:
        """Return the caller's passkeys, newest first."""
        return await stored.list_own(self._database.read(), _person(caller))

    async def begin(self, caller: Caller) -> dict[str, Any]:
        """Return what a device makes a passkey of.

        Raises:
            Barred: the caller has not just logged in (`fresh_login_required`).
            RateLimited: too many beginnings.
            Conflict: there are as many as there may be (`quota_exceeded`).
        """
        await self._limiter.attempt((self._rules.beginnings, caller.name))
        challenge = passkeys.random()
        async with self._database.begin() as work:
            person = found(await people.lock(work, _person(caller)), "account")
            await self._rules.fresh.demand(work, caller)
            known = await stored.credential_ids(work, person.id)
            if len(known) >= MOST:
                raise _full()
            handle = await stored.handle_of(work, person.id, passkeys.random())
            digest = passkeys.digest(challenge)
            await stored.challenge(work, digest, person.id, LIFE)
            await work.commit()
        names = (person.email, person.display_name)
        return passkeys.creation_options(
            self._rules.party, challenge, handle, names, known
        )

    async def add(self, caller: Caller, name: str, credential: Credential) -> Passkey:
        """Keep what a device made.

        Raises:
            Invalid: it does not fit, or the challenge is not good (`invalid_passkey`).
            Conflict: there are as many as there may be (`quota_exceeded`).
        """
        person_id = _person(caller)
        try:
            challenge = passkeys.challenge_in(credential)
            await use_up(self._database, challenge, person_id)
            # It may be the first one, which loads the library.
            new = await asyncio.to_thread(
                passkeys.made, credential, challenge, self._rules.party
            )
        except UnfitPasskey as unfit:
            raise _unfit() from unfit
        async with self._database.begin() as work:
            person = found(await people.lock(work, person_id), "account")
            if not await is_still_in(work, caller):
                raise _unfit()
            if len(await stored.credential_ids(work, person_id)) >= MOST:
                raise _full()
            added = await stored.add(
                work, person_id, name, new.credential_id, new.public_key, new.sign_count
            )
            if added is None:
                raise _unfit()
            letter = self._post.letters.passkey_added(person.email, name)
            await self._post.send(work, letter)
            await _record(work, caller, "passkey.added", added)
            await work.commit()
        return added

    async def rename(self, caller: Caller, passkey_id: UUID, name: str) -> Passkey:
        """Call a passkey of the caller something else.

        Raises:
            NotFound: they have no such passkey.
        """
        async with self._database.begin() as work:
            renamed = found(
                await stored.rename(work, _person(caller), passkey_id, name), "passkey"
            )
            await _record(work, caller, "passkey.renamed", renamed)
            await work.commit()
        return renamed

    async def remove(self, caller: Caller, passkey_id: UUID) -> None:
        """Have nobody log in with a passkey of the caller any more.

        Raises:
            Barred: the caller has not just logged in (`fresh_login_required`).
            NotFound: they have no such passkey.
        """
        async with self._database.begin() as work:
            person = found(await people.lock(work, _person(caller)), "account")
            await self._rules.fresh.demand(work, caller)
            name = found(await stored.remove(work, person.id, passkey_id), "passkey")
            letter = self._post.letters.passkey_removed(person.email, name)
            await self._post.send(work, letter)
            subject = ids.encode(ids.PASSKEY, passkey_id)
            details = {"name": name}
            await audit.record(
                work, caller, "passkey.removed", subject, details=details
            )
            await work.commit()


async def use_up(database: Database, challenge: bytes, person_id: UUID | None) -> None:
    """Take a challenge, so that nobody answers it again; right or wrong, it is gone.

    Args:
        database: where it is.
        challenge: what a device says it signed.
        person_id: who began to add a passkey; None for a log-in.

    Raises:
        UnfitPasskey: it was not made for that, is too old, or was used.
    """
    async with database.begin() as work:
        digest = passkeys.digest(challenge)
        if not await stored.take_challenge(work, digest, person_id):
            raise UnfitPasskey("the challenge is not good")
        await work.commit()


async def _record(
    work: UnitOfWork, caller: Caller, action: Action, passkey: Passkey
) -> None:
    subject, details = ids.encode(ids.PASSKEY, passkey.id), {"name": passkey.name}
    await audit.record(work, caller, action, subject, details=details)


def _full() -> Conflict:
    return Conflict("quota_exceeded", f"There are {MOST} passkeys; remove one first.")


def _unfit() -> Invalid:
    detail = (
        "The passkey does not fit what was asked for, took too long, or is known "
        "already. Begin anew."
    )
    flaw = Flaw("body", "/credential", detail, code="invalid_passkey")
    return Invalid("invalid_passkey", detail, [flaw])


def _person(caller: Caller) -> UUID:
    return found(caller.person_id, "account")
