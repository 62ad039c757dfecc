"""What versions of consumers use of contracts."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, select

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import rows, visibility
from impl.repositories.consumer_versions import consumer_versions, known_contracts
from impl.repositories.consumers import consumers, visible_consumers
from impl.repositories.rows import Query
from impl.security.caller import Caller

_BY_DIGEST = known_contracts.c.usage_digest == bindparam("usage_digest", type_=Text)
_OF_VERSION = known_contracts.c.consumer_version_id == bindparam(
    "consumer_version_id", type_=Uuid
)


@dataclass(frozen=True, slots=True)
class ContractUse:
    """A contract that a version was built against, and the digest of what it uses."""

    version_id: UUID
    usage_digest: str | None


_USES_OF = Query(
    ContractUse,
    select(*rows.columns(ContractUse, known_contracts)).where(_OF_VERSION),
)
_USAGE = (
    select(known_contracts.c.usage)
    .select_from(
        visible_consumers.join(
            consumer_versions, consumer_versions.c.consumer_id == consumers.c.id
        ).join(
            known_contracts,
            known_contracts.c.consumer_version_id == consumer_versions.c.id,
        )
    )
    .where(visibility.is_this_team, _OF_VERSION, _BY_DIGEST)
    .limit(1)
)
_USAGE_OF = (
    select(known_contracts.c.usage)
    .where(
        known_contracts.c.version_id == bindparam("contract_id", type_=Uuid),
        _BY_DIGEST,
    )
    .limit(1)
)


async def uses_of(
    work: UnitOfWork, consumer_version_id: UUID
) -> frozenset[ContractUse]:
    """Return which contracts a version was built against, and what it uses of them."""
    values = {"consumer_version_id": consumer_version_id}
    return frozenset(await _USES_OF.every(work, values))


async def usage(
    reader: Reader, caller: Caller, place: tuple[UUID, UUID, UUID], digest: str
) -> bytes | None:
    """Return what a version uses, as JSON; `place` is the team, the consumer and it."""
    team_id, consumer_id, version_id = place
    values = visibility.of(
        caller,
        team_id,
        consumer_id=consumer_id,
        consumer_version_id=version_id,
        usage_digest=digest,
    )
    return rows.optional_bytes(await rows.value(reader, _USAGE, values))


async def usage_of(reader: Reader, contract_id: UUID, digest: str) -> bytes | None:
    """Return what anybody uses of a contract, as JSON, by its digest."""
    values = {"contract_id": contract_id, "usage_digest": digest}
    return rows.optional_bytes(await rows.value(reader, _USAGE_OF, values))
