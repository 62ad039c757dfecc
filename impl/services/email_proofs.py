"""Proofs that an email address is somebody's."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from impl.account_records import AccountToken
from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import Conflict, Flaw, Invalid
from impl.records import Person
from impl.repositories import account_tokens as stored
from impl.repositories import people
from impl.security import account_tokens, ids
from impl.security.caller import Caller
from impl.security.networks import network_of
from impl.services import audit
from impl.services.post import Post
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.still_in import locked_self

_LIFE: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRules:
    """How often tokens are sent, and tried.

    Attributes:
        proofs: messages that a person asks for.
        resets: resets that are asked for from an address.
        tries: tokens that come from an address.
    """

    proofs: Rate
    resets: Rate
    tries: Rate


class EmailProofs:
    """Sends tokens to addresses, and takes them back."""

    def __init__(
        self, database: Database, limiter: RateLimiter, rules: TokenRules, post: Post
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rules = rules
        self._post = post

    @property
    def are_sent(self) -> bool:
        """Whether the service sends mail at all."""
        return self._post.is_on

    async def send(self, work: UnitOfWork, person_id: UUID, email: str) -> None:
        """Ask at an address whether it is a person's; not where mail is off."""
        if not self._post.is_on:
            return
        token = account_tokens.generate()
        kept = AccountToken(person_id, "email_proof", email)
        await stored.add(work, kept, account_tokens.digest(token), _LIFE)
        await self._post.send(work, self._post.letters.proof(email, token))

    async def request(self, caller: Caller) -> None:
        """Send another token to the caller's address that is to be proven.

        Raises:
            RateLimited: they ask too often.
            Conflict: there is nothing to prove (`email_verified`), or mail is off
                (`mail_off`).
        """
        self._post.require()
        await self._limiter.attempt((self._rules.proofs, caller.name))
        async with self._database.begin() as work:
            person = await locked_self(work, caller)
            if person.is_verified and person.new_email is None:
                raise Conflict("email_verified", "Your email address is proven.")
            await self.send(work, person.id, person.new_email or person.email)
            await work.commit()

    async def complete(self, token: str, address: str) -> None:
        """Take a token: the address that it was sent to counts from now on.

        Raises:
            RateLimited: too many tokens from this network address.
            Invalid: the token is not good (`invalid_token`).
            Conflict: the address is somebody else's by now (`email_taken`).
        """
        await self._limiter.attempt((self._rules.tries, network_of(address)))
        digest = account_tokens.digest(token)
        async with self._database.begin() as work:
            known = await stored.find(work, digest, "email_proof")
            if known is None:
                raise no_good_token()
            # Before the token, as an account's removal takes them.
            person = await people.lock(work, known.person_id)
            used = await stored.use(work, digest, "email_proof")
            if person is None or used is None or not _is_asked(person, used.email):
                raise no_good_token()
            proven = await people.prove(work, person.id, used.email)
            if proven.email.lower() != person.email.lower():
                # Whoever reads mail at the old address is not to get in by it.
                await stored.forget(work, person.id)
                if person.is_verified:
                    letter = self._post.letters.address_changed(
                        person.email, proven.email
                    )
                    await self._post.send(work, letter)
            subject = ids.encode(ids.PERSON, person.id)
            await audit.record(
                work, Caller(person_id=person.id), "person.email_proven", subject
            )
            await work.commit()


def no_good_token() -> Invalid:
    """Return the refusal of a token that is unknown, used or too old."""
    detail = "The token is unknown, was used or is too old; ask for another message."
    flaw = Flaw("body", "/token", detail, code="invalid_token")
    return Invalid("invalid_token", detail, [flaw])


def _is_asked(person: Person, email: str) -> bool:
    asked = (person.new_email, None if person.is_verified else person.email)
    return email.lower() in {each.lower() for each in asked if each}
