"""Whose account it is that an outside provider vouches for."""

import secrets
from uuid import UUID

from impl.account_records import LONGEST_NAME, is_email
from impl.database.unit_of_work import Database, UnitOfWork
from impl.records import Person
from impl.repositories import openid_identities, people
from impl.security import ids
from impl.security.caller import ANONYMOUS
from impl.security.openid_tokens import OpenIdIdentity
from impl.services import audit
from impl.services.email_proofs import EmailProofs
from impl.services.password_hashing import Passwords


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
    and read along.

    Args:
        database: for what is looked up before.
        passwords: hashes those of new accounts.
        proofs: has people prove addresses that the provider knows nothing of.
        name: what people call the provider.
    """

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        proofs: EmailProofs,
        name: str,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._proofs = proofs
        self._name = name

    async def password_of_nobody(self, identity: OpenIdIdentity) -> str | None:
        """Return the hash of a password that nobody knows, if there is no account yet.

        It takes too long for a transaction. A reset by mail gives the account another.
        """
        reader = self._database.read()
        if await openid_identities.find(reader, identity.issuer, identity.subject):
            return None
        email = self._address(identity)
        if await people.find_id(reader, email):
            return None
        password = secrets.token_urlsafe(32)
        return await self._passwords.hash(password, "/password", email, "")

    async def of(
        self, work: UnitOfWork, identity: OpenIdIdentity, new_hash: str | None
    ) -> Person | None:
        """Return the account, locked; None if its password has to tell whose it is.

        Raises:
            NotLetIn: it went meanwhile, or came to be somebody else's.
        """
        known = await openid_identities.find(work, identity.issuer, identity.subject)
        if known is not None:
            return await self._locked(work, known)
        email = self._address(identity)
        person = await people.find_by_email(work, email)
        if person is None:
            person = await self._registered(work, identity, email, new_hash)
        elif not (person.is_verified and identity.is_verified):
            return None
        await self.link(work, identity, person.id)
        return await self._locked(work, person.id)

    async def link(
        self, work: UnitOfWork, identity: OpenIdIdentity, person_id: UUID
    ) -> None:
        """Let an account be this identity's from now on.

        Raises:
            NotLetIn: the identity has another one.
        """
        issuer, subject = identity.issuer, identity.subject
        if await openid_identities.add(work, issuer, subject, person_id):
            return
        if await openid_identities.find(work, issuer, subject) != person_id:
            detail = f"Your account at {self._name} belongs to another one here."
            raise NotLetIn(detail)

    def _address(self, identity: OpenIdIdentity) -> str:
        email = identity.email or ""
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
        identity: OpenIdIdentity,
        email: str,
        new_hash: str | None,
    ) -> Person:
        if new_hash is None:
            raise NotLetIn("The account was deleted just now; begin anew.")
        name = (identity.name or email.partition("@")[0]).strip()[:LONGEST_NAME]
        person = await people.create(
            work, email=email, display_name=name or email, password_hash=new_hash
        )
        subject = ids.encode(ids.PERSON, person.id)
        details = {"by": "openid"}
        await audit.record(
            work, ANONYMOUS, "person.registered", subject, details=details
        )
        if identity.is_verified:
            return await people.prove(work, person.id, email)
        await self._proofs.send(work, person.id, email)
        return person
