"""The port of the tag `events`.

What happened in a team, as a list and as it happens.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import events as responses
from ..runtime.http.context import Context, not_implemented


class EventsPort(Protocol):
    """What an implementation of `events` provides."""

    async def list_events(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        type: models.EventType | None,
        api_id: models.ApiId | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListEventsResult:
        """List what happened in a team

        Latest first, in the order in which it became true: what happens later never
        comes in between. Each change has its event, written with it or not at all.
        Events of API keys are shown to those who manage them. Events go away some
        time after what they tell of.

        `#/paths/~1v1~1teams~1{team_id}~1events/get` in the contract.
        """
        ...

    async def watch_events(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        type: models.EventType | None,
        api_id: models.ApiId | None,
        last_event_id: models.EventId | None,
    ) -> responses.WatchEventsResult:
        """Watch what happens in a team

        Server-sent events, oldest first, as they happen. A stream begins with what
        comes next, or, with `Last-Event-ID`, after that event, without a gap. It
        ends by itself after some minutes, when the service stops, and when the
        caller may not read it any more: come back with the last `id`, as browsers
        do unasked. Between events there are comments.

        `#/paths/~1v1~1teams~1{team_id}~1events~1stream/get` in the contract.
        """
        ...


class UnimplementedEvents:
    """Answers 501 to every operation of `events`."""

    async def list_events(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def watch_events(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
