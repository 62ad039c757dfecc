"""How much there is of what is limited.

Whoever adds something holds what it belongs to first, so that a count that includes
the addition stays true until the transaction ends.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Literal, get_args
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Interval,
    Select,
    Table,
    Uuid,
    bindparam,
    func,
    select,
    update,
)

from impl.database.unit_of_work import UnitOfWork
from impl.repositories import rows
from impl.repositories.api_keys import api_keys
from impl.repositories.apis import apis
from impl.repositories.consumer_versions import consumer_versions, known_contracts
from impl.repositories.consumers import consumers
from impl.repositories.deployments import deployments, is_current
from impl.repositories.environments import environments
from impl.repositories.invitations import invitations
from impl.repositories.oauth_clients import clients
from impl.repositories.people import people
from impl.repositories.proposal_revisions import revisions
from impl.repositories.proposals import is_open, proposals
from impl.repositories.rows import Query
from impl.repositories.versions import versions
from impl.repositories.visibility import members, teams
from impl.repositories.webhooks import webhooks

# What a team may have so many of.
OfTeam = Literal[
    "apis",
    "bytes",
    "members",
    "invitations",
    "api_keys",
    "oauth_clients",
    "consumers",
    "environments",
    "webhooks",
]
OF_TEAMS: Final[tuple[OfTeam, ...]] = get_args(OfTeam)


@dataclass(frozen=True, slots=True)
class _Used:
    api_id: UUID


@dataclass(frozen=True, slots=True)
class _OnApi:
    ours: int
    all_others: int


_TEAM_ID = bindparam("team_id", type_=Uuid)
_PERSON_ID = bindparam("person_id", type_=Uuid)


def _number_in_team(table: Table) -> Select[Any]:
    return select(func.count()).where(table.c.team_id == _TEAM_ID)


# Not FOR UPDATE: what refers to the row goes on being added and changed meanwhile.
_HOLD_TEAM = select(teams.c.id).where(teams.c.id == _TEAM_ID)
_HOLD_TEAM = _HOLD_TEAM.with_for_update(key_share=True)
_HOLD_PERSON = select(people.c.id).where(people.c.id == _PERSON_ID)
_HOLD_PERSON = _HOLD_PERSON.with_for_update(key_share=True)
_TEAMS = select(func.count()).where(
    members.c.person_id == _PERSON_ID, members.c.role == "owner"
)
_CONSUMER_VERSIONS = select(func.count()).where(
    consumer_versions.c.consumer_id == bindparam("consumer_id", type_=Uuid)
)
_DEPLOYMENTS = select(func.count()).where(
    deployments.c.environment_id == bindparam("environment_id", type_=Uuid), is_current
)
_ADD_VERSION = (
    update(apis)
    .where(apis.c.id == bindparam("api_id", type_=Uuid))
    .values(
        version_count=apis.c.version_count + 1,
        version_bytes=apis.c.version_bytes + bindparam("size", type_=BigInteger),
    )
    .returning(apis.c.version_count)
)
_ADD_PROPOSED = (
    update(apis)
    .where(apis.c.id == bindparam("api_id", type_=Uuid))
    .values(proposal_bytes=apis.c.proposal_bytes + bindparam("size", type_=BigInteger))
)
_PROPOSALS = select(func.count()).where(
    proposals.c.api_id == bindparam("api_id", type_=Uuid), is_open
)
_PROPOSALS_BY = _PROPOSALS.where(proposals.c.author_id == _PERSON_ID)
_WITHDRAWN_BY = select(func.count()).where(
    proposals.c.api_id == bindparam("api_id", type_=Uuid),
    proposals.c.author_id == _PERSON_ID,
    proposals.c.withdrawn_at > func.now() - bindparam("age", type_=Interval),
)
_BYTES_BY = (
    select(func.coalesce(func.sum(revisions.c.size), 0).cast(BigInteger))
    .select_from(revisions.join(proposals, proposals.c.id == revisions.c.proposal_id))
    .where(
        proposals.c.api_id == bindparam("api_id", type_=Uuid),
        revisions.c.author_id == _PERSON_ID,
    )
)
_HOLD_API = select(apis.c.id).where(apis.c.id == bindparam("api_id", type_=Uuid))
_HOLD_API = _HOLD_API.with_for_update(key_share=True)
_used = consumer_versions.join(
    known_contracts, known_contracts.c.consumer_version_id == consumer_versions.c.id
).join(versions, versions.c.id == known_contracts.c.version_id)
_MADE = bindparam("made", type_=Uuid)
_used_before = (
    select(versions.c.api_id)
    .select_from(_used)
    .where(
        consumer_versions.c.consumer_id == bindparam("consumer_id", type_=Uuid),
        consumer_versions.c.id != _MADE,
        versions.c.api_id == apis.c.id,
    )
    .correlate(apis)
    .exists()
)
_NEWLY_USED = Query(
    _Used,
    select(apis.c.id.label("api_id"))
    .where(
        apis.c.id.in_(
            select(versions.c.api_id)
            .select_from(_used)
            .where(consumer_versions.c.id == _MADE)
        ),
        apis.c.team_id
        != select(consumers.c.team_id)
        .where(consumers.c.id == bindparam("consumer_id", type_=Uuid))
        .scalar_subquery(),
        ~_used_before,
    )
    # Whoever holds several does so in one order.
    .order_by(apis.c.id),
)
_number_of_consumers = func.count(func.distinct(consumers.c.id))
_CONSUMERS_ON = Query(
    _OnApi,
    select(
        _number_of_consumers.filter(consumers.c.team_id == _TEAM_ID).label("ours"),
        _number_of_consumers.label("all_others"),
    )
    .select_from(
        _used.join(consumers, consumers.c.id == consumer_versions.c.consumer_id).join(
            apis, apis.c.id == versions.c.api_id
        )
    )
    .where(
        apis.c.id == bindparam("api_id", type_=Uuid),
        consumers.c.team_id != apis.c.team_id,
    ),
)
_size = apis.c.version_bytes + apis.c.proposal_bytes
_BYTES = select(func.coalesce(func.sum(_size), 0).cast(BigInteger))
_BYTES = _BYTES.where(apis.c.team_id == _TEAM_ID)
_IN_TEAM: dict[OfTeam, Select[Any]] = {
    "apis": _number_in_team(apis),
    "bytes": _BYTES,
    "members": _number_in_team(members),
    "invitations": _number_in_team(invitations),
    "api_keys": _number_in_team(api_keys),
    "oauth_clients": _number_in_team(clients),
    "consumers": _number_in_team(consumers),
    "environments": _number_in_team(environments),
    "webhooks": _number_in_team(webhooks),
}


async def hold_team(work: UnitOfWork, team_id: UUID) -> None:
    """Have others who add to a team wait until the transaction ends."""
    await rows.execute(work, _HOLD_TEAM, {"team_id": team_id})


async def hold_person(work: UnitOfWork, person_id: UUID) -> None:
    """Have others who make a person an owner wait until the transaction ends."""
    await rows.execute(work, _HOLD_PERSON, {"person_id": person_id})


async def teams_of(work: UnitOfWork, person_id: UUID) -> int:
    """Return how many teams a person owns."""
    return await _number(work, _TEAMS, {"person_id": person_id})


async def used_by(work: UnitOfWork, team_id: UUID, resource: OfTeam) -> int:
    """Return how much of something a team has."""
    return await _number(work, _IN_TEAM[resource], {"team_id": team_id})


async def consumer_versions_of(work: UnitOfWork, consumer_id: UUID) -> int:
    """Return how many versions a consumer has."""
    return await _number(work, _CONSUMER_VERSIONS, {"consumer_id": consumer_id})


async def deployments_in(work: UnitOfWork, environment_id: UUID) -> int:
    """Return how many versions are in an environment."""
    return await _number(work, _DEPLOYMENTS, {"environment_id": environment_id})


async def add_version(work: UnitOfWork, api_id: UUID, size: int) -> int:
    """Count a new version of so many bytes; return how many the API has now."""
    return await _number(work, _ADD_VERSION, {"api_id": api_id, "size": size})


async def proposals_of(work: UnitOfWork, api_id: UUID) -> int:
    """Return how many open proposals an API has."""
    return await _number(work, _PROPOSALS, {"api_id": api_id})


async def proposals_by(work: UnitOfWork, api_id: UUID, person_id: UUID) -> int:
    """Return how many open proposals of an API are a person's."""
    values = {"api_id": api_id, "person_id": person_id}
    return await _number(work, _PROPOSALS_BY, values)


async def withdrawn_by(
    work: UnitOfWork, api_id: UUID, person_id: UUID, age: timedelta
) -> int:
    """Return how many proposals of an API a person withdrew, at most so long ago."""
    values = {"api_id": api_id, "person_id": person_id, "age": age}
    return await _number(work, _WITHDRAWN_BY, values)


async def bytes_by(work: UnitOfWork, api_id: UUID, person_id: UUID) -> int:
    """Return how many bytes a person's revisions of an API's proposals have."""
    values = {"api_id": api_id, "person_id": person_id}
    return await _number(work, _BYTES_BY, values)


async def hold_api(work: UnitOfWork, api_id: UUID) -> None:
    """Have others who add to an API wait until the transaction ends."""
    await rows.execute(work, _HOLD_API, {"api_id": api_id})


async def newly_used(
    work: UnitOfWork, consumer_id: UUID, made: UUID
) -> tuple[UUID, ...]:
    """Return the APIs of other teams that a consumer uses since its new version."""
    values = {"consumer_id": consumer_id, "made": made}
    return tuple(each.api_id for each in await _NEWLY_USED.every(work, values))


async def consumers_on(
    work: UnitOfWork, team_id: UUID, api_id: UUID
) -> tuple[int, int]:
    """Return how many consumers a team has on an API of others, and all others."""
    values = {"team_id": team_id, "api_id": api_id}
    found = await _CONSUMERS_ON.one(work, values)
    return found.ours, found.all_others


async def add_proposed(work: UnitOfWork, api_id: UUID, size: int) -> None:
    """Count a proposed document of so many bytes."""
    await rows.execute(work, _ADD_PROPOSED, {"api_id": api_id, "size": size})


async def _number(work: UnitOfWork, statement: Any, values: dict[str, Any]) -> int:
    return int(await rows.value(work, statement, values))
