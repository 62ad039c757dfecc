"""Clients of OAuth, of teams."""

from uuid import UUID

from generated import Context, models
from generated.responses import oauth_clients as responses
from generated.responses import shared
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.paging import Pager
from impl.oauth_records import OAuthClient, OAuthClientFields
from impl.security import ids
from impl.services.merge_patch import UNCHANGED, Unchanged
from impl.services.oauth_clients import OAuthClientChange, OAuthClients


class OAuthClientsHandler:
    """Implements `OauthClientsPort`."""

    def __init__(self, clients: OAuthClients, pager: Pager) -> None:
        self._clients = clients
        self._pager = pager

    async def create_oauth_client(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        body: models.OAuthClientCreation,
    ) -> responses.CreateOauthClient201:
        """Register a client; its secret is in this answer only."""
        new = OAuthClientFields(
            title=body.title,
            grant_types=tuple(each.value for each in body.grant_types),
            redirect_uris=tuple(wire.given(body.redirect_uris) or ()),
            scopes=tuple(each.value for each in body.scopes),
        )
        client, secret = await self._clients.create(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            new,
            is_confidential=body.type.value == "confidential",
        )
        written = _client(client)
        return responses.CreateOauthClient201(
            body=models.CreatedOAuthClient(
                client=written, secret=wire.optional(secret)
            ),
            etag=etag(client.tag),
            location=f"/v1/teams/{team_id}/oauth-clients/{written.id}",
            cache_control="no-store",
        )

    async def list_oauth_clients(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListOauthClients200:
        """List a team's clients."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._clients.list_of_team(
            caller_of(context), ids.decode(ids.TEAM, team_id), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListOauthClients200(
            body=models.OAuthClientPage(
                items=[_client(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_oauth_client(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        oauth_client_id: models.OAuthClientId,
        if_none_match: str | None,
    ) -> responses.GetOauthClient200 | shared.NotModified:
        """Answer with a client."""
        client = await self._clients.get(
            caller_of(context), *_place(team_id, oauth_client_id)
        )
        if is_known(client.tag, if_none_match):
            return shared.NotModified(etag=etag(client.tag))
        return responses.GetOauthClient200(body=_client(client), etag=etag(client.tag))

    async def update_oauth_client(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        oauth_client_id: models.OAuthClientId,
        if_match: str,
        body: models.OAuthClientPatch,
    ) -> responses.UpdateOauthClient200:
        """Change a client."""
        uris = wire.change(body.redirect_uris)
        client = await self._clients.update(
            caller_of(context),
            *_place(team_id, oauth_client_id),
            OAuthClientChange(
                title=wire.change(body.title),
                grant_types=_values(wire.change(body.grant_types)),
                redirect_uris=UNCHANGED if uris is UNCHANGED else tuple(uris),
                scopes=_values(wire.change(body.scopes)),
            ),
            strong_tags(if_match),
        )
        return responses.UpdateOauthClient200(
            body=_client(client), etag=etag(client.tag)
        )

    async def delete_oauth_client(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        oauth_client_id: models.OAuthClientId,
        if_match: str,
    ) -> responses.DeleteOauthClient204:
        """Remove a client."""
        await self._clients.delete(
            caller_of(context),
            *_place(team_id, oauth_client_id),
            strong_tags(if_match),
        )
        return responses.DeleteOauthClient204()


def _place(team_id: str, client_id: str) -> tuple[UUID, UUID]:
    return ids.decode(ids.TEAM, team_id), ids.decode(ids.OAUTH_CLIENT, client_id)


def _values(
    wanted: list[models.OAuthGrantType] | list[models.ApiKeyScope] | Unchanged,
) -> tuple[str, ...] | Unchanged:
    if wanted is UNCHANGED:
        return UNCHANGED
    return tuple(each.value for each in wanted)


def _client(record: OAuthClient) -> models.OAuthClient:
    kind = "confidential" if record.is_confidential else "public"
    return models.OAuthClient(
        id=ids.encode(ids.OAUTH_CLIENT, record.id),
        team_id=ids.encode(ids.TEAM, record.team_id),
        title=record.title,
        type=models.OAuthClientType(kind),
        grant_types=list(map(models.OAuthGrantType, record.grant_types)),
        redirect_uris=list(record.redirect_uris),
        scopes=list(map(models.ApiKeyScope, record.scopes)),
        created_at=record.created_at,
        updated_at=record.updated_at,
    )
