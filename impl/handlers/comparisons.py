"""What changed between two contracts, and whom it breaks."""

from typing import Final

from generated import Context, Upload, models
from generated.responses import comparisons as responses
from generated.responses import shared
from impl.handlers import comparison_wire, wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known
from impl.http.paging import Pager
from impl.security import ids
from impl.services.comparison_questions import ChosenProfile
from impl.services.comparisons import Asked, Comparisons

_RETRY_AFTER: Final = 2


class ComparisonsHandler:
    """Implements `ComparisonsPort`."""

    def __init__(self, comparisons: Comparisons, pager: Pager) -> None:
        self._comparisons = comparisons
        self._pager = pager

    async def create_comparison(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        body: models.ComparisonCreation,
    ) -> (
        responses.CreateComparison200
        | responses.CreateComparison201
        | responses.CreateComparison202
    ):
        """Compare two versions."""
        asked = await self._comparisons.of_versions(
            caller_of(context),
            (ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id)),
            (body.base, body.revision),
            ChosenProfile(wire.given(body.profile), wire.given(body.as_of)),
        )
        written, tag, location = _answer(asked, team_id, api_id)
        if not asked.comparison.is_over:
            return responses.CreateComparison202(
                body=written, etag=tag, location=location, retry_after=_RETRY_AFTER
            )
        sealed = (
            responses.CreateComparison201
            if asked.is_new
            else responses.CreateComparison200
        )
        return sealed(body=written, etag=tag, location=location)

    async def compare_document(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        profile: models.ProfileName | None,
        as_of: models.Date | None,
        body: Upload,
    ) -> (
        responses.CompareDocument200
        | responses.CompareDocument201
        | responses.CompareDocument202
    ):
        """Compare a version with a document."""
        asked = await self._comparisons.of_document(
            caller_of(context),
            (ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id)),
            version,
            body.read,
            body.media_type,
            ChosenProfile(profile, as_of),
        )
        written, tag, location = _answer(asked, team_id, api_id)
        if not asked.comparison.is_over:
            return responses.CompareDocument202(
                body=written, etag=tag, location=location, retry_after=_RETRY_AFTER
            )
        sealed = (
            responses.CompareDocument201
            if asked.is_new
            else responses.CompareDocument200
        )
        return sealed(body=written, etag=tag, location=location)

    async def list_comparisons(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListComparisons200:
        """List an API's comparisons."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._comparisons.list_of_api(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.API, api_id),
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListComparisons200(
            body=models.ComparisonPage(
                items=[comparison_wire.comparison(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_comparison(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        comparison_id: models.ComparisonId,
        if_none_match: str | None,
    ) -> responses.GetComparison200 | shared.NotModified:
        """Answer with a comparison."""
        record = await self._comparisons.get(
            caller_of(context), comparison_wire.place(team_id, api_id, comparison_id)
        )
        if is_known(record.tag, if_none_match):
            return shared.NotModified(etag=etag(record.tag))
        return responses.GetComparison200(
            body=comparison_wire.comparison(record), etag=etag(record.tag)
        )

    async def list_changes(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        comparison_id: models.ComparisonId,
        verdict: models.Verdict | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListChanges200:
        """List a comparison's changes."""
        paging = self._pager.page(context, limit, cursor, verdict=verdict)
        page = await self._comparisons.list_changes(
            caller_of(context),
            comparison_wire.place(team_id, api_id, comparison_id),
            verdict,
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListChanges200(
            body=models.ChangePage(
                items=[comparison_wire.change(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def download_changelog(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        comparison_id: models.ComparisonId,
        if_none_match: str | None,
    ) -> responses.DownloadChangelog200 | shared.NotModified:
        """Answer with the changelog."""
        record, content = await self._comparisons.changelog(
            caller_of(context), comparison_wire.place(team_id, api_id, comparison_id)
        )
        if is_known(record.tag, if_none_match):
            return shared.NotModified(etag=etag(record.tag))
        return responses.DownloadChangelog200(body=content, etag=etag(record.tag))


def _answer(
    asked: Asked, team_id: str, api_id: str
) -> tuple[models.Comparison, str, str]:
    written = comparison_wire.comparison(asked.comparison)
    location = f"/v1/teams/{team_id}/apis/{api_id}/comparisons/{written.id}"
    return written, etag(asked.comparison.tag), location
