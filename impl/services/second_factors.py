"""Codes that log-in takes beside the password."""

import time
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from impl.account_records import SecondFactor
from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import Conflict, CredentialsRefused, Flaw, Invalid
from impl.repositories import people, second_factors
from impl.security import one_time_codes, sealing
from impl.security.caller import Caller
from impl.security.keys import derive, good
from impl.services import audit
from impl.services.access import found
from impl.services.own_password import OwnPassword
from impl.services.post import Post
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.still_in import locked_self

_OFF = Conflict("second_factor_off", "Log-in takes no code, and none was begun.")
_ON = Conflict("second_factor_on", "Log-in takes a code already.")
# What a person without any has.
_NONE = SecondFactor("", is_on=False, codes_left=0)
_ISSUER = "Countersign"


@dataclass(frozen=True, slots=True)
class EnrolledSecret:
    """What an authenticator makes codes of, and the same for a QR code."""

    secret: str
    uri: str


class SecondFactors:
    """Begins, confirms and ends the use of codes, and takes them.

    A code is taken once, whatever it is for: it is written down in the transaction of
    what it allows. However right the password is, wrong codes have a rate of their own.
    """

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        post: Post,
        password: OwnPassword,
        secret: str,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._post = post
        self._password = password
        self._sealing_key = derive(secret, "second factors")
        self._code_key = derive(secret, "recovery codes")

    async def get(self, caller: Caller) -> SecondFactor:
        """Return whether the caller's log-in takes a code."""
        known = await second_factors.find(self._database.read(), _person(caller))
        return known or _NONE

    async def begin(self, caller: Caller, password: str) -> EnrolledSecret:
        """Make a secret, which is of no effect until it is confirmed.

        Raises:
            CredentialsRefused: the password is wrong.
            RateLimited: too many attempts at it.
            Conflict: codes are in use (`second_factor_on`).
        """
        checked = await self._password.check(caller, password)
        secret = one_time_codes.generate_secret()
        async with self._database.begin() as work:
            person = await locked_self(work, caller)
            await self._password.settle(work, caller, checked)
            sealed = sealing.seal(secret, self._sealing_key)
            if not await second_factors.begin(work, person.id, sealed):
                raise _ON
            await work.commit()
        return EnrolledSecret(secret, one_time_codes.uri(secret, person.email, _ISSUER))

    async def confirm(self, caller: Caller, code: str) -> list[str]:
        """Have log-in take codes from now on; return the recovery codes.

        Raises:
            RateLimited: too many codes.
            Conflict: nothing was begun (`second_factor_off`), or it is confirmed
                (`second_factor_on`).
            Invalid: the code is wrong (`invalid_code`).
        """
        codes = one_time_codes.generate_recovery_codes()
        await self._limiter.attempt((self._rate, caller.name))
        async with self._database.begin() as work:
            person = await locked_self(work, caller)
            known = await second_factors.find(work, person.id)
            if known is None:
                raise _OFF
            if known.is_on:
                raise _ON
            if not await self._takes_code(work, person.id, known, code):
                raise _wrong_code()
            digests = [self._digest(person.id, each) for each in codes]
            await second_factors.confirm(work, person.id, digests)
            await self._limiter.undo(work, (self._rate, caller.name))
            await self._tell(work, caller, person.email, is_on=True)
            await work.commit()
        return codes

    async def remove(self, caller: Caller, password: str, code: str) -> None:
        """Have log-in take the password alone from now on.

        Raises:
            CredentialsRefused: the password is wrong.
            RateLimited: too many attempts at it, or at codes.
            Conflict: no codes are in use (`second_factor_off`).
            Invalid: the code is wrong (`invalid_code`).
        """
        checked = await self._password.check(caller, password)
        await self._limiter.attempt((self._rate, caller.name))
        async with self._database.begin() as work:
            person = await locked_self(work, caller)
            await self._password.settle(work, caller, checked)
            known = await second_factors.find(work, person.id)
            if known is None or not known.is_on:
                raise _OFF
            if not await self._takes(work, person.id, known, code):
                raise _wrong_code()
            await second_factors.forget(work, person.id)
            await self._limiter.undo(work, (self._rate, caller.name))
            await self._tell(work, caller, person.email, is_on=False)
            await work.commit()

    async def demand(self, person_id: UUID, code: str | None) -> None:
        """Make sure that there is a code, if log-in takes any, and count it.

        Whoever asks has checked the password.

        Raises:
            CredentialsRefused: there has to be a code (`second_factor_required`).
            RateLimited: too many codes.
        """
        known = await second_factors.find(self._database.read(), person_id)
        if known is None or not known.is_on:
            return
        if code is None:
            raise _required(person_id)
        await self._limiter.attempt((self._rate, Caller(person_id=person_id).name))

    async def take(
        self, work: UnitOfWork, person_id: UUID, code: str | None
    ) -> Literal["totp", "recovery_code"] | None:
        """Take a code for a log-in of a locked person; return what it was.

        It is that of now: another one may have come into use since `demand`, or gone.
        Return None if log-in takes none.

        Raises:
            CredentialsRefused: it is wrong, or was used (`invalid_code`); or there is
                none (`second_factor_required`).
        """
        known = await second_factors.find(work, person_id)
        if known is None or not known.is_on:
            return None
        if code is None:
            raise _required(person_id)
        if not await self._takes(work, person_id, known, code):
            raise CredentialsRefused(
                "invalid_code", "The code is wrong, or was used.", person_id
            )
        await self._limiter.undo(work, (self._rate, Caller(person_id=person_id).name))
        if one_time_codes.is_of_authenticator(code):
            return "totp"
        person = found(await people.find(work, person_id), "account")
        letter = self._post.letters.recovery_code_used(person.email)
        await self._post.send(work, letter)
        return "recovery_code"

    async def _takes(
        self, work: UnitOfWork, person_id: UUID, known: SecondFactor, code: str
    ) -> bool:
        if one_time_codes.is_of_authenticator(code):
            return await self._takes_code(work, person_id, known, code)
        digests = [
            one_time_codes.recovery_digest(each, person_id, code)
            for each in good(self._code_key)
        ]
        return await second_factors.take_code(work, person_id, digests)

    async def _takes_code(
        self, work: UnitOfWork, person_id: UUID, known: SecondFactor, code: str
    ) -> bool:
        secret = sealing.unseal(known.sealed, self._sealing_key)
        step = one_time_codes.step_of(secret, code, time.time())
        if step is None:
            return False
        return await second_factors.take_step(work, person_id, step)

    def _digest(self, person_id: UUID, code: str) -> bytes:
        return one_time_codes.recovery_digest(self._code_key, person_id, code)

    async def _tell(
        self, work: UnitOfWork, caller: Caller, email: str, *, is_on: bool
    ) -> None:
        letter = self._post.letters.second_factor_changed(email, is_on=is_on)
        await self._post.send(work, letter)
        await audit.record(
            work,
            caller,
            "person.second_factor_on" if is_on else "person.second_factor_off",
            caller.name,
        )


def _required(person_id: UUID) -> CredentialsRefused:
    detail = "Log-in takes a code of your authenticator, too; send it as `code`."
    return CredentialsRefused("second_factor_required", detail, person_id)


def _wrong_code() -> Invalid:
    detail = "The code is wrong, or was used; wait for the next one."
    return Invalid(
        "invalid_code", detail, [Flaw("body", "/code", detail, code="invalid_code")]
    )


def _person(caller: Caller) -> UUID:
    return found(caller.person_id, "account")
