"""Routes of the tag `acceptances`."""

from typing import Final

from .. import models
from ..ports.acceptances import AcceptancesPort, UnimplementedAcceptances
from ..responses import acceptances as responses
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

LIST_ACCEPTANCES: Final = Operation(
    operation_id="list_acceptances",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/acceptances",
    tag="acceptances",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1acceptances/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
            required=True,
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
        (Requirement(scheme="access_token", scopes=("proposals:read",)),),
        (Requirement(scheme="api_key", scopes=("proposals:read",)),),
    ),
    summary="List the acceptances of an API",
    responses=declared(responses.ListAcceptancesResult),
)

ACCEPT_CHANGE: Final = Operation(
    operation_id="accept_change",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/acceptances",
    tag="acceptances",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1acceptances/post",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
            required=True,
        ),
        Parameter(
            name="Idempotency-Key",
            argument="idempotency_key",
            location="header",
            schema="/components/parameters/IdempotencyKey/schema",
        ),
    ),
    body=RequestBody(
        content=(Media(media_type="application/json", schema="AcceptanceCreation"),),
        required=True,
    ),
    security=((Requirement(scheme="access_token", scopes=("proposals:write",)),),),
    summary="Accept a change",
    responses=declared(responses.AcceptChangeResult),
)

REVOKE_ACCEPTANCE: Final = Operation(
    operation_id="revoke_acceptance",
    method="DELETE",
    path="/v1/teams/{team_id}/apis/{api_id}/acceptances/{acceptance_id}",
    tag="acceptances",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1acceptances~1{acceptance_id}/delete",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
            required=True,
        ),
        Parameter(
            name="acceptance_id",
            argument="acceptance_id",
            location="path",
            schema="AcceptanceId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("proposals:write",)),),),
    summary="Take an acceptance back",
    responses=declared(responses.RevokeAcceptanceResult),
)


def group(port: AcceptancesPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, AcceptancesPort, UnimplementedAcceptances())
    endpoints = (
        Endpoint(
            LIST_ACCEPTANCES,
            served.handler("list_acceptances"),
            results=kinds_of(responses.ListAcceptancesResult),
        ),
        Endpoint(
            ACCEPT_CHANGE,
            served.handler("accept_change"),
            results=kinds_of(responses.AcceptChangeResult),
            body_types={
                "application/json": models.AcceptanceCreation,
            },
        ),
        Endpoint(
            REVOKE_ACCEPTANCE,
            served.handler("revoke_acceptance"),
            results=kinds_of(responses.RevokeAcceptanceResult),
        ),
    )
    return OperationGroup("acceptances", endpoints, served.is_given, served.missing)


def router(port: AcceptancesPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
