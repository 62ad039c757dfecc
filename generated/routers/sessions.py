"""Routes of the tag `sessions`."""

from typing import Final

from .. import models
from ..ports.sessions import SessionsPort, UnimplementedSessions
from ..responses import sessions as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RateLimit,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_SESSIONS: Final = Operation(
    operation_id="list_sessions",
    method="GET",
    path="/v1/sessions",
    tag="sessions",
    source="#/paths/~1v1~1sessions/get",
    parameters=(
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
    security=((Requirement(scheme="access_token", scopes=("sessions:read",)),),),
    summary="List one's own open sessions",
    responses=declared(responses.ListSessionsResult),
)

CREATE_SESSION: Final = Operation(
    operation_id="create_session",
    method="POST",
    path="/v1/sessions",
    tag="sessions",
    source="#/paths/~1v1~1sessions/post",
    body=RequestBody(
        content=(Media(media_type="application/json", schema="Login"),), required=True
    ),
    rate_limit=RateLimit(name="sessions", quota=300, window=60, by="address"),
    summary="Log in",
    responses=declared(responses.CreateSessionResult),
)

REFRESH_SESSION: Final = Operation(
    operation_id="refresh_session",
    method="POST",
    path="/v1/sessions/refresh",
    tag="sessions",
    source="#/paths/~1v1~1sessions~1refresh/post",
    body=RequestBody(
        content=(
            Media(media_type="application/json", schema="Refresh", max_body=6560),
        ),
        required=True,
    ),
    rate_limit=RateLimit(name="sessions", quota=300, window=60, by="address"),
    summary="Exchange a refresh token for new tokens",
    responses=declared(responses.RefreshSessionResult),
)

REVOKE_SESSION: Final = Operation(
    operation_id="revoke_session",
    method="DELETE",
    path="/v1/sessions/{session_id}",
    tag="sessions",
    source="#/paths/~1v1~1sessions~1{session_id}/delete",
    parameters=(
        Parameter(
            name="session_id",
            argument="session_id",
            location="path",
            schema="SessionId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("sessions:write",)),),),
    summary="Revoke a session",
    responses=declared(responses.RevokeSessionResult),
)


def group(port: SessionsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, SessionsPort, UnimplementedSessions())
    endpoints = (
        Endpoint(
            LIST_SESSIONS,
            served.handler("list_sessions"),
            results=kinds_of(responses.ListSessionsResult),
        ),
        Endpoint(
            CREATE_SESSION,
            served.handler("create_session"),
            results=kinds_of(responses.CreateSessionResult),
            body_types={
                "application/json": models.Login,
            },
        ),
        Endpoint(
            REFRESH_SESSION,
            served.handler("refresh_session"),
            results=kinds_of(responses.RefreshSessionResult),
            body_types={
                "application/json": models.Refresh,
            },
        ),
        Endpoint(
            REVOKE_SESSION,
            served.handler("revoke_session"),
            results=kinds_of(responses.RevokeSessionResult),
        ),
    )
    return OperationGroup("sessions", endpoints, served.is_given, served.missing)


def router(port: SessionsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
