"""Routes of the tag `events`."""

from typing import Final

from .. import models
from ..ports.events import EventsPort, UnimplementedEvents
from ..responses import events as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Operation,
    Parameter,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_EVENTS: Final = Operation(
    operation_id="list_events",
    method="GET",
    path="/v1/teams/{team_id}/events",
    tag="events",
    source="#/paths/~1v1~1teams~1{team_id}~1events/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="type",
            argument="type",
            location="query",
            schema="EventType",
            style="form",
            explode=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="query",
            schema="ApiId",
            style="form",
            explode=True,
        ),
        Parameter(
            name="limit",
            argument="limit",
            location="query",
            schema="/components/parameters/Limit/schema",
            style="form",
            explode=True,
            default=20,
        ),
        Parameter(
            name="cursor",
            argument="cursor",
            location="query",
            schema="Cursor",
            style="form",
            explode=True,
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("events:read",)),),
        (Requirement(scheme="api_key", scopes=("events:read",)),),
    ),
    summary="List what happened in a team",
    responses=declared(responses.ListEventsResult),
)

WATCH_EVENTS: Final = Operation(
    operation_id="watch_events",
    method="GET",
    path="/v1/teams/{team_id}/events/stream",
    tag="events",
    source="#/paths/~1v1~1teams~1{team_id}~1events~1stream/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="type",
            argument="type",
            location="query",
            schema="EventType",
            style="form",
            explode=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="query",
            schema="ApiId",
            style="form",
            explode=True,
        ),
        Parameter(
            name="Last-Event-ID",
            argument="last_event_id",
            location="header",
            schema="EventId",
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("events:read",)),),
        (Requirement(scheme="api_key", scopes=("events:read",)),),
    ),
    summary="Watch what happens in a team",
    responses=declared(responses.WatchEventsResult),
)


def group(port: EventsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, EventsPort, UnimplementedEvents())
    endpoints = (
        Endpoint(
            LIST_EVENTS,
            served.handler("list_events"),
            results=kinds_of(responses.ListEventsResult),
            parameter_types={
                "type": models.EventType,
            },
        ),
        Endpoint(
            WATCH_EVENTS,
            served.handler("watch_events"),
            results=kinds_of(responses.WatchEventsResult),
            parameter_types={
                "type": models.EventType,
            },
        ),
    )
    return OperationGroup("events", endpoints, served.is_given, served.missing)


def router(port: EventsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
