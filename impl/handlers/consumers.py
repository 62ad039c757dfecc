"""Applications that build on APIs, and their versions."""

from uuid import UUID

from generated import Context, models
from generated.responses import consumers as responses
from generated.responses import shared
from impl.deployment_records import Consumer, ConsumerFields
from impl.handlers import deployment_wire, wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.security import ids
from impl.services.consumer_versions import (
    ConsumerVersions,
    RegisteredVersion,
)
from impl.services.consumers import ConsumerChange, Consumers


class ConsumersHandler:
    """Implements `ConsumersPort`."""

    def __init__(
        self,
        consumers: Consumers,
        versions: ConsumerVersions,
        pager: Pager,
        idempotency: IdempotencyKeys,
    ) -> None:
        self._consumers = consumers
        self._versions = versions
        self._pager = pager
        self._idempotency = idempotency

    async def create_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        idempotency_key: str | None,
        body: models.ConsumerCreation,
    ) -> responses.CreateConsumer201:
        """Create a consumer."""

        def created(consumer: Consumer) -> responses.CreateConsumer201:
            written = deployment_wire.consumer(consumer)
            return responses.CreateConsumer201(
                body=written,
                etag=etag(consumer.tag),
                location=f"/v1/teams/{team_id}/consumers/{written.id}",
            )

        call = self._idempotency.call(
            context, idempotency_key, created, wire.content(body)
        )
        new = ConsumerFields(
            name=body.name, title=body.title, contact=wire.given(body.contact)
        )
        consumer = await self._consumers.create(
            caller_of(context), ids.decode(ids.TEAM, team_id), new, call
        )
        return created(consumer)

    async def list_consumers(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListConsumers200:
        """List a team's consumers."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._consumers.list_of_team(
            caller_of(context), ids.decode(ids.TEAM, team_id), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListConsumers200(
            body=models.ConsumerPage(
                items=[deployment_wire.consumer(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def find_consumers(
        self, context: Context, *, team: models.Name, name: models.Name
    ) -> responses.FindConsumers200:
        """Find a consumer by its names."""
        found = await self._consumers.named(caller_of(context), team, name)
        items = [deployment_wire.consumer(each) for each in found]
        return responses.FindConsumers200(body=models.ConsumerPage(items=items))

    async def get_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        if_none_match: str | None,
    ) -> responses.GetConsumer200 | shared.NotModified:
        """Answer with a consumer."""
        consumer = await self._consumers.get(
            caller_of(context), *_place(team_id, consumer_id)
        )
        if is_known(consumer.tag, if_none_match):
            return shared.NotModified(etag=etag(consumer.tag))
        return responses.GetConsumer200(
            body=deployment_wire.consumer(consumer), etag=etag(consumer.tag)
        )

    async def update_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        if_match: str,
        body: models.ConsumerPatch,
    ) -> responses.UpdateConsumer200:
        """Change a consumer."""
        change = ConsumerChange(
            name=wire.change(body.name),
            title=wire.change(body.title),
            contact=wire.change(body.contact),
        )
        consumer = await self._consumers.update(
            caller_of(context),
            *_place(team_id, consumer_id),
            change,
            strong_tags(if_match),
        )
        return responses.UpdateConsumer200(
            body=deployment_wire.consumer(consumer), etag=etag(consumer.tag)
        )

    async def delete_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        if_match: str,
    ) -> responses.DeleteConsumer204:
        """Remove a consumer."""
        await self._consumers.delete(
            caller_of(context), *_place(team_id, consumer_id), strong_tags(if_match)
        )
        return responses.DeleteConsumer204()

    async def register_consumer_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        idempotency_key: str | None,
        body: models.ConsumerVersionRegistration,
    ) -> responses.RegisterConsumerVersion200 | responses.RegisterConsumerVersion201:
        """Register a version."""

        def answer(
            registered: RegisteredVersion,
        ) -> (
            responses.RegisterConsumerVersion200 | responses.RegisterConsumerVersion201
        ):
            written = deployment_wire.consumer_version(registered.version)
            sealed = (
                responses.RegisterConsumerVersion201
                if registered.is_new
                else responses.RegisterConsumerVersion200
            )
            return sealed(
                body=written,
                etag=etag(registered.version.tag),
                location=f"/v1/teams/{team_id}/consumers/{consumer_id}/versions/{written.id}",
            )

        call = self._idempotency.call(
            context, idempotency_key, answer, wire.content(body)
        )
        registered = await self._versions.register(
            caller_of(context),
            _place(team_id, consumer_id),
            body.version,
            [deployment_wire.named_use(each) for each in body.built_against],
            call,
        )
        return answer(registered)

    async def list_consumer_versions(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListConsumerVersions200:
        """List a consumer's versions."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._versions.list_of_consumer(
            caller_of(context), *_place(team_id, consumer_id), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListConsumerVersions200(
            body=models.ConsumerVersionPage(
                items=[deployment_wire.consumer_version(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_consumer_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        consumer_version_id: models.ConsumerVersionId,
        if_none_match: str | None,
    ) -> responses.GetConsumerVersion200 | shared.NotModified:
        """Answer with a version."""
        version_id = ids.decode(ids.CONSUMER_VERSION, consumer_version_id)
        version = await self._versions.get(
            caller_of(context), (*_place(team_id, consumer_id), version_id)
        )
        if is_known(version.tag, if_none_match):
            return shared.NotModified(etag=etag(version.tag))
        return responses.GetConsumerVersion200(
            body=deployment_wire.consumer_version(version), etag=etag(version.tag)
        )

    async def get_consumer_usage(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        consumer_version_id: models.ConsumerVersionId,
        usage_digest: models.Digest,
        if_none_match: str | None,
    ) -> responses.GetConsumerUsage200 | shared.NotModified:
        """Answer with what a version uses."""
        version_id = ids.decode(ids.CONSUMER_VERSION, consumer_version_id)
        usage = await self._versions.usage(
            caller_of(context),
            (*_place(team_id, consumer_id), version_id),
            usage_digest,
        )
        if is_known(usage_digest, if_none_match):
            return shared.NotModified(etag=etag(usage_digest))
        return responses.GetConsumerUsage200(
            body=deployment_wire.usage(usage), etag=etag(usage_digest)
        )

    async def delete_consumer_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        consumer_version_id: models.ConsumerVersionId,
        if_match: str,
    ) -> responses.DeleteConsumerVersion204:
        """Remove a version."""
        version_id = ids.decode(ids.CONSUMER_VERSION, consumer_version_id)
        await self._versions.delete(
            caller_of(context),
            (*_place(team_id, consumer_id), version_id),
            strong_tags(if_match),
        )
        return responses.DeleteConsumerVersion204()


def _place(team_id: str, consumer_id: str) -> tuple[UUID, UUID]:
    return ids.decode(ids.TEAM, team_id), ids.decode(ids.CONSUMER, consumer_id)
