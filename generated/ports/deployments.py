"""The port of the tag `deployments`.

What is where, and what may go there.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import deployments as responses
from ..runtime.http.context import Context, not_implemented


class DeploymentsPort(Protocol):
    """What an implementation of `deployments` provides."""

    async def list_deployments(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        state: models.DeploymentState | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListDeploymentsResult:
        """List the deployments of an environment

        Latest first. What is over stays in the list for as long as the service
        keeps it.

        `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1deployments/get` in the contract.
        """
        ...

    async def get_deployment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        deployment_id: models.DeploymentId,
        if_none_match: str | None,
    ) -> responses.GetDeploymentResult:
        """Read a deployment

        What is, or was, in an environment.

        `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1deployments~1{deployment_id}/get` in the contract.
        """
        ...

    async def end_deployment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        deployment_id: models.DeploymentId,
        if_match: str,
    ) -> responses.EndDeploymentResult:
        """End a deployment

        For members, maintainers and owners. The version is in the environment no
        more, and nothing has taken its place. The deployment stays in the history;
        one that is over stays as it is.

        `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1deployments~1{deployment_id}~1end/put` in the contract.
        """
        ...

    async def record_api_deployment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        api_id: models.ApiId,
        idempotency_key: str | None,
        body: models.ApiDeploymentRecording,
    ) -> responses.RecordApiDeploymentResult:
        """Record that a version of an API is in an environment

        For members, maintainers and owners. Say so once a build that implements the
        version serves requests there. It takes the place of all versions of the API
        that are there, or, with `replaces: none`, joins them: old and new instances
        behind one address, a canary. Those that serve together are taken to serve
        everybody: whoever uses the API has to get on with each of them. What has an
        address of its own, such as a second major version, is better an API of its
        own.

        A version is in an environment once. The same version, build, commit and
        branch again answer 200 with the deployment that is there; another build of
        it takes its place.

        `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1apis~1{api_id}~1deployments/post` in the contract.
        """
        ...

    async def record_consumer_deployment(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        environment_id: models.EnvironmentId,
        consumer_id: models.ConsumerId,
        idempotency_key: str | None,
        body: models.ConsumerDeploymentRecording,
    ) -> responses.RecordConsumerDeploymentResult:
        """Record that a version of a consumer is in an environment

        For members, maintainers and owners. As `record_api_deployment`. What people install
        themselves, such as an app, is there in many versions at once: record them with
        `replaces: none`, and end each once nobody supports it any more.

        `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1consumers~1{consumer_id}~1deployments/post` in the contract.
        """
        ...

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
    ) -> responses.CanIDeployApiResult:
        """Ask whether a version of an API may go into an environment

        For each version of a consumer that is there and was built against the API:
        what would the candidate break that it knows? It is compared with the
        contract that the consumer was built against, for the profile of the API's
        policy. Comparisons that were made before are used; missing ones are begun,
        as many as the team may have unfinished. While that can change the answer it
        is `unknown`, with 202 and `Retry-After`: ask again.

        Environments of one name are one place, whichever teams have them: consumers
        of other teams that are in theirs count, too. In turn a consumer meets what
        is there of another team's API as long as everyone sees that.

        Breaking is `no`; so is risky where the policy has it need a major version. Undecided, or a
        comparison that came to no end, is `unknown`, but undecided passes where the policy lets
        it. One `no` is a no for all, else one `unknown` an unknown. The gravest pairs come first;
        `answer` and `counts` are about all pages.

        Where the policy of the API wants builds verified, `verification` says
        whether the latest verification of the version, or of the `build` that is
        named, passed and is fresh enough. One that failed is a `no`; without any,
        or with one that is too old, it is `unknown`.

        `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1apis~1{api_id}~1can-i-deploy/get` in the contract.
        """
        ...

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
    ) -> responses.CanIDeployConsumerResult:
        """Ask whether a version of a consumer may go into an environment

        For each contract that it was built against: does it get on with every version of that API
        that is there? An API of which no version is there is a `no`. Otherwise as
        `can_i_deploy_api`.

        `#/paths/~1v1~1teams~1{team_id}~1environments~1{environment_id}~1consumers~1{consumer_id}~1can-i-deploy/get` in the contract.
        """
        ...


class UnimplementedDeployments:
    """Answers 501 to every operation of `deployments`."""

    async def list_deployments(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_deployment(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def end_deployment(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def record_api_deployment(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def record_consumer_deployment(
        self, context: Context, **_: object
    ) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def can_i_deploy_api(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def can_i_deploy_consumer(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
