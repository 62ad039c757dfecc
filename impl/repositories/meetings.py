"""Versions of APIs and of consumers that would be in one environment."""

from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, or_, select

from impl.database.unit_of_work import Reader
from impl.deployment_records import Meeting
from impl.repositories import rows, visibility
from impl.repositories.apis import apis, is_for_everyone
from impl.repositories.consumer_versions import consumer_versions, known_contracts
from impl.repositories.consumers import consumers
from impl.repositories.deployments import deployments, is_current
from impl.repositories.environments import environments, visible_environments
from impl.repositories.rows import Query
from impl.repositories.versions import versions
from impl.security.caller import Caller

_MOST = 500
_base = versions.alias("base")
_revision = versions.alias("revision")
_COLUMNS = rows.columns(
    Meeting,
    apis,
    api_id=apis.c.id,
    api=apis.c.name,
    consumer_id=consumers.c.id,
    consumer=consumers.c.name,
    consumer_version=consumer_versions.c.version,
    base_id=_base.c.id,
    base_version=_base.c.version,
    base_digest=_base.c.digest,
    usage_digest=known_contracts.c.usage_digest,
    revision_id=_revision.c.id,
    revision_version=_revision.c.version,
    revision_digest=_revision.c.digest,
)
# Environments of one name are one place, whichever teams bring something there.
_there = environments.alias("there")
_of_consumer = (
    consumer_versions.join(consumers, consumers.c.id == consumer_versions.c.consumer_id)
    .join(
        known_contracts, known_contracts.c.consumer_version_id == consumer_versions.c.id
    )
    .join(_base, _base.c.id == known_contracts.c.version_id)
    .join(apis, apis.c.id == _base.c.api_id)
)
_OF_VERSION = Query(
    Meeting,
    select(*_COLUMNS)
    .select_from(
        visible_environments.join(_there, _there.c.name == environments.c.name)
        .join(
            deployments,
            and_(deployments.c.environment_id == _there.c.id, is_current),
        )
        .join(
            _of_consumer,
            consumer_versions.c.id == deployments.c.consumer_version_id,
        )
        .join(
            _revision,
            and_(
                _revision.c.id == bindparam("version_id", type_=Uuid),
                _revision.c.api_id == apis.c.id,
            ),
        )
    )
    .where(visibility.is_this_team),
)
_OF_CONSUMER_VERSION = Query(
    Meeting,
    select(*_COLUMNS)
    .select_from(
        visible_environments.join(
            _of_consumer,
            consumer_versions.c.id == bindparam("consumer_version_id", type_=Uuid),
        ).outerjoin(
            deployments.join(_there, _there.c.id == deployments.c.environment_id).join(
                _revision, _revision.c.id == deployments.c.version_id
            ),
            and_(
                is_current,
                _there.c.name == environments.c.name,
                _revision.c.api_id == apis.c.id,
                # What is where of a team's own API, nobody else is told.
                or_(_there.c.id == environments.c.id, is_for_everyone),
            ),
        )
    )
    .where(visibility.is_this_team),
)
# All that meet in an environment now: of its consumers, and of its versions of APIs.
_current = deployments.alias("current")
_MEETING_CONSUMERS = Query(
    Meeting,
    select(*_COLUMNS)
    .select_from(
        visible_environments.join(
            _current,
            and_(
                _current.c.environment_id == environments.c.id,
                _current.c.ended_at.is_(None),
            ),
        )
        .join(_of_consumer, consumer_versions.c.id == _current.c.consumer_version_id)
        .outerjoin(
            deployments.join(_there, _there.c.id == deployments.c.environment_id).join(
                _revision, _revision.c.id == deployments.c.version_id
            ),
            and_(
                is_current,
                _there.c.name == environments.c.name,
                _revision.c.api_id == apis.c.id,
                or_(_there.c.id == environments.c.id, is_for_everyone),
            ),
        )
    )
    .where(visibility.is_this_team)
    .limit(_MOST),
)
_MEETING_VERSIONS = Query(
    Meeting,
    select(*_COLUMNS)
    .select_from(
        visible_environments.join(
            _current,
            and_(
                _current.c.environment_id == environments.c.id,
                _current.c.ended_at.is_(None),
            ),
        )
        .join(_revision, _revision.c.id == _current.c.version_id)
        .join(_there, _there.c.name == environments.c.name)
        .join(
            deployments,
            and_(deployments.c.environment_id == _there.c.id, is_current),
        )
        .join(
            _of_consumer,
            and_(
                consumer_versions.c.id == deployments.c.consumer_version_id,
                apis.c.id == _revision.c.api_id,
            ),
        )
    )
    .where(visibility.is_this_team)
    .limit(_MOST),
)


async def of_version(
    reader: Reader, caller: Caller, place: tuple[UUID, UUID], version_id: UUID
) -> tuple[Meeting, ...]:
    """Return with which versions of consumers a version of an API would meet.

    `place` is the team and the environment.
    """
    team_id, environment_id = place
    values = visibility.of(
        caller, team_id, environment_id=environment_id, version_id=version_id
    )
    return await _OF_VERSION.every(reader, values)


async def of_consumer_version(
    reader: Reader, caller: Caller, place: tuple[UUID, UUID], consumer_version_id: UUID
) -> tuple[Meeting, ...]:
    """Return with which versions of APIs a version of a consumer would meet.

    One without a revision for each contract of an API that is not there. `place` is the
    team and the environment.
    """
    team_id, environment_id = place
    values = visibility.of(
        caller,
        team_id,
        environment_id=environment_id,
        consumer_version_id=consumer_version_id,
    )
    return await _OF_CONSUMER_VERSION.every(reader, values)


async def in_environment(
    reader: Reader, caller: Caller, place: tuple[UUID, UUID]
) -> tuple[Meeting, ...]:
    """Return who meets in an environment now; `place` is the team and that."""
    team_id, environment_id = place
    values = visibility.of(caller, team_id, environment_id=environment_id)
    met = [
        *await _MEETING_CONSUMERS.every(reader, values),
        *await _MEETING_VERSIONS.every(reader, values),
    ]
    return tuple(dict.fromkeys(met))
