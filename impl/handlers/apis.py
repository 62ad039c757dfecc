"""APIs of teams."""

from generated import Context, models
from generated.responses import apis as responses
from generated.responses import shared
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.records import Api
from impl.security import ids
from impl.services.apis import ApiChange, ApiFields, Apis, PolicyChange


class ApisHandler:
    """Implements `ApisPort`."""

    def __init__(self, apis: Apis, pager: Pager, idempotency: IdempotencyKeys) -> None:
        self._apis = apis
        self._pager = pager
        self._idempotency = idempotency

    async def create_api(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        idempotency_key: str | None,
        body: models.ApiCreation,
    ) -> responses.CreateApi201:
        """Create an API."""

        def created(api: Api) -> responses.CreateApi201:
            return responses.CreateApi201(
                body=wire.api(api),
                etag=etag(api.tag),
                location=f"/v1/teams/{team_id}/apis/{ids.encode(ids.API, api.id)}",
            )

        call = self._idempotency.call(
            context, idempotency_key, created, wire.content(body)
        )
        new = ApiFields(
            name=body.name,
            title=body.title,
            description=wire.given(body.description),
            visibility=wire.given(body.visibility),
            policy=_policy(wire.given(body.policy)),
        )
        api = await self._apis.create(
            caller_of(context), ids.decode(ids.TEAM, team_id), new, call
        )
        return created(api)

    async def list_apis(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        query: models.SearchText | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListApis200:
        """List or search a team's APIs."""
        paging = self._pager.page(context, limit, cursor, query=query)
        page = await self._apis.list_of_team(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            query,
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListApis200(
            body=models.ApiPage(
                items=[wire.api(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def find_apis(
        self, context: Context, *, team: models.Name, name: models.Name
    ) -> responses.FindApis200:
        """Find an API by its names."""
        found = await self._apis.named(caller_of(context), team, name)
        return responses.FindApis200(
            body=models.ApiPage(items=[wire.api(each) for each in found])
        )

    async def get_api(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        if_none_match: str | None,
    ) -> responses.GetApi200 | shared.NotModified:
        """Answer with an API."""
        api = await self._apis.get(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.API, api_id),
        )
        if is_known(api.tag, if_none_match):
            return shared.NotModified(etag=etag(api.tag))
        return responses.GetApi200(body=wire.api(api), etag=etag(api.tag))

    async def update_api(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        if_match: str,
        body: models.ApiPatch,
    ) -> responses.UpdateApi200:
        """Change an API."""
        change = ApiChange(
            name=wire.change(body.name),
            title=wire.change(body.title),
            description=wire.change(body.description),
            visibility=wire.change(body.visibility),
            policy=_policy(wire.given(body.policy)),
        )
        api = await self._apis.update(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.API, api_id),
            change,
            strong_tags(if_match),
        )
        return responses.UpdateApi200(body=wire.api(api), etag=etag(api.tag))

    async def delete_api(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        if_match: str,
    ) -> responses.DeleteApi204:
        """Remove an API."""
        await self._apis.delete(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            ids.decode(ids.API, api_id),
            strong_tags(if_match),
        )
        return responses.DeleteApi204()


def _policy(patch: models.PolicyPatch | None) -> PolicyChange | None:
    if patch is None:
        return None
    verification = wire.given(patch.verification) or models.VerificationPolicyPatch()
    return PolicyChange(
        profile=wire.change(patch.profile),
        major_version_for=wire.change(patch.major_version_for),
        required_approvals=wire.change(patch.approvals),
        author_approvals=wire.change(patch.author_approvals),
        signer_role=wire.change(patch.signers),
        breaking_change_needs=wire.change(patch.breaking_change_needs),
        direct_publishing=wire.change(patch.direct_publishing),
        verification_required=wire.change(verification.required),
        verification_days=wire.change(verification.maximum_age_days),
        threads_resolved=wire.change(patch.threads_resolved),
    )
