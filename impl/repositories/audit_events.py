"""Audit records; they are only ever added."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Executable,
    Text,
    Uuid,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert

from impl.database.unit_of_work import UnitOfWork
from impl.event_records import UNTOLD, NewEvent
from impl.repositories import deliveries
from impl.tables import AuditEventRow, EventFeedRow
from impl.tables.columns import table_of

_events, _feeds = table_of(AuditEventRow), table_of(EventFeedRow)
_VALUES = {
    "actor": bindparam("new_actor", type_=Text),
    "team_id": bindparam("new_team_id", type_=Uuid),
    "api_id": bindparam("new_api_id", type_=Uuid),
    "action": bindparam("new_action", type_=Text),
    "subject": bindparam("new_subject", type_=Text),
    "details": bindparam("new_details", type_=JSONB),
    "client": bindparam("new_client", type_=Text),
    "request_id": bindparam("new_request_id", type_=Text),
}
_NOTE = insert(_events).values(_VALUES)
_LAST = _feeds.c.last_event_id
# The clock may have been put back, or be another one's after a failover.
_behind = func.uuid_extract_timestamp(_LAST) - func.clock_timestamp()
_NEXT = case(
    (func.uuidv7() > _LAST, func.uuidv7()),
    else_=func.uuidv7(_behind + literal_column("interval '2 milliseconds'")),
)
_feed = (
    upsert(_feeds)
    .values(team_id=_VALUES["team_id"], last_event_id=func.uuidv7())
    .on_conflict_do_update(index_elements=["team_id"], set_={"last_event_id": _NEXT})
    .returning(_LAST)
    .cte("feed")
)
_TELL = insert(_events).from_select(
    ["id", "occurred_at", *_VALUES],
    select(_feed.c.last_event_id, func.clock_timestamp(), *_VALUES.values()),
)


class _Ending:
    """What is recorded at the end, when nothing is waited for any more."""

    def __init__(self) -> None:
        self.events: list[NewEvent] = []

    def statements(self) -> Iterator[tuple[Executable, dict[str, Any]]]:
        """Yield what adds the events, always in one order, so that none lock up."""
        for event in sorted(self.events, key=_chain):
            values = {
                "new_actor": event.actor,
                "new_team_id": event.team_id,
                "new_api_id": event.api_id,
                "new_action": event.action,
                "new_subject": event.subject,
                "new_details": json.dumps(dict(event.details)),
                "new_client": event.origin.client,
                "new_request_id": event.origin.request_id,
            }
            if event.team_id is None or event.action in UNTOLD:
                yield _NOTE, values
                continue
            yield _TELL, values
            # Not in one statement: it would not see a webhook that was added while
            # it waited for its turn.
            yield deliveries.of_last_event(event.team_id, event)


def add(work: UnitOfWork, event: NewEvent) -> None:
    """Have an event recorded when a unit of work is committed.

    Last of all, because a team's events come one after the other, and so do those of a
    person: who waits for their turn holds up others, and must not be waited for.
    """
    work.ending(_Ending).events.append(event)


def _chain(event: NewEvent) -> tuple[UUID, str]:
    return event.team_id or UUID(int=0), event.actor or event.subject
