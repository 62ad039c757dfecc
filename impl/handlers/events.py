"""What happened in a team, as a list and as it happens."""

from collections.abc import Mapping
from typing import Any, Self, cast
from uuid import UUID

from pydantic import MISSING

from generated import Context, models
from generated.responses import events as responses
from impl.event_records import Event, EventFilter
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.paging import Pager
from impl.security import ids
from impl.services.events import Events, EventStream


class EventsHandler:
    """Implements `EventsPort`."""

    def __init__(self, events: Events, pager: Pager) -> None:
        self._events = events
        self._pager = pager

    async def list_events(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        type: models.EventType | None,  # noqa: A002 - the contract's name
        api_id: models.ApiId | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListEvents200:
        """List a team's events."""
        action = type.value if type else None
        paging = self._pager.page(context, limit, cursor, type=action, api_id=api_id)
        page = await self._events.list_of_team(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            EventFilter(action, _api(api_id)),
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListEvents200(
            body=models.EventPage(
                items=[_written(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def watch_events(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        type: models.EventType | None,  # noqa: A002 - the contract's name
        api_id: models.ApiId | None,
        last_event_id: models.EventId | None,
    ) -> responses.WatchEvents200:
        """Send a team's events as they happen."""
        stream = await self._events.watch(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            EventFilter(type.value if type else None, _api(api_id)),
            ids.decode(ids.EVENT, last_event_id) if last_event_id else None,
        )
        return responses.WatchEvents200(
            body=_Messages(stream), cache_control="no-store"
        )


class _Messages:
    """A stream as it is sent."""

    def __init__(self, stream: EventStream) -> None:
        self._stream = stream

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> models.EventMessageEvent:
        event = _written(await anext(self._stream))
        return models.EventMessageEvent(id=event.id, event=event.type, data=event)

    async def aclose(self) -> None:
        await self._stream.aclose()


def _api(api_id: models.ApiId | None) -> UUID | None:
    return ids.decode(ids.API, api_id) if api_id else None


def _written(record: Event) -> models.Event:
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
