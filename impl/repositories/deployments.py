"""What is, or was, in which environment."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.deployment_records import Deployment, DeploymentLabels
from impl.records import Page
from impl.repositories import rows, visibility
from impl.repositories.consumer_versions import consumer_versions
from impl.repositories.environments import environments, visible_environments
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.versions import versions
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import DeploymentRow
from impl.tables.columns import table_of

deployments = table_of(DeploymentRow)

_COLUMNS = rows.columns(
    Deployment,
    deployments,
    api_id=versions.c.api_id,
    consumer_id=consumer_versions.c.consumer_id,
    version=func.coalesce(versions.c.version, consumer_versions.c.version),
)
_BY_ID = deployments.c.id == bindparam("deployment_id", type_=Uuid)
_HERE = deployments.c.environment_id == bindparam("environment_id", type_=Uuid)
is_current = deployments.c.ended_at.is_(None)
_STATE = bindparam("state", type_=Text)
_selected = select(*_COLUMNS)
_named = deployments.outerjoin(
    versions, versions.c.id == deployments.c.version_id
).outerjoin(
    consumer_versions, consumer_versions.c.id == deployments.c.consumer_version_id
)
_FIND = Query(
    Deployment,
    _selected.select_from(
        visible_environments.join(
            _named, and_(deployments.c.environment_id == environments.c.id, _BY_ID)
        )
    ).where(visibility.is_this_team),
)
_of_environment = _selected.select_from(_named).where(_HERE)
_PAGE = PageWithin(
    Deployment, visible_environments, _of_environment, "recorded_at", "id"
)
_STATE_PAGE = PageWithin(
    Deployment,
    visible_environments,
    _of_environment.where(is_current == (_STATE == "current")),
    "recorded_at",
    "id",
)
_GET = Query(Deployment, _selected.select_from(_named).where(_BY_ID))
_VERSION = bindparam("of_version_id", type_=Uuid)
_CONSUMER_VERSION = bindparam("of_consumer_version_id", type_=Uuid)
_is_same = or_(
    deployments.c.version_id == _VERSION,
    deployments.c.consumer_version_id == _CONSUMER_VERSION,
)
_sibling = versions.alias("sibling")
_consumer_sibling = consumer_versions.alias("consumer_sibling")
# Of the same API or consumer, whichever of them it is.
_is_sibling = or_(
    deployments.c.version_id.in_(
        select(_sibling.c.id).where(
            _sibling.c.api_id == bindparam("of_api_id", type_=Uuid)
        )
    ),
    deployments.c.consumer_version_id.in_(
        select(_consumer_sibling.c.id).where(
            _consumer_sibling.c.consumer_id == bindparam("of_consumer_id", type_=Uuid)
        )
    ),
)
_CURRENT = Query(
    Deployment, _selected.select_from(_named).where(_HERE, is_current, _is_same)
)
# By the clock, and not by when the transaction began, which may have waited for others.
_NOW = func.clock_timestamp()
_REPLACE = (
    update(deployments)
    .where(
        deployments.c.environment_id == bindparam("here_id", type_=Uuid),
        is_current,
        deployments.c.id.is_distinct_from(bindparam("kept_id", type_=Uuid)),
        or_(_is_same, and_(_is_sibling, bindparam("all", type_=Boolean) == true())),
    )
    .values(ended_at=_NOW, end_cause="replaced")
    .returning(deployments.c.id)
)
_HOLD_VERSION = (
    select(versions.c.id)
    .where(versions.c.id == _VERSION)
    .with_for_update(read=True, key_share=True)
)
_HOLD_CONSUMER_VERSION = (
    select(consumer_versions.c.id)
    .where(consumer_versions.c.id == _CONSUMER_VERSION)
    .with_for_update(read=True, key_share=True)
)
_RECORD = (
    insert(deployments)
    .values(
        environment_id=bindparam("here_id", type_=Uuid),
        version_id=_VERSION,
        consumer_version_id=_CONSUMER_VERSION,
        build=bindparam("new_build", type_=Text),
        commit=bindparam("new_commit", type_=Text),
        branch=bindparam("new_branch", type_=Text),
        recorded_at=_NOW,
    )
    .returning(deployments.c.id)
)
_END = (
    update(deployments)
    .where(deployments.c.id == bindparam("ending_id", type_=Uuid), is_current)
    .values(ended_at=_NOW, end_cause="ended")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentSubject:
    """What is deployed: a version of an API, or one of a consumer."""

    api_id: UUID | None = None
    version_id: UUID | None = None
    consumer_id: UUID | None = None
    consumer_version_id: UUID | None = None

    def values(self) -> dict[str, object]:
        """Return the parameters of a statement."""
        return {
            "of_api_id": self.api_id,
            "of_version_id": self.version_id,
            "of_consumer_id": self.consumer_id,
            "of_consumer_version_id": self.consumer_version_id,
        }


async def find(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    environment_id: UUID,
    deployment_id: UUID,
) -> Deployment | None:
    """Return a deployment in an environment that the caller can see."""
    values = visibility.of(
        caller, team_id, environment_id=environment_id, deployment_id=deployment_id
    )
    return await _FIND.first(reader, values)


async def list_of_environment(
    reader: Reader,
    caller: Caller,
    place: tuple[UUID, UUID],
    state: str | None,
    limit: int,
    after: PagePosition | None,
) -> Page[Deployment] | None:
    """Return a page of deployments, latest first; None if it can't be seen.

    `place` is the team and the environment; without a state, any.
    """
    team_id, environment_id = place
    values = visibility.of(caller, team_id, environment_id=environment_id)
    if state is None:
        return await _PAGE.fetch(reader, values, limit, after)
    return await _STATE_PAGE.fetch(reader, {**values, "state": state}, limit, after)


async def current(
    work: UnitOfWork, environment_id: UUID, subject: DeploymentSubject
) -> Deployment | None:
    """Return the deployment of just this version that is in a held environment."""
    values = {"environment_id": environment_id, **subject.values()}
    return await _CURRENT.first(work, values)


async def hold(work: UnitOfWork, subject: DeploymentSubject) -> bool:
    """Keep a version from being removed until the end; tell whether it is there.

    Before its deployments are changed: who removes it locks them in this order, too.
    """
    statement = _HOLD_VERSION if subject.version_id else _HOLD_CONSUMER_VERSION
    return await rows.value(work, statement, subject.values()) is not None


async def replace(
    work: UnitOfWork,
    environment_id: UUID,
    subject: DeploymentSubject,
    *,
    kept: UUID | None,
    everything: bool,
) -> list[UUID]:
    """End what gives way in a held environment; return which deployments did.

    Args:
        work: the unit of work.
        environment_id: where.
        subject: what takes the place.
        kept: the one that stays.
        everything: whether all versions of the API or consumer give way, or the same.
    """
    values = {
        "here_id": environment_id,
        "kept_id": kept,
        "all": everything,
        **subject.values(),
    }
    found: list[UUID] = await rows.values(work, _REPLACE, values)
    return found


async def record(
    work: UnitOfWork,
    environment_id: UUID,
    subject: DeploymentSubject,
    labels: DeploymentLabels,
) -> Deployment:
    """Add a deployment to a held environment.

    Raises:
        NotFound: the version is gone.

    """
    values = {
        "here_id": environment_id,
        "new_build": labels.build,
        "new_commit": labels.commit,
        "new_branch": labels.branch,
        "of_version_id": subject.version_id,
        "of_consumer_version_id": subject.consumer_version_id,
    }
    made: UUID = await rows.value(work, _RECORD, values)
    return await _GET.one(work, {"deployment_id": made})


async def end(work: UnitOfWork, deployment_id: UUID) -> Deployment:
    """End a deployment in a held environment, if it is not over."""
    await rows.execute(work, _END, {"ending_id": deployment_id})
    return await _GET.one(work, {"deployment_id": deployment_id})
