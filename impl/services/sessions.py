"""Logging in, staying logged in and logging out."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from joserfc.jwk import ECKey

from impl.database.errors import Unavailable
from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import CredentialsRefused
from impl.records import Credentials, Page, RefreshState, Session
from impl.repositories import people, sessions
from impl.security import access_tokens, ids, refresh_tokens
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.keys import derive
from impl.security.networks import network_of
from impl.security.refresh_tokens import RefreshToken
from impl.services import audit
from impl.services.access import found
from impl.services.known_places import KnownPlaces
from impl.services.log_in_notices import LogInNotices
from impl.services.password_hashing import Passwords
from impl.services.rate_limits import RateLimiter, Subject
from impl.services.second_factors import SecondFactors
from impl.services.session_openings import open_session
from impl.services.session_rules import SessionRules
from impl.services.signing import SigningKeys


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a client gets; `expires_in` is the access token's, in seconds."""

    session_id: UUID
    access_token: str
    expires_in: int
    refresh_token: str


class DoneAlong(Protocol):
    """What is done in the transaction of a log-in."""

    async def before(self, work: UnitOfWork) -> None:
        """Lock what has to be locked before a person."""

    async def after(self, work: UnitOfWork, caller: Caller) -> None:
        """Do what the log-in is for; the person is locked."""


class Sessions:
    """Opens, extends, lists and ends sessions, which are `lasting` so long."""

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        limiter: RateLimiter,
        signing: SigningKeys,
        secret: str,
        rules: SessionRules,
        second_factors: SecondFactors,
        notices: LogInNotices,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._limiter = limiter
        self._signing = signing
        self._refresh_key = derive(secret, "refresh tokens")
        self._places = KnownPlaces(secret)
        self._rules = rules
        self.lasting = rules.lasting
        self._second_factors = second_factors
        self._notices = notices

    async def log_in(
        self,
        email: str,
        password: str,
        user_agent: str | None,
        address: str,
        code: str | None = None,
        along: DoneAlong | None = None,
    ) -> Tokens:
        """Open a session; `SessionRules` says how often that may be tried.

        There is none if what is done along with it raises something.

        Raises:
            RateLimited: too many attempts.
            CredentialsRefused: no account has this address and password; which of
                the two is wrong is not told, nor by the time it takes. Once they
                are right, there has to be a code if they use any, and it is wrong or
                was used; or the account is suspended.
        """
        reader = self._database.read()
        name = network_of(address)
        is_known = await self._places.are_of(reader, email, address)
        # All of them count before the password is looked at, so that many guesses at
        # once are not more than as many one by one. Success takes it back.
        failures = self._failures(email.lower(), name, is_known=is_known)
        await self._limiter.attempt(
            (self._rules.logins_per_account, f"{email.lower()} {name}"),
            (self._rules.logins_per_address, name),
            *failures,
        )
        known = await people.credentials_by_email(reader, email)
        encoded = known.password_hash if known else None
        if not await self._passwords.verify(password, encoded) or known is None:
            raise _refused(known.person_id if known else None)
        if known.is_suspended:
            detail = "This account is suspended; ask whoever runs this service."
            raise CredentialsRefused("account_suspended", detail, known.person_id)
        await self._demand(known.person_id, code, failures)
        known = await self._rehashed(known, password)
        tokens_of = await self.issuing()
        async with self._database.begin() as work:
            if along is not None:
                await along.before(work)
            # The password may have been changed while this one was being checked.
            if not await people.still_has(work, known):
                raise _refused(known.person_id)
            taken = await self._second_factors.take(work, known.person_id, code)
            how = {} if taken is None else {"second_factor": taken}
            session, caller = await open_session(
                work, known.person_id, user_agent, self._rules.lasting, how
            )
            await self._notices.consider(work, session, failures, is_known=is_known)
            await self._places.remember(work, known.person_id, address)
            await self._limiter.undo(work, *failures)
            if along is not None:
                await along.after(work, caller)
            await work.commit()
        return tokens_of(session)

    async def issuing(self) -> Callable[[Session], Tokens]:
        """Return what makes the first tokens of a session."""
        key = await self._signing.current()
        return lambda session: self._tokens(key, session.person_id, session.id, 0)

    async def refresh(self, text: str) -> Tokens:
        """Exchange a refresh token for new tokens.

        The token before the good one, shown again within the grace, gets the same
        successor again: its first answer may have been lost.

        Raises:
            RateLimited: too many refreshes of this session.
            CredentialsRefused: the token is not good; one that was used before
                ends the session (`refresh_token_reused`).
        """
        token = refresh_tokens.read(self._refresh_key, text)
        if token is None:
            raise _not_good()
        await self._limiter.attempt((self._rules.refreshes, str(token.session_id)))
        signing_key = await self._signing.current()
        async with self._database.begin() as work:
            state = await sessions.lock(work, token.session_id)
            if state is None or not state.open or token.counter > state.counter:
                raise _not_good()
            if token.counter == state.counter:
                counter = state.counter + 1
                await sessions.rotate(
                    work, token.session_id, counter, self._rules.lasting
                )
            elif self._is_repetition(token, state):
                counter = state.counter
            else:
                await sessions.revoke(work, token.session_id, state.person_id)
                caller = Caller(state.person_id, token.session_id)
                subject = ids.encode(ids.SESSION, token.session_id)
                await audit.record(work, caller, "session.reuse_detected", subject)
                await work.commit()
                raise _reused(state.person_id)
            await work.commit()
        return self._tokens(signing_key, state.person_id, token.session_id, counter)

    async def list_open(
        self, caller: Caller, limit: int, after: PagePosition | None
    ) -> Page[Session]:
        """Return a page of the caller's open sessions, newest first."""
        reader = self._database.read()
        return await sessions.list_open(reader, _person(caller), limit, after)

    async def revoke(self, caller: Caller, session_id: UUID) -> None:
        """End one of the caller's sessions.

        Raises:
            NotFound: they have no such session that is open.
        """
        async with self._database.begin() as work:
            done = await sessions.revoke(work, session_id, _person(caller))
            found(done or None, "session")
            subject = ids.encode(ids.SESSION, session_id)
            await audit.record(work, caller, "session.revoked", subject)
            await work.commit()

    async def _rehashed(self, known: Credentials, password: str) -> Credentials:
        """Have a right password hashed as all are now; what could not be stays.

        Raises:
            CredentialsRefused: the password was changed meanwhile.
        """
        with contextlib.suppress(Unavailable):
            encoded = await self._passwords.renewed(password, known.password_hash)
            if encoded is None:
                return known
            async with self._database.begin() as work:
                await people.renew_hash(work, known, encoded)
                await work.commit()
            now = await people.credentials(self._database.read(), known.person_id)
            # Of several at once one is kept, and it may be another password's by now.
            kept = now.password_hash if now else None
            if now and await self._passwords.verify(password, kept):
                return now
            raise _refused(known.person_id)
        return known

    async def _demand(
        self, person_id: UUID, code: str | None, failures: tuple[Subject, ...]
    ) -> None:
        try:
            await self._second_factors.demand(person_id, code)
        except CredentialsRefused:
            # To be asked for a code is not to fail; without one nobody gets further.
            async with self._database.begin() as work:
                await self._limiter.undo(work, *failures)
                await work.commit()
            raise

    def _failures(
        self, account: str, network: str, *, is_known: bool
    ) -> tuple[Subject, ...]:
        lane = (self._rules.failures_per_lane, f"{account} {network}")
        if is_known:
            return (lane,)
        return lane, (self._rules.failures_per_account, account)

    def _is_repetition(self, token: RefreshToken, state: RefreshState) -> bool:
        is_last = token.counter == state.counter - 1
        return is_last and state.age < self._rules.refresh_grace

    def _tokens(
        self, key: ECKey, person_id: UUID, session_id: UUID, counter: int
    ) -> Tokens:
        life = self._rules.access_token_life
        return Tokens(
            session_id,
            access_tokens.issue(key, self._rules.issuer, person_id, session_id, life),
            life,
            refresh_tokens.issue(self._refresh_key, RefreshToken(session_id, counter)),
        )


def _refused(person_id: UUID | None) -> CredentialsRefused:
    detail = "No account has this email address and password."
    return CredentialsRefused("invalid_credentials", detail, person_id)


def _not_good() -> CredentialsRefused:
    detail = "The refresh token is unknown, or its session is over; log in again."
    return CredentialsRefused("invalid_refresh_token", detail)


def _reused(person_id: UUID) -> CredentialsRefused:
    detail = (
        "The refresh token was used before, so it may have been stolen. The session "
        "has been ended; log in again."
    )
    return CredentialsRefused("refresh_token_reused", detail, person_id)


def _person(caller: Caller) -> UUID:
    return found(caller.person_id, "session")
