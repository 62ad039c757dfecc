"""Whose account it is that an outside provider vouches for."""

import secrets
from typing import Final
from uuid import UUID

from impl.account_records import LONGEST_NAME, OpenIdIdentity, is_email
from impl.database.unit_of_work import Database, UnitOfWork
from impl.records import Person
from impl.repositories import openid_identities, people
from impl.security import ids
from impl.security.caller import ANONYMOUS, Caller
from impl.security.openid_tokens import OpenIdClaims
from impl.services import audit
from impl.services.email_proofs import EmailProofs
from impl.services.password_hashing import Passwords
from impl.services.post import Post

# As many as passkeys.
MOST: Final = 10


class NotLetIn(Exception):
    """Somebody does not get in; the message says why, in words for people.

    Attributes:
        reason: what operators have to know besides.
    """

    def __init__(self, detail: str, reason: str = "") -> None:
        super().__init__(detail)
        self.reason = reason


class OpenIdAccounts:
    """Finds accounts, and makes those that there are not.

    An account belongs to a subject of the provider from the first time on. Before, it
    is that of the address, if both the provider and this service know that it is
    theirs; if not, whoever has the account says so by its password. Otherwise
    somebody could make an account with the address of another, wait until they come,
    and read along. The owner of an account is told of each subject that gets it.

    Args:
        database: for what is looked up before.
        passwords: hashes those of new accounts.
        proofs: has people prove addresses that the provider knows nothing of.
        post: takes letters.
        name: what people call the provider.
    """

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        proofs: EmailProofs,
        post: Post,
        name: str,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._proofs = proofs
        self._post = post
        self._name = name

    async def password_of_nobody(self, claims: OpenIdClaims) -> str | None:
        """Return the hash of a password that nobody knows, if there is no account yet.

        It takes too long for a transaction. A reset by mail gives the account another.
        """
        reader = self._database.read()
        if await openid_identities.find(reader, claims.issuer, claims.subject):
            return None
        email = self._address(claims)
        if await people.find_id(reader, email):
            return None
        password = secrets.token_urlsafe(32)
        return await self._passwords.hash(password, "/password", email, "")

    async def of(
        self, work: UnitOfWork, claims: OpenIdClaims, new_hash: str | None
    ) -> Person | None:
        """Return the account, locked; None if its password has to tell whose it is.

        Raises:
            NotLetIn: it went meanwhile, or came to be somebody else's.
        """
        known = await openid_identities.find(work, claims.issuer, claims.subject)
        if known is not None:
            person = await self._locked(work, known)
            if not await openid_identities.use(work, known, *_stored(claims)):
                raise NotLetIn("This log-in was removed just now; begin anew.")
            return person
        email = self._address(claims)
        person_id = await people.find_id(work, email)
        if person_id is None:
            new = await self._registered(work, claims, email, new_hash)
            await self._add(work, claims, new)
            return await self._locked(work, new.id)
        person = await self._locked(work, person_id)
        is_theirs = person.is_verified and person.email.lower() == email.lower()
        if not (is_theirs and claims.is_verified):
            return None
        await self.link(work, claims, person.id)
        return person

    async def link(
        self, work: UnitOfWork, claims: OpenIdClaims, person_id: UUID
    ) -> None:
        """Let a locked account be this subject's from now on, and tell its owner.

        Raises:
            NotLetIn: the subject has another one, or the account has as many as may be.
        """
        issuer, subject = claims.issuer, claims.subject
        whose = await openid_identities.find(work, issuer, subject)
        if whose == person_id:
            return
        person = await people.find(work, person_id)
        if whose is not None or person is None:
            raise self._taken()
        if len(await openid_identities.list_own(work, person_id)) >= MOST:
            detail = f"{MOST} accounts elsewhere log in to this one; remove one first."
            raise NotLetIn(detail)
        added = await self._add(work, claims, person)
        letter = self._post.letters.openid_identity_added(person.email, added)
        await self._post.send(work, letter)

    async def _add(
        self, work: UnitOfWork, claims: OpenIdClaims, person: Person
    ) -> OpenIdIdentity:
        added = await openid_identities.add(work, person.id, *_stored(claims))
        if added is None:
            raise self._taken()
        subject = ids.encode(ids.OPENID_IDENTITY, added.id)
        # The record outlives the account, and names nobody afterwards.
        details = {"issuer": added.issuer}
        caller = Caller(person_id=person.id)
        await audit.record(
            work, caller, "openid_identity.added", subject, details=details
        )
        return added

    def _taken(self) -> NotLetIn:
        return NotLetIn(f"Your account at {self._name} belongs to another one here.")

    def _address(self, claims: OpenIdClaims) -> str:
        email = claims.email or ""
        if not is_email(email):
            said = f"{self._name} does not say what your email address is"
            raise NotLetIn(f"{said}, or one that can't be used here.")
        return email

    async def _locked(self, work: UnitOfWork, person_id: UUID) -> Person:
        person = await people.lock(work, person_id)
        if person is None:
            raise NotLetIn("The account was deleted just now; begin anew.")
        return person

    async def _registered(
        self,
        work: UnitOfWork,
        claims: OpenIdClaims,
        email: str,
        new_hash: str | None,
    ) -> Person:
        if new_hash is None:
            raise NotLetIn("The account was deleted just now; begin anew.")
        name = (claims.name or email.partition("@")[0]).strip()[:LONGEST_NAME]
        person = await people.create(
            work, email=email, display_name=name or email, password_hash=new_hash
        )
        subject = ids.encode(ids.PERSON, person.id)
        details = {"by": "openid"}
        await audit.record(
            work, ANONYMOUS, "person.registered", subject, details=details
        )
        if claims.is_verified:
            return await people.prove(work, person.id, email)
        await self._proofs.send(work, person.id, email)
        return person


def _stored(claims: OpenIdClaims) -> tuple[str, str, str | None]:
    """Return what is kept of claims; no answer could tell other addresses."""
    email = claims.email if is_email(claims.email or "") else None
    return claims.issuer, claims.subject, email
