"""Routes of the tag `sessions`."""

from typing import Final

from .. import models
from ..ports.sessions import SessionsPort
from ..responses import sessions as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
    ResponseSpec,
)

LIST_SESSIONS: Final = Operation(
    operation_id="list_sessions",
    method="GET",
    path="/v1/sessions",
    tag="sessions",
    line=378,
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
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="SessionPage"),),
            headers=(
                Header(
                    name="Link",
                    argument="link",
                    schema="/components/headers/Link/schema",
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="403",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="404",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("sessions:read",)),),),
    summary="List one's own open sessions",
)

CREATE_SESSION: Final = Operation(
    operation_id="create_session",
    method="POST",
    path="/v1/sessions",
    tag="sessions",
    line=340,
    body=RequestBody(
        content=(Media(media_type="application/json", schema="Login", max_body=11156),),
        required=True,
    ),
    responses=(
        ResponseSpec(
            status="201",
            content=(Media(media_type="application/json", schema="Tokens"),),
            headers=(
                Header(
                    name="Location",
                    argument="location",
                    schema="/components/headers/Location/schema",
                    required=True,
                ),
                Header(
                    name="Cache-Control",
                    argument="cache_control",
                    schema="/components/headers/NoStore/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="413",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="415",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    summary="Log in",
)

REFRESH_SESSION: Final = Operation(
    operation_id="refresh_session",
    method="POST",
    path="/v1/sessions/refresh",
    tag="sessions",
    line=406,
    body=RequestBody(
        content=(
            Media(media_type="application/json", schema="Refresh", max_body=6560),
        ),
        required=True,
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Tokens"),),
            headers=(
                Header(
                    name="Cache-Control",
                    argument="cache_control",
                    schema="/components/headers/NoStore/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="413",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="415",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    summary="Exchange a refresh token for new tokens",
)

REVOKE_SESSION: Final = Operation(
    operation_id="revoke_session",
    method="DELETE",
    path="/v1/sessions/{session_id}",
    tag="sessions",
    line=443,
    parameters=(
        Parameter(
            name="session_id",
            argument="session_id",
            location="path",
            schema="SessionId",
            required=True,
        ),
    ),
    responses=(
        ResponseSpec(status="204"),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="403",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="404",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("sessions:write",)),),),
    summary="Revoke a session",
)


def router(port: SessionsPort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "sessions",
        runtime,
        (
            Endpoint(
                LIST_SESSIONS,
                port.list_sessions,
                results=(
                    responses.ListSessions200,
                    responses.ListSessions400,
                    responses.ListSessions401,
                    responses.ListSessions403,
                    responses.ListSessions404,
                    responses.ListSessions406,
                    responses.ListSessions422,
                    responses.ListSessions429,
                    responses.ListSessions500,
                    responses.ListSessions503,
                ),
                body_types={},
            ),
            Endpoint(
                CREATE_SESSION,
                port.create_session,
                results=(
                    responses.CreateSession201,
                    responses.CreateSession400,
                    responses.CreateSession401,
                    responses.CreateSession406,
                    responses.CreateSession413,
                    responses.CreateSession415,
                    responses.CreateSession422,
                    responses.CreateSession429,
                    responses.CreateSession500,
                    responses.CreateSession503,
                ),
                body_types={
                    "application/json": models.Login,
                },
            ),
            Endpoint(
                REFRESH_SESSION,
                port.refresh_session,
                results=(
                    responses.RefreshSession200,
                    responses.RefreshSession400,
                    responses.RefreshSession401,
                    responses.RefreshSession406,
                    responses.RefreshSession413,
                    responses.RefreshSession415,
                    responses.RefreshSession422,
                    responses.RefreshSession429,
                    responses.RefreshSession500,
                    responses.RefreshSession503,
                ),
                body_types={
                    "application/json": models.Refresh,
                },
            ),
            Endpoint(
                REVOKE_SESSION,
                port.revoke_session,
                results=(
                    responses.RevokeSession204,
                    responses.RevokeSession400,
                    responses.RevokeSession401,
                    responses.RevokeSession403,
                    responses.RevokeSession404,
                    responses.RevokeSession406,
                    responses.RevokeSession422,
                    responses.RevokeSession429,
                    responses.RevokeSession500,
                    responses.RevokeSession503,
                ),
                body_types={},
            ),
        ),
    )
