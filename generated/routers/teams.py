"""Routes of the tag `teams`."""

from typing import Final

from .. import models
from ..ports.teams import TeamsPort
from ..responses import teams as responses
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

LIST_TEAMS: Final = Operation(
    operation_id="list_teams",
    method="GET",
    path="/v1/teams",
    tag="teams",
    line=530,
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
            content=(Media(media_type="application/json", schema="TeamPage"),),
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
    security=((Requirement(scheme="access_token", scopes=("teams:read",)),),),
    summary="List the teams one belongs to",
)

CREATE_TEAM: Final = Operation(
    operation_id="create_team",
    method="POST",
    path="/v1/teams",
    tag="teams",
    line=465,
    parameters=(
        Parameter(
            name="Idempotency-Key",
            argument="idempotency_key",
            location="header",
            schema="/components/parameters/IdempotencyKey/schema",
        ),
    ),
    body=RequestBody(
        content=(
            Media(
                media_type="application/json", schema="TeamCreation", max_body=126392
            ),
        ),
        required=True,
    ),
    responses=(
        ResponseSpec(
            status="201",
            content=(Media(media_type="application/json", schema="Team"),),
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
                Header(
                    name="Location",
                    argument="location",
                    schema="/components/headers/Location/schema",
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
            status="403",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="409",
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
    security=((Requirement(scheme="access_token", scopes=("teams:write",)),),),
    summary="Create a team",
)

GET_TEAM: Final = Operation(
    operation_id="get_team",
    method="GET",
    path="/v1/teams/{team_id}",
    tag="teams",
    line=560,
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Team"),),
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="304",
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
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
    security=(
        (Requirement(scheme="access_token", scopes=("teams:read",)),),
        (Requirement(scheme="api_key", scopes=("teams:read",)),),
    ),
    summary="Read a team",
)

DELETE_TEAM: Final = Operation(
    operation_id="delete_team",
    method="DELETE",
    path="/v1/teams/{team_id}",
    tag="teams",
    line=628,
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="If-Match",
            argument="if_match",
            location="header",
            schema="/components/parameters/IfMatch/schema",
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
            status="412",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="428",
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
    security=((Requirement(scheme="access_token", scopes=("teams:write",)),),),
    summary="Delete a team",
)

UPDATE_TEAM: Final = Operation(
    operation_id="update_team",
    method="PATCH",
    path="/v1/teams/{team_id}",
    tag="teams",
    line=589,
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="If-Match",
            argument="if_match",
            location="header",
            schema="/components/parameters/IfMatch/schema",
            required=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(
                media_type="application/merge-patch+json",
                schema="TeamPatch",
                max_body=126392,
            ),
        ),
        required=True,
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Team"),),
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
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
            status="409",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="412",
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
            status="428",
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
    security=((Requirement(scheme="access_token", scopes=("teams:write",)),),),
    summary="Change a team",
)


def router(port: TeamsPort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "teams",
        runtime,
        (
            Endpoint(
                LIST_TEAMS,
                port.list_teams,
                results=(
                    responses.ListTeams200,
                    responses.ListTeams400,
                    responses.ListTeams401,
                    responses.ListTeams403,
                    responses.ListTeams404,
                    responses.ListTeams406,
                    responses.ListTeams422,
                    responses.ListTeams429,
                    responses.ListTeams500,
                    responses.ListTeams503,
                ),
                body_types={},
            ),
            Endpoint(
                CREATE_TEAM,
                port.create_team,
                results=(
                    responses.CreateTeam201,
                    responses.CreateTeam400,
                    responses.CreateTeam401,
                    responses.CreateTeam403,
                    responses.CreateTeam406,
                    responses.CreateTeam409,
                    responses.CreateTeam413,
                    responses.CreateTeam415,
                    responses.CreateTeam422,
                    responses.CreateTeam429,
                    responses.CreateTeam500,
                    responses.CreateTeam503,
                ),
                body_types={
                    "application/json": models.TeamCreation,
                },
            ),
            Endpoint(
                GET_TEAM,
                port.get_team,
                results=(
                    responses.GetTeam200,
                    responses.GetTeam304,
                    responses.GetTeam400,
                    responses.GetTeam401,
                    responses.GetTeam403,
                    responses.GetTeam404,
                    responses.GetTeam406,
                    responses.GetTeam422,
                    responses.GetTeam429,
                    responses.GetTeam500,
                    responses.GetTeam503,
                ),
                body_types={},
            ),
            Endpoint(
                DELETE_TEAM,
                port.delete_team,
                results=(
                    responses.DeleteTeam204,
                    responses.DeleteTeam400,
                    responses.DeleteTeam401,
                    responses.DeleteTeam403,
                    responses.DeleteTeam404,
                    responses.DeleteTeam406,
                    responses.DeleteTeam412,
                    responses.DeleteTeam422,
                    responses.DeleteTeam428,
                    responses.DeleteTeam429,
                    responses.DeleteTeam500,
                    responses.DeleteTeam503,
                ),
                body_types={},
            ),
            Endpoint(
                UPDATE_TEAM,
                port.update_team,
                results=(
                    responses.UpdateTeam200,
                    responses.UpdateTeam400,
                    responses.UpdateTeam401,
                    responses.UpdateTeam403,
                    responses.UpdateTeam404,
                    responses.UpdateTeam406,
                    responses.UpdateTeam409,
                    responses.UpdateTeam412,
                    responses.UpdateTeam413,
                    responses.UpdateTeam415,
                    responses.UpdateTeam422,
                    responses.UpdateTeam428,
                    responses.UpdateTeam429,
                    responses.UpdateTeam500,
                    responses.UpdateTeam503,
                ),
                body_types={
                    "application/merge-patch+json": models.TeamPatch,
                },
            ),
        ),
    )
