"""A team's audit records: its chain from either end, and whether its links hold."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
)

from impl.database.audit_trail import CONTENT
from impl.database.unit_of_work import Reader
from impl.event_records import AuditFilter, AuditRecord, ChainFacts
from impl.records import Page
from impl.repositories import rows, visibility
from impl.repositories.rows import Query
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import PERMISSIONS, Permission
from impl.tables import AuditChainRow, AuditEventRow
from impl.tables.columns import table_of

_events, _chains = table_of(AuditEventRow), table_of(AuditChainRow)
_BEYOND: Final = 2**63 - 1
_CHAIN = bindparam("chain", type_=Text)
_NUMBER = bindparam("number", type_=BigInteger)
_SINCE = bindparam("since", type_=DateTime(timezone=True))
_UNTIL = bindparam("until", type_=DateTime(timezone=True))
_may_read = and_(
    visibility.is_this_team,
    or_(
        *(
            visibility.own_membership.c.role == str(role)
            for role, may in PERMISSIONS.items()
            if Permission.READ_AUDIT in may
        )
    ),
)


def _is_any_or(name: str) -> ColumnElement[bool]:
    wanted = bindparam(name, type_=Text)
    return or_(wanted.is_(None), _events.c[name] == wanted)


def _some(*, latest_first: bool) -> Select[Any]:
    """Return what selects records on one side of a place, for those who may read."""
    number = _events.c.number
    item = (
        select(*rows.columns(AuditRecord, _events))
        .where(
            _events.c.chain == _CHAIN,
            number < _NUMBER if latest_first else number > _NUMBER,
            *map(_is_any_or, ("actor", "action", "subject")),
            or_(_SINCE.is_(None), _events.c.occurred_at >= _SINCE),
            or_(_UNTIL.is_(None), _events.c.occurred_at < _UNTIL),
        )
        .order_by(number.desc() if latest_first else number)
        .limit(bindparam("size", type_=Integer))
        .lateral("item")
    )
    return (
        select(*item.c)
        .select_from(visibility.visible_teams.join(item, true()))
        .where(_may_read)
        .order_by(item.c.number.desc() if latest_first else item.c.number)
    )


_BEFORE = Query(AuditRecord, partial(_some, latest_first=True), digest=bytes)
_AFTER = Query(AuditRecord, partial(_some, latest_first=False), digest=bytes)


def _noted(name: str) -> Any:
    """Return what the database noted of the chain."""
    return select(_chains.c[name]).where(_chains.c.chain == _CHAIN).scalar_subquery()


def _facts() -> Select[Any]:
    """Return what follows all links of a chain, as it is at one moment."""
    of_chain = _events.c.chain == _CHAIN
    # What has no record before it in the table follows what was pruned.
    before = {
        name: func.coalesce(
            func.lag(_events.c[name]).over(order_by=_events.c.number), _noted(pruned)
        )
        for name, pruned in (("number", "pruned_number"), ("digest", "pruned_digest"))
    }
    content = func.convert_to(literal_column(CONTENT), "UTF8")
    links = (
        select(
            _events.c.number,
            (before["number"] + 1).label("due"),
            _events.c.digest,
            func.sha256(before["digest"].op("||")(content)).label("made"),
        )
        .where(of_chain)
        .subquery()
    )
    is_broken = or_(
        links.c.number != links.c.due,
        func.coalesce(links.c.digest != links.c.made, true()),
    )
    tail = (
        select(_events.c.digest)
        .where(of_chain)
        .order_by(_events.c.number.desc())
        .limit(1)
    )
    return select(
        func.count().label("records"),
        func.min(case((is_broken, links.c.due))).label("first_broken"),
        func.max(links.c.number).label("highest"),
        tail.scalar_subquery().label("tail"),
        *(
            _noted(name).label(name)
            for name in (
                *("pruned_number", "pruned_digest", "last_number", "last_digest"),
            )
        ),
    ).select_from(links)


_FACTS = Query(
    ChainFacts,
    _facts,
    tail=rows.optional_bytes,
    pruned_digest=rows.optional_bytes,
    last_digest=rows.optional_bytes,
)


async def list_of_team(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    wanted: AuditFilter,
    limit: int,
    after: PagePosition | None,
) -> Page[AuditRecord]:
    """Return a page of a team's records, latest first; none to who may not read."""
    # The place in a chain is a number.
    before = after.id.int if after else _BEYOND
    values = _values(caller, team_id, wanted, min(before, _BEYOND), limit + 1)
    found = await _BEFORE.every(reader, values)
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    place = PagePosition(last.occurred_at, UUID(int=last.number))
    return Page(found[:limit], place)


async def after(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    wanted: AuditFilter,
    limit: int,
    number: int,
) -> tuple[AuditRecord, ...]:
    """Return a team's records after a number, the oldest first."""
    values = _values(caller, team_id, wanted, number, limit)
    return await _AFTER.every(reader, values)


async def facts(reader: Reader, team_id: UUID) -> ChainFacts:
    """Return what there is to know of a team's chain."""
    return await _FACTS.one(reader, {"chain": str(team_id)})


def _values(
    caller: Caller, team_id: UUID, wanted: AuditFilter, number: int, size: int
) -> Mapping[str, object]:
    return visibility.of(
        caller,
        team_id,
        chain=str(team_id),
        number=number,
        size=size,
        actor=wanted.actor,
        action=wanted.action,
        subject=wanted.subject,
        since=wanted.since,
        until=wanted.until,
    )
