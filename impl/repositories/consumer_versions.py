"""Versions of consumers, and the contracts that they were built against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Text,
    Uuid,
    and_,
    bindparam,
    column,
    delete,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by, insert

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.deployment_records import (
    CheckedUsage,
    ConsumerVersion,
    KnownContract,
    NamedContract,
)
from impl.records import Page, Standing
from impl.repositories import rows, visibility
from impl.repositories.apis import apis, is_for_everyone
from impl.repositories.consumers import consumers, visible_consumers
from impl.repositories.pages import PageWithin
from impl.repositories.rows import Query
from impl.repositories.versions import versions
from impl.repositories.visibility import teams
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.tables import ConsumerVersionRow, KnownContractRow
from impl.tables.columns import table_of

consumer_versions = table_of(ConsumerVersionRow)
known_contracts = table_of(KnownContractRow)

_contract = func.jsonb_build_array(
    versions.c.api_id, versions.c.version, known_contracts.c.usage_digest
)
_contracts = (
    select(func.jsonb_agg(aggregate_order_by(_contract, versions.c.id)))
    .join_from(known_contracts, versions, versions.c.id == known_contracts.c.version_id)
    .where(known_contracts.c.consumer_version_id == consumer_versions.c.id)
    .scalar_subquery()
)
_COLUMNS = rows.columns(
    ConsumerVersion, consumer_versions, built_against=type_coerce(_contracts, JSONB)
)
_OF_CONSUMER = consumer_versions.c.consumer_id == bindparam("consumer_id", type_=Uuid)
_BY_ID = consumer_versions.c.id == bindparam("consumer_version_id", type_=Uuid)
_BY_LABEL = consumer_versions.c.version == bindparam("label", type_=Text)
_OF_VISIBLE = consumer_versions.c.consumer_id == consumers.c.id


@dataclass(frozen=True, slots=True)
class LockedConsumerVersion:
    """A version that nobody else removes, and what the caller is in its team."""

    version: ConsumerVersion
    standing: Standing


@dataclass(frozen=True, slots=True)
class ResolvedContract:
    """What somebody's name for a contract means."""

    name: NamedContract
    version_id: UUID


def _known(found: Sequence[Any] | None) -> tuple[KnownContract, ...]:
    return tuple(
        KnownContract(UUID(api_id), version, usage)
        for api_id, version, usage in found or ()
    )


_VISIBLE = visible_consumers.join(consumer_versions, and_(_OF_VISIBLE, _BY_ID))
_FIND = Query(
    ConsumerVersion,
    select(*_COLUMNS).select_from(_VISIBLE).where(visibility.is_this_team),
    built_against=_known,
)
_LABELLED = Query(
    ConsumerVersion,
    select(*_COLUMNS)
    .select_from(visible_consumers.join(consumer_versions, _OF_VISIBLE))
    .where(visibility.is_this_team, _BY_LABEL),
    built_against=_known,
)
_LOCK = Query(
    LockedConsumerVersion,
    select(*_COLUMNS, *visibility.standing)
    .select_from(_VISIBLE)
    .where(visibility.is_this_team)
    .with_for_update(of=consumer_versions),
    built_against=_known,
)
_PAGE = PageWithin(
    ConsumerVersion,
    visible_consumers,
    select(*_COLUMNS).where(_OF_CONSUMER),
    "registered_at",
    "id",
    built_against=_known,
)
_given = (
    func.unnest(
        bindparam("api_ids", type_=ARRAY(Uuid)),
        bindparam("references", type_=ARRAY(Text)),
    )
    .table_valued(column("api_id", Uuid), column("reference", Text), name="given")
    .render_derived()
)
# A consumer builds on APIs of its own team, and on those that everyone sees.
_nameable = (
    visibility.visible_teams.join(
        apis, or_(apis.c.team_id == teams.c.id, is_for_everyone)
    )
    .join(_given, _given.c.api_id == apis.c.id)
    .join(
        versions,
        and_(
            versions.c.api_id == apis.c.id,
            or_(
                versions.c.version == _given.c.reference,
                versions.c.digest == _given.c.reference,
            ),
        ),
    )
)
_named = (_given.c.api_id.label("api_id"), _given.c.reference.label("reference"))
_RESOLVE = Query(
    ResolvedContract,
    select(*_named, versions.c.id.label("version_id"))
    .select_from(_nameable)
    .where(visibility.is_this_team),
)
_DOCUMENT = (
    select(versions.c.document).select_from(_nameable).where(visibility.is_this_team)
)
_REGISTER = (
    insert(consumer_versions)
    .values(
        consumer_id=bindparam("of_consumer_id", type_=Uuid),
        version=bindparam("new_label", type_=Text),
    )
    .on_conflict_do_nothing()
    .returning(consumer_versions.c.id)
)
_KNOW = insert(known_contracts)
_DELETE = delete(consumer_versions).where(_BY_ID)


async def find(
    reader: Reader, caller: Caller, place: tuple[UUID, UUID, UUID]
) -> ConsumerVersion | None:
    """Return a version; `place` is the team, the consumer and its id."""
    return await _FIND.first(reader, _values(caller, place))


async def labelled(
    reader: Reader, caller: Caller, team_id: UUID, consumer_id: UUID, label: str
) -> ConsumerVersion | None:
    """Return the version that its consumer calls so."""
    values = visibility.of(caller, team_id, consumer_id=consumer_id, label=label)
    return await _LABELLED.first(reader, values)


async def lock(
    work: UnitOfWork, caller: Caller, place: tuple[UUID, UUID, UUID]
) -> LockedConsumerVersion | None:
    """As `find`, with the caller's standing; nobody else removes it until the end."""
    return await _LOCK.first(work, _values(caller, place))


async def list_of_consumer(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    consumer_id: UUID,
    limit: int,
    after: PagePosition | None,
) -> Page[ConsumerVersion] | None:
    """Return a page of a consumer's versions, latest first; None if it is not seen."""
    values = visibility.of(caller, team_id, consumer_id=consumer_id)
    return await _PAGE.fetch(reader, values, limit, after)


async def resolve(
    reader: Reader, caller: Caller, team_id: UUID, named: Iterable[NamedContract]
) -> tuple[ResolvedContract, ...]:
    """Return which contracts are meant, as far as the caller can see them."""
    wanted = list(named)
    values = visibility.of(
        caller,
        team_id,
        api_ids=[each.api_id for each in wanted],
        references=[each.reference for each in wanted],
    )
    return await _RESOLVE.every(reader, values)


async def document(
    reader: Reader, caller: Caller, team_id: UUID, named: NamedContract
) -> bytes | None:
    """Return the bytes of a contract that a consumer of a team may build on."""
    values = visibility.of(
        caller, team_id, api_ids=[named.api_id], references=[named.reference]
    )
    return rows.optional_bytes(await rows.value(reader, _DOCUMENT, values))


async def register(
    work: UnitOfWork,
    consumer_id: UUID,
    label: str,
    contracts: Mapping[UUID, CheckedUsage | None],
) -> UUID | None:
    """Add a version that was built against contracts; None if the label is taken.

    Raises:
        NotFound: the consumer or a contract is gone.

    """
    values = {"of_consumer_id": consumer_id, "new_label": label}
    made: UUID | None = await rows.value(work, _REGISTER, values)
    if made and (
        known := [
            {
                "consumer_version_id": made,
                "version_id": version_id,
                "usage": usage.content if usage else None,
                "usage_digest": usage.digest if usage else None,
            }
            for version_id, usage in contracts.items()
        ]
    ):
        await rows.execute(work, _KNOW, known)
    return made


async def delete_one(work: UnitOfWork, consumer_version_id: UUID) -> None:
    """Remove a locked version, and with it its deployments."""
    await rows.execute(work, _DELETE, {"consumer_version_id": consumer_version_id})


def _values(caller: Caller, place: tuple[UUID, UUID, UUID]) -> dict[str, object]:
    team_id, consumer_id, version_id = place
    return visibility.of(
        caller, team_id, consumer_id=consumer_id, consumer_version_id=version_id
    )
