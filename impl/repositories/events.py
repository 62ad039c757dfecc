"""What happened in a team, read in its order from either end."""

from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    true,
)

from impl.database.unit_of_work import Reader
from impl.event_records import Event, EventFilter, FeedEnd
from impl.records import Page
from impl.repositories import rows, visibility
from impl.repositories.rows import Query
from impl.repositories.visibility import teams
from impl.security.caller import Caller
from impl.security.cursors import START, PagePosition
from impl.security.permissions import PERMISSIONS, Permission
from impl.tables import AuditEventRow, EventFeedRow
from impl.tables.audit_events import IN_FEED
from impl.tables.columns import table_of

_events, _feeds = table_of(AuditEventRow), table_of(EventFeedRow)
_COLUMNS = rows.columns(Event, _events)
_PLACE = bindparam("place", type_=Uuid)
# Only those who may list API keys hear of them.
_may_know = or_(
    and_(_events.c.action != "api_key.created", _events.c.action != "api_key.revoked"),
    *(
        visibility.own_membership.c.role == str(role)
        for role, may in PERMISSIONS.items()
        if Permission.MANAGE_API_KEYS in may
    ),
)
_FIRST: Final = UUID(int=0)


def _some(wanted: EventFilter, *, latest_first: bool) -> Select[Any]:
    """Return what selects events on one side of a place, within their team.

    No row at all means that the caller can't see the team; one of nulls, that there
    are no events.
    """
    # As the indexes have it, word for word.
    conditions: list[ColumnElement[bool]] = [
        _events.c.team_id == bindparam("team_id", type_=Uuid),
        literal_column(IN_FEED),
        _may_know,
        _events.c.id < _PLACE if latest_first else _events.c.id > _PLACE,
    ]
    if wanted.api_id is not None:
        conditions.append(_events.c.api_id == bindparam("api_id", type_=Uuid))
    if wanted.action is not None:
        conditions.append(_events.c.action == bindparam("action", type_=Text))
    limited = (
        select(*_COLUMNS)
        .where(*conditions)
        .order_by(_events.c.id.desc() if latest_first else _events.c.id)
        .limit(bindparam("size", type_=Integer))
    )
    item = limited.correlate(visibility.own_membership).lateral("item")
    return (
        select(*item.c)
        .select_from(visibility.visible_teams.outerjoin(item, true()))
        .where(visibility.is_this_team)
        .order_by(item.c.id.desc() if latest_first else item.c.id)
    )


_KINDS = (
    EventFilter(),
    EventFilter(action=""),
    EventFilter(api_id=_FIRST),
    EventFilter("", _FIRST),
)
_BEFORE = {
    each: Query(Event, partial(_some, each, latest_first=True)) for each in _KINDS
}
_AFTER = {
    each: Query(Event, partial(_some, each, latest_first=False)) for each in _KINDS
}
_LAST = (
    select(func.coalesce(_feeds.c.last_event_id, bindparam("first", type_=Uuid)))
    .select_from(
        visibility.visible_teams.outerjoin(_feeds, _feeds.c.team_id == teams.c.id)
    )
    .where(visibility.is_this_team)
)
_ENDS = Query(
    FeedEnd,
    select(*rows.columns(FeedEnd, _feeds)).where(
        _feeds.c.team_id == func.any(bindparam("teams", type_=ARRAY(Uuid)))
    ),
)


async def list_of_team(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    wanted: EventFilter,
    limit: int,
    after: PagePosition | None,
) -> Page[Event] | None:
    """Return a page of a team's events, latest first; None if it can't be seen."""
    place = (after or START).id
    found = await _read(reader, caller, team_id, wanted, limit + 1, place, _BEFORE)
    if found is None or len(found) <= limit:
        return None if found is None else Page(found, None)
    last = found[limit - 1]
    return Page(found[:limit], PagePosition(last.occurred_at, last.id))


async def after(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    wanted: EventFilter,
    limit: int,
    place: UUID,
) -> tuple[Event, ...] | None:
    """Return a team's events after a place, oldest first; None if it can't be seen."""
    return await _read(reader, caller, team_id, wanted, limit, place, _AFTER)


async def last(reader: Reader, caller: Caller, team_id: UUID) -> UUID | None:
    """Return a place after all of a team's events; None if it can't be seen."""
    values = visibility.of(caller, team_id, first=_FIRST)
    found: UUID | None = await rows.value(reader, _LAST, values)
    return found


async def ends(reader: Reader, watched: list[UUID]) -> tuple[FeedEnd, ...]:
    """Return how far the events of teams go; nobody is told what they are."""
    return await _ENDS.every(reader, {"teams": watched})


async def _read(
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    wanted: EventFilter,
    size: int,
    place: UUID,
    queries: dict[EventFilter, Query[Event]],
) -> tuple[Event, ...] | None:
    kind = EventFilter(
        None if wanted.action is None else "",
        None if wanted.api_id is None else _FIRST,
    )
    values = visibility.of(
        caller,
        team_id,
        place=place,
        size=size,
        **({} if wanted.action is None else {"action": wanted.action}),
        **({} if wanted.api_id is None else {"api_id": wanted.api_id}),
    )
    query = queries[kind]
    found = await query.rows(reader, values)
    if not found:
        return None
    return tuple(map(query.record, found)) if found[0][0] is not None else ()
