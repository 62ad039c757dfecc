"""New passwords for those who have forgotten the old one."""

from datetime import timedelta
from typing import Final

from impl.account_records import AccountToken, ResetAsked
from impl.database.unit_of_work import Database
from impl.records import Person
from impl.repositories import account_tokens as stored
from impl.repositories import (
    oauth_grants,
    openid_identities,
    passkeys,
    people,
    second_factors,
    sessions,
)
from impl.security import account_tokens, ids
from impl.security.caller import Caller
from impl.security.networks import network_of
from impl.services import audit
from impl.services.email_proofs import TokenRules, no_good_token
from impl.services.known_places import KnownPlaces
from impl.services.password_hashing import Passwords
from impl.services.post import Post
from impl.services.rate_limits import RateLimiter

_LIFE: Final = timedelta(hours=1)


class PasswordResets:
    """Sends tokens to who asks for a new password, and sets it.

    Who asks is answered before anybody looks whether there is such an account, so that
    neither the answer nor the time it takes tells. Several tokens are good at once, and
    nothing ends before one is used: whoever asks for somebody else does no harm.
    """

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        limiter: RateLimiter,
        rules: TokenRules,
        post: Post,
        secret: str,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._limiter = limiter
        self._rules = rules
        self._post = post
        self._places = KnownPlaces(secret)

    async def request(self, email: str, address: str) -> None:
        """Have a token sent to whoever has an email address, if anybody has.

        Raises:
            RateLimited: too many requests from this network address.
            Conflict: mail is off (`mail_off`).
        """
        self._post.require()
        await self._limiter.attempt((self._rules.resets, network_of(address)))
        async with self._database.begin() as work:
            await self._post.ask_reset(work, ResetAsked(email))
            await work.commit()

    async def answer(self, asked: ResetAsked) -> None:
        """Write the letter, if there is such an account."""
        async with self._database.begin() as work:
            person = await people.find_by_email(work, asked.email)
            if person is None:
                return
            token = account_tokens.generate()
            kept = AccountToken(person.id, "password_reset", person.email)
            await stored.add(work, kept, account_tokens.digest(token), _LIFE)
            await self._post.send(work, self._post.letters.reset(person.email, token))
            await work.commit()

    async def complete(self, token: str, password: str, address: str) -> None:
        """Set a new password and end all sessions.

        The address is proven by that, and if it was not before, log-in takes the new
        password alone. Passkeys and accounts elsewhere stay otherwise, and the letter
        says so. Where it comes from counts as known, so that whoever made the owner
        wait by guessing does so no more.

        Raises:
            RateLimited: too many tokens from this network address.
            Invalid: the token is not good (`invalid_token`), or the password is weak
                (`weak_password`), and the token stays good.
        """
        await self._limiter.attempt((self._rules.tries, network_of(address)))
        digest = account_tokens.digest(token)
        reader = self._database.read()
        known = await stored.find(reader, digest, "password_reset")
        person = await people.find(reader, known.person_id) if known else None
        if known is None or person is None:
            raise no_good_token()
        encoded = await self._passwords.hash(
            password, "/new_password", person.email, person.display_name
        )
        async with self._database.begin() as work:
            locked = await people.lock(work, person.id)
            used = await stored.use(work, digest, "password_reset")
            if locked is None or used is None or not _is_at(locked, used):
                raise no_good_token()
            await people.set_password(work, person.id, encoded)
            await stored.forget(work, person.id)
            await sessions.revoke_all(work, person.id)
            await oauth_grants.revoke_all(work, person.id)
            if not locked.is_verified:
                # Whoever had it until now may not be whose address it is.
                await second_factors.forget(work, person.id)
                await passkeys.forget(work, person.id)
                await openid_identities.forget(work, person.id)
            left = await passkeys.list_own(work, person.id)
            others = await openid_identities.list_own(work, person.id)
            await self._places.remember(work, person.id, address)
            ways = (len(left), len(others))
            letter = self._post.letters.password_changed(person.email, *ways)
            await self._post.send(work, letter)
            subject = ids.encode(ids.PERSON, person.id)
            caller = Caller(person_id=person.id)
            await audit.record(work, caller, "person.password_reset", subject)
            await work.commit()


def _is_at(person: Person, token: AccountToken) -> bool:
    """Tell whether it was sent to where the person gets mail now.

    A change of the address forgets those before it, and not what is just being written.
    """
    return person.email.lower() == token.email.lower()
