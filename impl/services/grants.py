"""What people have allowed clients of OAuth."""

from uuid import UUID

from impl.database.unit_of_work import Database
from impl.oauth_records import AllowedGrant
from impl.records import Page
from impl.repositories import oauth_grants
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.services import audit
from impl.services.access import found


class Grants:
    """Shows people what they have allowed, and takes it back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_open(
        self, caller: Caller, limit: int, after: PagePosition | None
    ) -> Page[AllowedGrant]:
        """Return a page of what the caller has allowed, newest first."""
        person_id = found(caller.person_id, "grant")
        reader = self._database.read()
        return await oauth_grants.list_open(reader, person_id, limit, after)

    async def revoke(self, caller: Caller, grant_id: UUID) -> None:
        """Take back what the caller has allowed; its tokens stop working at once.

        Raises:
            NotFound: they have allowed no such thing, or not any more.
        """
        person_id = found(caller.person_id, "grant")
        async with self._database.begin() as work:
            done = await oauth_grants.revoke_of(work, grant_id, person_id)
            found(done or None, "grant")
            subject = ids.encode(ids.GRANT, grant_id)
            await audit.record(work, caller, "grant.revoked", subject)
            await work.commit()
