"""What is in which environment: recorded by whoever brings it there, and kept."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.deployment_records import Deployment, DeploymentLabels
from impl.errors import NotFound
from impl.event_records import Action
from impl.records import Page
from impl.repositories import consumer_versions, deployments, environments, versions
from impl.repositories.deployments import DeploymentSubject
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import audit, preconditions
from impl.services.access import found, standing_for
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter

_Find = Callable[[UnitOfWork], Awaitable[DeploymentSubject]]


@dataclass(frozen=True, slots=True)
class DeploymentRecording:
    """What is said of a deployment.

    Attributes:
        labels: of its build.
        replaces_all: whether everything else of the API or consumer gives way.
    """

    labels: DeploymentLabels
    replaces_all: bool


@dataclass(frozen=True, slots=True)
class RecordedDeployment:
    """A deployment, and whether it is new."""

    deployment: Deployment
    is_new: bool


class Deployments:
    """Records, shows and ends deployments.

    Whoever changes what is in an environment holds it: two of them come one after the
    other, and the second sees what the first one did.
    """

    def __init__(
        self, database: Database, limiter: RateLimiter, rate: Rate, quotas: Quotas
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas

    async def record_api(
        self,
        caller: Caller,
        place: tuple[UUID, UUID],
        version: tuple[UUID, str],
        recording: DeploymentRecording,
        call: IdempotentCall[RecordedDeployment] | None,
    ) -> RecordedDeployment:
        """Record that a version of an API is in an environment.

        Args:
            caller: who says so.
            place: the team and the environment.
            version: the API and what names its version.
            recording: what is said of it.
            call: what makes it repeatable.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller records too much.
            NotFound, Forbidden: see `impl.errors`.
            Conflict: too many versions are there (`quota_exceeded`).
        """
        api_id, reference = version

        async def subject(work: UnitOfWork) -> DeploymentSubject:
            it = await versions.find(work, caller, place[0], api_id, reference)
            version_id = found(it, "version").id
            return DeploymentSubject(api_id=api_id, version_id=version_id)

        return await self._record(caller, place, subject, recording, call)

    async def record_consumer(
        self,
        caller: Caller,
        place: tuple[UUID, UUID],
        version: tuple[UUID, str],
        recording: DeploymentRecording,
        call: IdempotentCall[RecordedDeployment] | None,
    ) -> RecordedDeployment:
        """Record that a version of a consumer is in an environment.

        As `record_api`; `version` is the consumer and what it calls its version.

        Raises:
            AlreadyAnswered, RateLimited, NotFound, Forbidden, Conflict: the same.
        """
        consumer_id, label = version

        async def subject(work: UnitOfWork) -> DeploymentSubject:
            it = await consumer_versions.labelled(
                work, caller, place[0], consumer_id, label
            )
            version_id = found(it, "version").id
            return DeploymentSubject(
                consumer_id=consumer_id, consumer_version_id=version_id
            )

        return await self._record(caller, place, subject, recording, call)

    async def list_of_environment(
        self,
        caller: Caller,
        place: tuple[UUID, UUID],
        state: str | None,
        limit: int,
        after: PagePosition | None,
    ) -> Page[Deployment]:
        """Return a page of deployments, latest first; without a state, any.

        Raises:
            NotFound: the caller can't see the environment.
        """
        page = await deployments.list_of_environment(
            self._database.read(), caller, place, state, limit, after
        )
        return found(page, "environment")

    async def get(
        self, caller: Caller, place: tuple[UUID, UUID], deployment_id: UUID
    ) -> Deployment:
        """Return a deployment.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        deployment = await deployments.find(reader, caller, *place, deployment_id)
        return found(deployment, "deployment")

    async def end(
        self,
        caller: Caller,
        place: tuple[UUID, UUID],
        deployment_id: UUID,
        expected: frozenset[str],
    ) -> Deployment:
        """End a deployment; one that is over stays as it is.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            standing = await environments.hold(work, caller, *place)
            standing_for(standing, Permission.RECORD_DEPLOYMENTS, "environment")
            deployment = found(
                await deployments.find(work, caller, *place, deployment_id),
                "deployment",
            )
            preconditions.check(deployment.tag, expected)
            if deployment.ended_at is None:
                deployment = await deployments.end(work, deployment_id)
                await _audit(work, caller, "deployment.ended", place, deployment)
                await work.commit()
        return deployment

    async def _record(
        self,
        caller: Caller,
        place: tuple[UUID, UUID],
        find: _Find,
        recording: DeploymentRecording,
        call: IdempotentCall[RecordedDeployment] | None,
    ) -> RecordedDeployment:
        await self._limiter.attempt((self._rate, caller.name))

        async def effect() -> RecordedDeployment:
            return await self._put(work, caller, place, await find(work), recording)

        async with self._database.begin() as work:
            standing = await environments.hold(work, caller, *place)
            standing_for(standing, Permission.RECORD_DEPLOYMENTS, "environment")
            recorded = await run_once(work, call, RecordedDeployment, effect)
            await work.commit()
        return recorded

    async def _put(
        self,
        work: UnitOfWork,
        caller: Caller,
        place: tuple[UUID, UUID],
        subject: DeploymentSubject,
        recording: DeploymentRecording,
    ) -> RecordedDeployment:
        environment_id = place[1]
        if not await deployments.hold(work, subject):
            raise NotFound("version any more")
        known = await deployments.current(work, environment_id, subject)
        kept = known if known and _labels(known) == recording.labels else None
        replaced = await deployments.replace(
            work,
            environment_id,
            subject,
            kept=kept.id if kept else None,
            everything=recording.replaces_all,
        )
        deployment = kept or await deployments.record(
            work, environment_id, subject, recording.labels
        )
        if kept is None:
            await self._quotas.check_deployments(work, environment_id)
        if kept is None or replaced:
            await _audit(
                work, caller, "deployment.recorded", place, deployment, replaced
            )
        return RecordedDeployment(deployment, is_new=kept is None)


def _labels(deployment: Deployment) -> DeploymentLabels:
    return DeploymentLabels(
        build=deployment.build, commit=deployment.commit, branch=deployment.branch
    )


def _consumer(deployment: Deployment) -> dict[str, str]:
    it = deployment.consumer_id
    return {"consumer": ids.encode(ids.CONSUMER, it)} if it else {}


async def _audit(
    work: UnitOfWork,
    caller: Caller,
    action: Action,
    place: tuple[UUID, UUID],
    deployment: Deployment,
    replaced: list[UUID] | None = None,
) -> None:
    team_id, environment_id = place
    await audit.record(
        work,
        caller,
        action,
        ids.encode(ids.DEPLOYMENT, deployment.id),
        team_id=team_id,
        api_id=deployment.api_id,
        details={
            "environment": ids.encode(ids.ENVIRONMENT, environment_id),
            "version": deployment.version,
            **_consumer(deployment),
            "replaced": [ids.encode(ids.DEPLOYMENT, each) for each in replaced or ()],
        },
    )
