"""Audit records and events, written with what they tell or not at all."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import UnitOfWork
from impl.event_records import Action, NewEvent, Origin
from impl.repositories import audit_events
from impl.security.caller import Caller
from impl.telemetry.logging import of_request

Facts = Mapping[str, object]
# What something was, and what it is now.
Difference = tuple[Facts | None, Facts | None]
_LONGEST: Final = 500


async def record(
    work: UnitOfWork,
    caller: Caller,
    action: Action,
    subject: str,
    *,
    team_id: UUID | None = None,
    api_id: UUID | None = None,
    change: Difference = (None, None),
    details: Facts | None = None,
) -> None:
    """Record, once `work` is committed, that `caller` did `action` to something.

    What is told of a team is for all its members to read.

    Args:
        work: the unit of work of what is told.
        caller: who did it.
        action: what.
        subject: the id of what it was done to.
        team_id: whose it is.
        api_id: the API that it is about, if one.
        change: what it was, and what it is now; of both, only what differs is kept.
        details: what else there is to know; no secrets.
    """
    actor = None if caller.name == "anonymous" else caller.name
    kept, (before, after) = dict(details or {}), change
    if before is not None and after is not None:
        same = {name for name, it in before.items() if after.get(name) == it}
        before, after = _without(before, same), _without(after, same)
    if before:
        kept["before"] = _small(before)
    if after:
        kept["after"] = _small(after)
    origin = Origin(of_request("logged_client"), of_request("request_id"))
    new = NewEvent(actor, team_id, api_id, action, subject, kept, origin)
    audit_events.add(work, new)


def _without(facts: Facts, names: set[str]) -> Facts:
    return {name: it for name, it in facts.items() if name not in names}


def _small(facts: Facts) -> dict[str, object]:
    """Return what is small enough to be told to everybody, every time."""
    return {
        name: it
        for name, it in facts.items()
        if not isinstance(it, str) or len(it) <= _LONGEST
    }
