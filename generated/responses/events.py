"""Sealed responses of the tag `events`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListEvents200(Sealed):
    """A page of events.

    `#/paths/~1v1~1teams~1{team_id}~1events/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.EventPage
    schema = "EventPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.EventPage
    link: str | None = None


ListEventsResult: TypeAlias = (
    ListEvents200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class WatchEvents200(Sealed):
    """Events, until the stream ends.

    `#/paths/~1v1~1teams~1{team_id}~1events~1stream/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "text/event-stream"
    body_type = models.EventMessageEvent
    schema = "EventMessage"
    item = "event"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: AsyncIterable[models.EventMessageEvent]
    cache_control: Literal["no-store"]


WatchEventsResult: TypeAlias = (
    WatchEvents200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
