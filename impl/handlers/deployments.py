"""What is where, and what may go there."""

from typing import Final
from uuid import UUID

from generated import Context, models
from generated.responses import deployments as responses
from generated.responses import shared
from impl.deployment_records import DeploymentLabels
from impl.handlers import deployment_wire, wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Next, Pager, Paging
from impl.records import Page
from impl.security import ids
from impl.security.cursors import START, PagePosition
from impl.services.deployability import Deployability, DeployabilityVerdict
from impl.services.deployments import (
    DeploymentRecording,
    Deployments,
    RecordedDeployment,
)

_RETRY_AFTER: Final = 2


class DeploymentsHandler:
    """Implements `DeploymentsPort`."""

    def __init__(
        self,
        deployments: Deployments,
        deployability: Deployability,
        pager: Pager,
        idempotency: IdempotencyKeys,
    ) -> None:
        self._deployments = deployments
        self._deployability = deployability
        self._pager = pager
        self._idempotency = idempotency

    async def list_deployments(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        state: models.DeploymentState | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListDeployments200:
        """List what is, or was, in an environment."""
        paging = self._pager.page(context, limit, cursor, state=state)
        page = await self._deployments.list_of_environment(
            caller_of(context),
            _place(team_id, environment_id),
            state,
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListDeployments200(
            body=models.DeploymentPage(
                items=[deployment_wire.deployment(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_deployment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        deployment_id: models.DeploymentId,
        if_none_match: str | None,
    ) -> responses.GetDeployment200 | shared.NotModified:
        """Answer with a deployment."""
        deployment = await self._deployments.get(
            caller_of(context),
            _place(team_id, environment_id),
            ids.decode(ids.DEPLOYMENT, deployment_id),
        )
        if is_known(deployment.tag, if_none_match):
            return shared.NotModified(etag=etag(deployment.tag))
        return responses.GetDeployment200(
            body=deployment_wire.deployment(deployment), etag=etag(deployment.tag)
        )

    async def end_deployment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        deployment_id: models.DeploymentId,
        if_match: str,
    ) -> responses.EndDeployment200:
        """End a deployment."""
        deployment = await self._deployments.end(
            caller_of(context),
            _place(team_id, environment_id),
            ids.decode(ids.DEPLOYMENT, deployment_id),
            strong_tags(if_match),
        )
        return responses.EndDeployment200(
            body=deployment_wire.deployment(deployment), etag=etag(deployment.tag)
        )

    async def record_api_deployment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        api_id: models.ApiId,
        idempotency_key: str | None,
        body: models.ApiDeploymentRecording,
    ) -> responses.RecordApiDeployment200 | responses.RecordApiDeployment201:
        """Record where a version of an API is."""

        def answer(
            recorded: RecordedDeployment,
        ) -> responses.RecordApiDeployment200 | responses.RecordApiDeployment201:
            written, tag, location = _answer(recorded, team_id)
            sealed = (
                responses.RecordApiDeployment201
                if recorded.is_new
                else responses.RecordApiDeployment200
            )
            return sealed(body=written, etag=tag, location=location)

        call = self._idempotency.call(
            context, idempotency_key, answer, wire.content(body)
        )
        recorded = await self._deployments.record_api(
            caller_of(context),
            _place(team_id, environment_id),
            (ids.decode(ids.API, api_id), body.version),
            _recording(body),
            call,
        )
        return answer(recorded)

    async def record_consumer_deployment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        consumer_id: models.ConsumerId,
        idempotency_key: str | None,
        body: models.ConsumerDeploymentRecording,
    ) -> responses.RecordConsumerDeployment200 | responses.RecordConsumerDeployment201:
        """Record where a version of a consumer is."""

        def answer(
            recorded: RecordedDeployment,
        ) -> (
            responses.RecordConsumerDeployment200
            | responses.RecordConsumerDeployment201
        ):
            written, tag, location = _answer(recorded, team_id)
            sealed = (
                responses.RecordConsumerDeployment201
                if recorded.is_new
                else responses.RecordConsumerDeployment200
            )
            return sealed(body=written, etag=tag, location=location)

        call = self._idempotency.call(
            context, idempotency_key, answer, wire.content(body)
        )
        recorded = await self._deployments.record_consumer(
            caller_of(context),
            _place(team_id, environment_id),
            (ids.decode(ids.CONSUMER, consumer_id), body.version),
            _recording(body),
            call,
        )
        return answer(recorded)

    async def can_i_deploy_api(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        api_id: models.ApiId,
        version: models.VersionReference,
        build: models.Build | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.CanIDeployApi200 | responses.CanIDeployApi202:
        """Say whether a version of an API may go into an environment."""
        paging = self._pager.page(context, limit, cursor, version=version, build=build)
        verdict = await self._deployability.of_api(
            caller_of(context),
            _place(team_id, environment_id),
            ids.decode(ids.API, api_id),
            version,
            build,
        )
        written, following = _page(verdict, limit, paging)
        if verdict.is_pending:
            return responses.CanIDeployApi202(
                body=written, link=following.link, retry_after=_RETRY_AFTER
            )
        return responses.CanIDeployApi200(body=written, link=following.link)

    async def can_i_deploy_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        consumer_id: models.ConsumerId,
        version: models.ConsumerVersionLabel,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.CanIDeployConsumer200 | responses.CanIDeployConsumer202:
        """Say whether a version of a consumer may go into an environment."""
        paging = self._pager.page(context, limit, cursor, version=version)
        verdict = await self._deployability.of_consumer(
            caller_of(context),
            _place(team_id, environment_id),
            ids.decode(ids.CONSUMER, consumer_id),
            version,
        )
        written, following = _page(verdict, limit, paging)
        if verdict.is_pending:
            return responses.CanIDeployConsumer202(
                body=written, link=following.link, retry_after=_RETRY_AFTER
            )
        return responses.CanIDeployConsumer200(body=written, link=following.link)


def _place(team_id: str, environment_id: str) -> tuple[UUID, UUID]:
    return ids.decode(ids.TEAM, team_id), ids.decode(ids.ENVIRONMENT, environment_id)


def _recording(
    body: models.ApiDeploymentRecording | models.ConsumerDeploymentRecording,
) -> DeploymentRecording:
    labels = DeploymentLabels(
        build=wire.given(body.build),
        commit=wire.given(body.commit),
        branch=wire.given(body.branch),
    )
    return DeploymentRecording(labels, wire.given(body.replaces) != "none")


def _answer(
    recorded: RecordedDeployment, team_id: str
) -> tuple[models.Deployment, str, str]:
    written = deployment_wire.deployment(recorded.deployment)
    where = f"/v1/teams/{team_id}/environments/{written.environment_id}"
    tag = etag(recorded.deployment.tag)
    return written, tag, f"{where}/deployments/{written.id}"


def _page(
    verdict: DeployabilityVerdict, limit: int, paging: Paging
) -> tuple[models.Deployability, Next]:
    # The order is that of this answer, in which pairs have numbers.
    start = paging.after.id.int if paging.after else 0
    end = start + limit
    is_more = end < len(verdict.pairs)
    position = PagePosition(START.at, UUID(int=end)) if is_more else None
    items = verdict.pairs[start:end]
    following = paging.next(Page(items, position))
    counts = verdict.counts
    body = models.Deployability(
        answer=models.DeployabilityAnswer(verdict.answer),
        reason=verdict.reason,
        counts=models.DeployabilityCounts(
            yes=counts["yes"], no=counts["no"], unknown=counts["unknown"]
        ),
        verification=wire.optional(
            deployment_wire.verification(verdict.verification)
            if verdict.verification
            else None
        ),
        items=[deployment_wire.pair(each) for each in items],
        next_cursor=following.cursor,
    )
    return body, following
