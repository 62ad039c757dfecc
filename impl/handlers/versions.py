"""Published contracts."""

import asyncio
from uuid import UUID

from generated import Context, Upload, models
from generated.responses import shared
from generated.responses import versions as responses
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.security import ids
from impl.services.publications import Publications, Published, VersionSubmission
from impl.services.versions import Versions


class VersionsHandler:
    """Implements `VersionsPort`."""

    def __init__(
        self,
        versions: Versions,
        publications: Publications,
        pager: Pager,
        idempotency: IdempotencyKeys,
    ) -> None:
        self._versions = versions
        self._publications = publications
        self._pager = pager
        self._idempotency = idempotency

    async def publish_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.SemanticVersion | None,
        idempotency_key: str | None,
        body: Upload,
    ) -> responses.PublishVersion200 | responses.PublishVersion201:
        """Publish a contract."""
        caller = caller_of(context)
        place = ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id)
        await self._publications.admit(caller, *place)
        content = await body.read()

        def answered(
            published: Published,
        ) -> responses.PublishVersion200 | responses.PublishVersion201:
            record = published.version
            sealed = (
                responses.PublishVersion201
                if published.is_new
                else responses.PublishVersion200
            )
            return sealed(
                body=wire.version(record),
                etag=etag(record.tag),
                location=f"/v1/teams/{team_id}/apis/{api_id}/versions/{record.version}",
            )

        said = (body.media_type.encode(), (version or "").encode(), content)
        # A large document takes long enough to be felt in the event loop.
        call = await asyncio.to_thread(
            self._idempotency.call, context, idempotency_key, answered, *said
        )
        published = await self._publications.publish(
            caller,
            *place,
            VersionSubmission(content, body.media_type, version),
            call,
        )
        return answered(published)

    async def list_versions(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListVersions200:
        """List an API's versions."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._versions.list_of_api(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.API, api_id),
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListVersions200(
            body=models.VersionPage(
                items=[wire.version(each, in_list=True) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        if_none_match: str | None,
    ) -> responses.GetVersion200 | shared.NotModified:
        """Answer with a version's metadata."""
        place = _place(team_id, api_id, version)
        record = await self._versions.get(caller_of(context), *place)
        if is_known(record.tag, if_none_match):
            return shared.NotModified(etag=etag(record.tag))
        return responses.GetVersion200(
            body=wire.version(record),
            etag=etag(record.tag),
            deprecation=wire.deprecation_field(record),
            sunset=wire.sunset_field(record),
        )

    async def download_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        if_none_match: str | None,
    ) -> (
        responses.DownloadVersion200ApplicationYaml
        | responses.DownloadVersion200ApplicationJson
        | shared.NotModified
    ):
        """Answer with the bytes that were published."""
        place = _place(team_id, api_id, version)
        document = await self._versions.download(caller_of(context), *place)
        if is_known(document.tag, if_none_match):
            return shared.NotModified(etag=etag(document.tag))
        is_json = document.version.media_type == "application/json"
        sealed = (
            responses.DownloadVersion200ApplicationJson
            if is_json
            else responses.DownloadVersion200ApplicationYaml
        )
        return sealed(
            body=document.content,
            etag=etag(document.tag),
            deprecation=wire.deprecation_field(document.version),
            sunset=wire.sunset_field(document.version),
        )

    async def deprecate_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        if_match: str,
        body: models.DeprecationNotice,
    ) -> responses.DeprecateVersion200:
        """Deprecate a version."""
        record = await self._versions.deprecate(
            caller_of(context),
            _place(team_id, api_id, version),
            body.sunset_on,
            wire.given(body.note),
            strong_tags(if_match),
        )
        return responses.DeprecateVersion200(
            body=wire.version(record), etag=etag(record.tag)
        )

    async def undeprecate_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        if_match: str,
    ) -> responses.UndeprecateVersion200:
        """Take a deprecation back."""
        record = await self._versions.undeprecate(
            caller_of(context), _place(team_id, api_id, version), strong_tags(if_match)
        )
        return responses.UndeprecateVersion200(
            body=wire.version(record), etag=etag(record.tag)
        )


def _place(team_id: str, api_id: str, version: str) -> tuple[UUID, UUID, str]:
    return ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id), version
