"""Events as wire models."""

from collections.abc import Mapping
from typing import Any, cast

from pydantic import MISSING

from generated import models
from impl.event_records import Event
from impl.handlers import wire
from impl.security import ids


def event(record: Event) -> models.Event:
    """Write an event."""
    details = dict(record.details)
    before, after = details.pop("before", None), details.pop("after", None)
    api_id = record.api_id
    return models.Event(
        id=ids.encode(ids.EVENT, record.id),
        type=models.EventType(record.action),
        team_id=ids.encode(ids.TEAM, record.team_id),
        api_id=wire.optional(ids.encode(ids.API, api_id) if api_id else None),
        subject=record.subject,
        actor=wire.optional(record.actor),
        occurred_at=record.occurred_at,
        before=_facts(before),
        after=_facts(after),
        details=_facts(details),
    )


def _facts(said: object) -> models.EventFacts | MISSING:
    if not said:
        return MISSING
    return models.EventFacts(**cast("Mapping[str, Any]", said))
