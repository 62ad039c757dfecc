"""Routes of the tag `grants`."""

from typing import Final

from ..ports.grants import GrantsPort, UnimplementedGrants
from ..responses import grants as responses
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

LIST_GRANTS: Final = Operation(
    operation_id="list_grants",
    method="GET",
    path="/v1/people/me/grants",
    tag="grants",
    source="#/paths/~1v1~1people~1me~1grants/get",
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
    summary="List what one has allowed clients",
    responses=declared(responses.ListGrantsResult),
)

REVOKE_GRANT: Final = Operation(
    operation_id="revoke_grant",
    method="DELETE",
    path="/v1/people/me/grants/{grant_id}",
    tag="grants",
    source="#/paths/~1v1~1people~1me~1grants~1{grant_id}/delete",
    parameters=(
        Parameter(
            name="grant_id",
            argument="grant_id",
            location="path",
            schema="GrantId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("sessions:write",)),),),
    summary="Allow a client no longer what one has allowed",
    responses=declared(responses.RevokeGrantResult),
)


def group(port: GrantsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, GrantsPort, UnimplementedGrants())
    endpoints = (
        Endpoint(
            LIST_GRANTS,
            served.handler("list_grants"),
            results=kinds_of(responses.ListGrantsResult),
        ),
        Endpoint(
            REVOKE_GRANT,
            served.handler("revoke_grant"),
            results=kinds_of(responses.RevokeGrantResult),
        ),
    )
    return OperationGroup("grants", endpoints, served.is_given, served.missing)


def router(port: GrantsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
