"""Accounts of OpenID providers that log in to people's own: listed and removed."""

from collections.abc import Sequence
from uuid import UUID

from impl.account_records import OpenIdIdentity
from impl.database.unit_of_work import Database
from impl.repositories import openid_identities as stored
from impl.repositories import people
from impl.security import ids
from impl.security.caller import Caller
from impl.services import audit
from impl.services.access import found
from impl.services.fresh_log_ins import FreshLogIns
from impl.services.post import Post


class OpenIdIdentities:
    """Shows people what logs in to their accounts by a provider, and ends it.

    They are listed and removed where no provider is set, too: those of the one before
    are good again once it is.
    """

    def __init__(self, database: Database, fresh: FreshLogIns, post: Post) -> None:
        self._database = database
        self._fresh = fresh
        self._post = post

    async def list_own(self, caller: Caller) -> Sequence[OpenIdIdentity]:
        """Return what logs in to the caller's account, newest first."""
        return await stored.list_own(self._database.read(), _person(caller))

    async def remove(self, caller: Caller, identity_id: UUID) -> None:
        """Have an account of a provider log in to the caller's no more.

        Raises:
            Barred: the caller has not just logged in (`fresh_login_required`).
            NotFound: no such one logs in to it.
        """
        async with self._database.begin() as work:
            person = found(await people.lock(work, _person(caller)), "account")
            await self._fresh.demand(work, caller)
            removed = found(
                await stored.remove(work, person.id, identity_id), "OpenID identity"
            )
            letter = self._post.letters.openid_identity_removed(person.email, removed)
            await self._post.send(work, letter)
            subject = ids.encode(ids.OPENID_IDENTITY, removed.id)
            details = {"issuer": removed.issuer}
            await audit.record(
                work, caller, "openid_identity.removed", subject, details=details
            )
            await work.commit()


def _person(caller: Caller) -> UUID:
    return found(caller.person_id, "account")
