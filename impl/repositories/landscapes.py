"""What builds on what, what is where, and how much there is, of one team."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on

from impl.database.unit_of_work import Reader
from impl.overview_records import BuiltOn, HighestRelease, Placement, TeamUse
from impl.repositories import rows, visibility
from impl.repositories.api_keys import api_keys
from impl.repositories.apis import apis, is_for_everyone
from impl.repositories.consumer_versions import consumer_versions, known_contracts
from impl.repositories.consumers import consumers
from impl.repositories.deployments import deployments, is_current
from impl.repositories.environments import environments
from impl.repositories.invitations import invitations
from impl.repositories.oauth_clients import clients
from impl.repositories.rows import Query
from impl.repositories.versions import is_release, numbers_of, versions
from impl.repositories.visibility import members, teams
from impl.repositories.webhooks import webhooks
from impl.security.caller import Caller

_MOST = 500
_builder = teams.alias("builder")
_provider = teams.alias("provider")
_latest = (
    select(consumer_versions)
    .ext(distinct_on(consumer_versions.c.consumer_id))
    .order_by(
        consumer_versions.c.consumer_id,
        consumer_versions.c.registered_at.desc(),
        consumer_versions.c.id.desc(),
    )
    .subquery("latest")
)
_BUILT_ON = Query(
    BuiltOn,
    select(
        consumers.c.id.label("consumer_id"),
        _builder.c.name.label("consumer_team"),
        consumers.c.name.label("consumer"),
        consumers.c.title.label("consumer_title"),
        _latest.c.version.label("consumer_version"),
        apis.c.id.label("api_id"),
        _provider.c.name.label("api_team"),
        apis.c.name.label("api"),
        versions.c.id.label("base_id"),
        versions.c.version.label("base_version"),
        versions.c.digest.label("base_digest"),
        known_contracts.c.usage_digest,
    )
    .select_from(
        visibility.visible_teams.join(
            consumers.join(_builder, _builder.c.id == consumers.c.team_id)
            .join(_latest, _latest.c.consumer_id == consumers.c.id)
            .join(
                known_contracts, known_contracts.c.consumer_version_id == _latest.c.id
            )
            .join(versions, versions.c.id == known_contracts.c.version_id)
            .join(apis, apis.c.id == versions.c.api_id)
            .join(_provider, _provider.c.id == apis.c.team_id),
            or_(
                apis.c.team_id == teams.c.id,
                # What others hide by now, who builds on it is not told of by name.
                and_(consumers.c.team_id == teams.c.id, is_for_everyone),
            ),
        )
    )
    .where(visibility.is_this_team)
    .order_by(_builder.c.name, consumers.c.name, _provider.c.name, apis.c.name)
    .limit(_MOST),
)
_RELEASES = Query(
    HighestRelease,
    select(
        *rows.columns(
            HighestRelease,
            versions,
            team_id=apis.c.team_id,
            policy_profile=apis.c.policy_profile,
            major_version_for=apis.c.major_version_for,
        )
    )
    .select_from(versions.join(apis, apis.c.id == versions.c.api_id))
    .where(
        apis.c.id == func.any(bindparam("api_ids", type_=ARRAY(Uuid))),
        is_release(versions),
    )
    .ext(distinct_on(versions.c.api_id))
    .order_by(versions.c.api_id, numbers_of(versions).desc()),
)
_PLACEMENTS = Query(
    Placement,
    select(
        *rows.columns(
            Placement,
            deployments,
            environment=environments.c.name,
            kind=case(
                (deployments.c.version_id.is_not(None), literal("api")),
                else_=literal("consumer"),
            ),
            name=func.coalesce(apis.c.name, consumers.c.name),
            version=func.coalesce(versions.c.version, consumer_versions.c.version),
        )
    )
    .select_from(
        visibility.visible_teams.join(
            environments, environments.c.team_id == teams.c.id
        )
        .join(
            deployments,
            and_(deployments.c.environment_id == environments.c.id, is_current),
        )
        .outerjoin(
            versions.join(apis, apis.c.id == versions.c.api_id),
            versions.c.id == deployments.c.version_id,
        )
        .outerjoin(
            consumer_versions.join(
                consumers, consumers.c.id == consumer_versions.c.consumer_id
            ),
            consumer_versions.c.id == deployments.c.consumer_version_id,
        )
    )
    .where(visibility.is_this_team)
    .order_by(
        environments.c.name,
        func.coalesce(apis.c.name, consumers.c.name),
        deployments.c.recorded_at.desc(),
    )
    .limit(_MOST),
)

_OWNED = {
    "members": members,
    "api_keys": api_keys,
    "oauth_clients": clients,
    "apis": apis,
    "consumers": consumers,
    "environments": environments,
    "webhooks": webhooks,
    "invitations": invitations,
}
_size = apis.c.version_bytes + apis.c.proposal_bytes
_USED = Query(
    TeamUse,
    select(
        *(
            select(func.count())
            .where(table.c.team_id == teams.c.id)
            .correlate(teams)
            .scalar_subquery()
            .label(name)
            for name, table in _OWNED.items()
        ),
        select(func.coalesce(func.sum(_size), 0).cast(BigInteger))
        .where(apis.c.team_id == teams.c.id)
        .correlate(teams)
        .scalar_subquery()
        .label("bytes"),
    )
    .select_from(visibility.visible_teams)
    .where(visibility.is_this_team),
)


async def built_on(
    reader: Reader, caller: Caller, team_id: UUID
) -> tuple[BuiltOn, ...]:
    """Return what a team builds on, and who builds on what is the team's."""
    return await _BUILT_ON.every(reader, visibility.of(caller, team_id))


async def highest_releases(
    reader: Reader, api_ids: Collection[UUID]
) -> tuple[HighestRelease, ...]:
    """Return the highest release of each of some APIs that the caller sees."""
    return await _RELEASES.every(reader, {"api_ids": [*api_ids]})


async def placements(
    reader: Reader, caller: Caller, team_id: UUID
) -> tuple[Placement, ...]:
    """Return what is in the environments of a team."""
    return await _PLACEMENTS.every(reader, visibility.of(caller, team_id))


async def used(reader: Reader, caller: Caller, team_id: UUID) -> TeamUse | None:
    """Return how much a team has, None if the caller can't see it."""
    return await _USED.first(reader, visibility.of(caller, team_id))
