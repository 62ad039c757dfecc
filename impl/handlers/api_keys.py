"""API keys of teams."""

from generated import Context, models
from generated.responses import api_keys as responses
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.paging import Pager
from impl.security import ids
from impl.services.api_keys import ApiKeys


class ApiKeysHandler:
    """Implements `ApiKeysPort`."""

    def __init__(self, api_keys: ApiKeys, pager: Pager) -> None:
        self._api_keys = api_keys
        self._pager = pager

    async def create_api_key(
        self, context: Context, *, team_id: models.TeamId, body: models.ApiKeyCreation
    ) -> responses.CreateApiKey201:
        """Create a key; its secret is in this answer only."""
        key, secret = await self._api_keys.create(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            body.name,
            body.scopes,
            wire.given(body.expires_in_days),
        )
        api_key_id = ids.encode(ids.API_KEY, key.id)
        return responses.CreateApiKey201(
            body=models.CreatedApiKey(api_key=wire.api_key(key), secret=secret),
            location=f"/v1/teams/{team_id}/api-keys/{api_key_id}",
            cache_control="no-store",
        )

    async def list_api_keys(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListApiKeys200:
        """List a team's keys."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._api_keys.list_of_team(
            caller_of(context), ids.decode(ids.TEAM, team_id), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListApiKeys200(
            body=models.ApiKeyPage(
                items=[wire.api_key(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_api_key(
        self, context: Context, *, team_id: models.TeamId, api_key_id: models.ApiKeyId
    ) -> responses.GetApiKey200:
        """Answer with a key."""
        key = await self._api_keys.get(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.API_KEY, api_key_id),
        )
        return responses.GetApiKey200(body=wire.api_key(key))

    async def revoke_api_key(
        self, context: Context, *, team_id: models.TeamId, api_key_id: models.ApiKeyId
    ) -> responses.RevokeApiKey204:
        """Remove a key."""
        await self._api_keys.revoke(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.API_KEY, api_key_id),
        )
        return responses.RevokeApiKey204()
