"""What happened in a team, as a list and as it happens."""

from typing import Self
from uuid import UUID

from generated import Context, models
from generated.responses import events as responses
from impl.event_records import EventFilter
from impl.handlers import event_wire
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
                items=[event_wire.event(each) for each in page.items],
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
        event = event_wire.event(await anext(self._stream))
        return models.EventMessageEvent(id=event.id, event=event.type, data=event)

    async def aclose(self) -> None:
        await self._stream.aclose()


def _api(api_id: models.ApiId | None) -> UUID | None:
    return ids.decode(ids.API, api_id) if api_id else None
