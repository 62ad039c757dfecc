"""The current password, where somebody who is logged in has to give it again."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import CredentialsRefused
from impl.repositories import people
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.password_hashing import Passwords
from impl.services.rate_limits import Rate, RateLimiter


@dataclass(frozen=True, slots=True)
class PasswordRates:
    """How often it may be tried, and how often in vain."""

    attempts: Rate
    failures: Rate


class OwnPassword:
    """Checks the caller's current password."""

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        limiter: RateLimiter,
        rates: PasswordRates,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._limiter = limiter
        self._rates = rates

    async def check(self, caller: Caller, given: str) -> str:
        """Return the hash that the password was compared with.

        Raises:
            CredentialsRefused: it is wrong.
            RateLimited: too many attempts.
        """
        await self._limiter.attempt(
            (self._rates.attempts, caller.name), (self._rates.failures, caller.name)
        )
        reader = self._database.read()
        known = await people.credentials(reader, _person(caller))
        encoded = known.password_hash if known else None
        if not await self._passwords.verify(given, encoded) or encoded is None:
            raise _wrong()
        return encoded

    async def settle(self, work: UnitOfWork, caller: Caller, checked: str) -> None:
        """Make sure that a locked person still has what `check` returned.

        Raises:
            CredentialsRefused: the password was changed meanwhile.
        """
        credentials = await people.credentials(work, _person(caller))
        if credentials is None or credentials.password_hash != checked:
            raise _wrong()
        await self._limiter.undo(work, (self._rates.failures, caller.name))


def _wrong() -> CredentialsRefused:
    return CredentialsRefused("invalid_credentials", "The current password is wrong.")


def _person(caller: Caller) -> UUID:
    return found(caller.person_id, "account")
