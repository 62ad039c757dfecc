"""Quotas of single teams."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Text, Uuid, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from impl.database.unit_of_work import Reader, UnitOfWork
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.tables import TeamQuotaRow
from impl.tables.columns import table_of

quotas = table_of(TeamQuotaRow)
_OF_TEAM = quotas.c.team_id == bindparam("of_team_id", type_=Uuid)
_ONE = quotas.c.resource == bindparam("of_resource", type_=Text)
_MOST = bindparam("new_most", type_=BigInteger)


@dataclass(frozen=True, slots=True)
class _OwnQuota:
    resource: str
    most: int


_FIND = select(quotas.c.most).where(_OF_TEAM, _ONE)
_ALL = Query(_OwnQuota, select(*rows.columns(_OwnQuota, quotas)).where(_OF_TEAM))
_SET = (
    insert(quotas)
    .values(
        team_id=bindparam("of_team_id", type_=Uuid),
        resource=bindparam("of_resource", type_=Text),
        most=_MOST,
    )
    .on_conflict_do_update(
        index_elements=[quotas.c.team_id, quotas.c.resource], set_={"most": _MOST}
    )
)
_UNSET = delete(quotas).where(_OF_TEAM, _ONE)


async def most_of(work: UnitOfWork, team_id: UUID, resource: str) -> int | None:
    """Return how much a team may have, None if as much as all others."""
    values = {"of_team_id": team_id, "of_resource": resource}
    found: int | None = await rows.value(work, _FIND, values)
    return found


async def of_team(reader: Reader, team_id: UUID) -> dict[str, int]:
    """Return all quotas of a team that are not those of all others, by resource."""
    found = await _ALL.every(reader, {"of_team_id": team_id})
    return {each.resource: each.most for each in found}


async def change(
    work: UnitOfWork, team_id: UUID, resource: str, most: int | None
) -> None:
    """Give a team a quota of its own; None for that of all others."""
    values = {"of_team_id": team_id, "of_resource": resource}
    if most is None:
        await rows.execute(work, _UNSET, values)
    else:
        await rows.execute(work, _SET, {**values, "new_most": most})
