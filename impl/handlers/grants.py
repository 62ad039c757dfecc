"""What people have allowed clients of OAuth."""

from generated import Context, models
from generated.responses import grants as responses
from impl.http.callers import caller_of
from impl.http.paging import Pager
from impl.oauth_records import AllowedGrant
from impl.security import ids
from impl.services.grants import Grants


class GrantsHandler:
    """Implements `GrantsPort`."""

    def __init__(self, grants: Grants, pager: Pager) -> None:
        self._grants = grants
        self._pager = pager

    async def list_grants(
        self, context: Context, *, limit: int, cursor: models.Cursor | None
    ) -> responses.ListGrants200:
        """List what the caller has allowed."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._grants.list_open(caller_of(context), limit, paging.after)
        following = paging.next(page)
        return responses.ListGrants200(
            body=models.GrantPage(
                items=[_grant(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def revoke_grant(
        self, context: Context, *, grant_id: models.GrantId
    ) -> responses.RevokeGrant204:
        """Take back what the caller has allowed."""
        wanted = ids.decode(ids.GRANT, grant_id)
        await self._grants.revoke(caller_of(context), wanted)
        return responses.RevokeGrant204()


def _grant(record: AllowedGrant) -> models.Grant:
    return models.Grant(
        id=ids.encode(ids.GRANT, record.id),
        client_id=ids.encode(ids.OAUTH_CLIENT, record.client_id),
        client_title=record.client_title,
        team_title=record.team_title,
        scopes=list(map(models.ApiKeyScope, record.scopes)),
        created_at=record.created_at,
        last_used_at=record.last_used_at,
        expires_at=record.expires_at,
    )
