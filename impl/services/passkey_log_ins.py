"""Logging in with a passkey, which is all that it takes.

The device has made sure who uses it (user verification), so it is two factors at once.
It also says whose passkey it is: nobody types an address, and nobody learns who has an
account.
"""

import asyncio
from typing import Any, Final
from uuid import UUID

from impl.account_records import KnownPasskey
from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import CredentialsRefused
from impl.records import Session
from impl.repositories import passkeys as stored
from impl.repositories import people
from impl.security import ids, passkeys
from impl.security.caller import Caller
from impl.security.networks import network_of
from impl.security.passkeys import Credential, RelyingParty, UnfitPasskey
from impl.services import audit
from impl.services.access import found
from impl.services.known_places import KnownPlaces
from impl.services.log_in_notices import LogInNotices
from impl.services.passkeys import LIFE, use_up
from impl.services.post import Post
from impl.services.rate_limits import RateLimiter
from impl.services.session_openings import open_session
from impl.services.session_rules import SessionRules
from impl.services.sessions import Sessions, Tokens

_DETAIL: Final = (
    "The passkey is not known here, or does not fit what was asked for. Begin anew, or "
    "log in with your password."
)


class PasskeyLogIns:
    """Lets people in whose devices signed a challenge."""

    def __init__(
        self,
        database: Database,
        limits: tuple[RateLimiter, SessionRules],
        sessions_: Sessions,
        party: RelyingParty,
        telling: tuple[Post, LogInNotices],
        secret: str,
    ) -> None:
        self._database = database
        self._limiter, self._rules = limits
        self._sessions = sessions_
        self._party = party
        self._post, self._notices = telling
        self._places = KnownPlaces(secret)

    async def begin(self, address: str) -> dict[str, Any]:
        """Return what a device signs.

        Raises:
            RateLimited: too many log-ins are begun from this network address.
        """
        # As often as log-ins, each of which has one beginning.
        begun = (self._rules.logins_per_address, f"passkey {network_of(address)}")
        await self._limiter.attempt(begun)
        challenge = passkeys.random()
        async with self._database.begin() as work:
            await stored.challenge(work, passkeys.digest(challenge), None, LIFE)
            await work.commit()
        return passkeys.request_options(self._party, challenge)

    @property
    def are_possible(self) -> bool:
        """Whether browsers use passkeys for where this service is."""
        return self._party.has_name

    async def log_in(
        self, credential: Credential, user_agent: str | None, address: str
    ) -> Tokens:
        """Open a session.

        Raises:
            RateLimited, CredentialsRefused: see `open`.
        """
        await self._count(address)
        # Before there is a session, whose tokens nobody would get if this failed.
        tokens_of = await self._sessions.issuing()
        return tokens_of(await self._let_in(credential, user_agent, address))

    async def open(
        self, credential: Credential, user_agent: str | None, address: str
    ) -> Session:
        """Open a session, of which nobody has tokens.

        Raises:
            RateLimited: too many attempts from this network address.
            CredentialsRefused: the passkey is not known, or what the device says does
                not fit (`invalid_passkey`); or the account is suspended.
        """
        await self._count(address)
        return await self._let_in(credential, user_agent, address)

    async def _count(self, address: str) -> None:
        name = network_of(address)
        await self._limiter.attempt((self._rules.logins_per_address, name))

    async def _let_in(
        self, credential: Credential, user_agent: str | None, address: str
    ) -> Session:
        known, count = await self._checked(credential)
        if known.is_suspended:
            detail = "This account is suspended; ask whoever runs this service."
            raise CredentialsRefused("account_suspended", detail, known.person_id)
        async with self._database.begin() as work:
            # They may have been suspended while it was being checked.
            if not await people.may_log_in(work, known.person_id):
                raise _refused(known.person_id)
            if not await stored.use(work, known.person_id, known.id, count):
                await self._suspect(work, known, count)
                await work.commit()
                raise _refused(known.person_id)
            session = await self._open(work, known, user_agent, address)
            await work.commit()
        return session

    async def _checked(self, credential: Credential) -> tuple[KnownPasskey, int]:
        """Return whose passkey it is, and what the device counted."""
        known: KnownPasskey | None = None
        try:
            challenge = passkeys.challenge_in(credential)
            await use_up(self._database, challenge, None)
            known = await self._find(credential)
            count = await asyncio.to_thread(
                passkeys.used, credential, challenge, self._party, known.public_key
            )
        except UnfitPasskey as unfit:
            raise _refused(known.person_id if known else None) from unfit
        return known, count

    async def _find(self, credential: Credential) -> KnownPasskey:
        reader = self._database.read()
        known = await stored.find_known(reader, passkeys.id_in(credential))
        if known is None:
            raise UnfitPasskey("there is no such passkey")
        if passkeys.handle_in(credential) != known.handle:
            raise UnfitPasskey("the device says that it is somebody else's")
        return known

    async def _open(
        self,
        work: UnitOfWork,
        known: KnownPasskey,
        user_agent: str | None,
        address: str,
    ) -> Session:
        owner = known.person_id
        how = {"by": "passkey", "passkey": ids.encode(ids.PASSKEY, known.id)}
        session, _ = await open_session(
            work, owner, user_agent, self._rules.lasting, how
        )
        person = found(await people.find(work, owner), "account")
        is_known = await self._places.are_of(work, person.email, address)
        await self._notices.consider(work, session, (), is_known=is_known)
        await self._places.remember(work, owner, address)
        return session

    async def _suspect(self, work: UnitOfWork, known: KnownPasskey, count: int) -> None:
        """Tell the owner of a passkey that it may have been copied, if it is there."""
        subject = ids.encode(ids.PASSKEY, known.id)
        own = await stored.list_own(work, known.person_id)
        if known.id not in {each.id for each in own}:
            return
        person = found(await people.find(work, known.person_id), "account")
        letter = self._post.letters.passkey_refused(person.email, known.name)
        await self._post.send(work, letter)
        caller = Caller(person_id=known.person_id)
        details = {"name": known.name, "counted": count}
        await audit.record(
            work, caller, "passkey.clone_suspected", subject, details=details
        )


def _refused(person_id: UUID | None) -> CredentialsRefused:
    return CredentialsRefused("invalid_passkey", _DETAIL, person_id)
