"""Audit records; they are only ever added."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Text, Uuid, bindparam, func, insert, select
from sqlalchemy.dialects.postgresql import JSONB

from impl.database.unit_of_work import UnitOfWork
from impl.event_records import UNTOLD, NewEvent
from impl.repositories import deliveries
from impl.tables import AuditEventRow
from impl.tables.columns import table_of

_events = table_of(AuditEventRow)
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
# The database does it, step by step, in one round trip: the row of the feed is held
# until the transaction ends, so that a team's events come in the order of their ids.
_TELL = select(
    func.tell_audit_event(
        *_VALUES.values(), bindparam("only_webhook_id", type_=Uuid), type_=Text
    )
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
            else:
                yield _TELL, {**values, "only_webhook_id": deliveries.only_to(event)}


def add(work: UnitOfWork, event: NewEvent) -> None:
    """Have an event recorded when a unit of work is committed.

    Last of all, because a team's events come one after the other, and so do those of a
    person: who waits for their turn holds up others, and must not be waited for.
    """
    work.ending(_Ending).events.append(event)


def _chain(event: NewEvent) -> tuple[UUID, str]:
    return event.team_id or UUID(int=0), event.actor or event.subject
