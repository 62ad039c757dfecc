"""The port of the tag `consumers`.

Applications that build on APIs, and what they were built against.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import consumers as responses
from ..runtime.http.context import Context, not_implemented


class ConsumersPort(Protocol):
    """What an implementation of `consumers` provides."""

    async def list_consumers(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListConsumersResult:
        """List the consumers of a team

        Newest first.

        `#/paths/~1v1~1teams~1{team_id}~1consumers/get` in the contract.
        """
        ...

    async def create_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        idempotency_key: str | None,
        body: models.ConsumerCreation,
    ) -> responses.CreateConsumerResult:
        """Create a consumer of a team

        For members, maintainers and owners. A consumer is an application that
        builds on APIs. Names of consumers are unique in their team.

        `#/paths/~1v1~1teams~1{team_id}~1consumers/post` in the contract.
        """
        ...

    async def find_consumers(
        self,
        context: Context,
        *,
        team: models.Name,
        name: models.Name,
    ) -> responses.FindConsumersResult:
        """Find a consumer by its names

        For whoever knows a consumer as `team/name`: the one consumer of that name
        in the team of that name, or none if there is none that the caller can see.

        `#/paths/~1v1~1consumers/get` in the contract.
        """
        ...

    async def get_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        if_none_match: str | None,
    ) -> responses.GetConsumerResult:
        """Read a consumer

        An application of the team.

        `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}/get` in the contract.
        """
        ...

    async def delete_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        if_match: str,
    ) -> responses.DeleteConsumerResult:
        """Delete a consumer

        For maintainers and owners. Its versions and their deployments go with it.

        `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}/delete` in the contract.
        """
        ...

    async def update_consumer(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        if_match: str,
        body: models.ConsumerPatch,
    ) -> responses.UpdateConsumerResult:
        """Change a consumer

        For members, maintainers and owners.

        `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}/patch` in the contract.
        """
        ...

    async def list_consumer_versions(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListConsumerVersionsResult:
        """List the versions of a consumer

        Latest registered first.

        `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions/get` in the contract.
        """
        ...

    async def register_consumer_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        idempotency_key: str | None,
        body: models.ConsumerVersionRegistration,
    ) -> responses.RegisterConsumerVersionResult:
        """Register a version of a consumer

        For members, maintainers and owners. Says which published contracts this version of the
        application was built against, and of each what it uses; without `usage` it is taken to
        use everything. A version is whatever the application calls it, and immutable: the same
        again answers 200 with what is there, the same version built against others, or using
        something else, is a conflict, 409 `version_taken`. A contract that is not there, or may
        not be seen, answers 404; a usage that names what its contract does not have answers 422
        `invalid_usage`.

        `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions/post` in the contract.
        """
        ...

    async def get_consumer_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        consumer_version_id: models.ConsumerVersionId,
        if_none_match: str | None,
    ) -> responses.GetConsumerVersionResult:
        """Read a version of a consumer

        With the contracts that it was built against, but for those of APIs that are
        gone.

        `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions~1{consumer_version_id}/get` in the contract.
        """
        ...

    async def delete_consumer_version(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        consumer_version_id: models.ConsumerVersionId,
        if_match: str,
    ) -> responses.DeleteConsumerVersionResult:
        """Delete a version of a consumer

        For maintainers and owners. Its deployments go with it, as if it had never
        been anywhere.

        `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions~1{consumer_version_id}/delete` in the contract.
        """
        ...

    async def get_consumer_usage(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        consumer_id: models.ConsumerId,
        consumer_version_id: models.ConsumerVersionId,
        usage_digest: models.Digest,
        if_none_match: str | None,
    ) -> responses.GetConsumerUsageResult:
        """Read what a version of a consumer uses

        As it was declared when the version was registered.

        `#/paths/~1v1~1teams~1{team_id}~1consumers~1{consumer_id}~1versions~1{consumer_version_id}~1usages~1{usage_digest}/get` in the contract.
        """
        ...


class UnimplementedConsumers:
    """Answers 501 to every operation of `consumers`."""

    async def list_consumers(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_consumer(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def find_consumers(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_consumer(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def delete_consumer(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def update_consumer(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def list_consumer_versions(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def register_consumer_version(
        self, context: Context, **_: object
    ) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_consumer_version(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def delete_consumer_version(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_consumer_usage(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
