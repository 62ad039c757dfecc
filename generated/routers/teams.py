"""Routes of the tag `teams`."""

from typing import Final

from .. import models
from ..ports.teams import TeamsPort, UnimplementedTeams
from ..responses import teams as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_TEAMS: Final = Operation(
    operation_id="list_teams",
    method="GET",
    path="/v1/teams",
    tag="teams",
    source="#/paths/~1v1~1teams/get",
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
    security=(
        (Requirement(scheme="access_token", scopes=("teams:read",)),),
        (Requirement(scheme="api_key", scopes=("teams:read",)),),
        (Requirement(scheme="api_key", scopes=("consumers:write",)),),
    ),
    summary="List the teams one belongs to",
    responses=declared(responses.ListTeamsResult),
)

CREATE_TEAM: Final = Operation(
    operation_id="create_team",
    method="POST",
    path="/v1/teams",
    tag="teams",
    source="#/paths/~1v1~1teams/post",
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
    security=((Requirement(scheme="access_token", scopes=("teams:write",)),),),
    summary="Create a team",
    responses=declared(responses.CreateTeamResult),
)

GET_TEAM: Final = Operation(
    operation_id="get_team",
    method="GET",
    path="/v1/teams/{team_id}",
    tag="teams",
    source="#/paths/~1v1~1teams~1{team_id}/get",
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
    security=(
        (Requirement(scheme="access_token", scopes=("teams:read",)),),
        (Requirement(scheme="api_key", scopes=("teams:read",)),),
    ),
    summary="Read a team",
    responses=declared(responses.GetTeamResult),
)

DELETE_TEAM: Final = Operation(
    operation_id="delete_team",
    method="DELETE",
    path="/v1/teams/{team_id}",
    tag="teams",
    source="#/paths/~1v1~1teams~1{team_id}/delete",
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
    security=((Requirement(scheme="access_token", scopes=("teams:write",)),),),
    summary="Delete a team",
    responses=declared(responses.DeleteTeamResult),
)

UPDATE_TEAM: Final = Operation(
    operation_id="update_team",
    method="PATCH",
    path="/v1/teams/{team_id}",
    tag="teams",
    source="#/paths/~1v1~1teams~1{team_id}/patch",
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
    security=((Requirement(scheme="access_token", scopes=("teams:write",)),),),
    summary="Change a team",
    responses=declared(responses.UpdateTeamResult),
)


def group(port: TeamsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, TeamsPort, UnimplementedTeams())
    endpoints = (
        Endpoint(
            LIST_TEAMS,
            served.handler("list_teams"),
            results=kinds_of(responses.ListTeamsResult),
        ),
        Endpoint(
            CREATE_TEAM,
            served.handler("create_team"),
            results=kinds_of(responses.CreateTeamResult),
            body_types={
                "application/json": models.TeamCreation,
            },
        ),
        Endpoint(
            GET_TEAM,
            served.handler("get_team"),
            results=kinds_of(responses.GetTeamResult),
        ),
        Endpoint(
            DELETE_TEAM,
            served.handler("delete_team"),
            results=kinds_of(responses.DeleteTeamResult),
        ),
        Endpoint(
            UPDATE_TEAM,
            served.handler("update_team"),
            results=kinds_of(responses.UpdateTeamResult),
            body_types={
                "application/merge-patch+json": models.TeamPatch,
            },
        ),
    )
    return OperationGroup("teams", endpoints, served.is_given, served.missing)


def router(port: TeamsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
