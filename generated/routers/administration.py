"""Routes of the tag `administration`."""

from typing import Final

from .. import models
from ..ports.administration import AdministrationPort, UnimplementedAdministration
from ..responses import administration as responses
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

LIST_ACCOUNTS: Final = Operation(
    operation_id="list_accounts",
    method="GET",
    path="/v1/administration/accounts",
    tag="administration",
    source="#/paths/~1v1~1administration~1accounts/get",
    parameters=(
        Parameter(
            name="address",
            argument="address",
            location="query",
            schema="/paths/~1v1~1administration~1accounts/get/parameters/0/schema",
            style="form",
            explode=True,
        ),
        Parameter(
            name="state",
            argument="state",
            location="query",
            schema="AccountState",
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
    security=((Requirement(scheme="access_token", scopes=("accounts:read",)),),),
    summary="List the accounts of all people",
    responses=declared(responses.ListAccountsResult),
)

SUSPEND_ACCOUNT: Final = Operation(
    operation_id="suspend_account",
    method="PUT",
    path="/v1/administration/accounts/{person_id}/suspension",
    tag="administration",
    source="#/paths/~1v1~1administration~1accounts~1{person_id}~1suspension/put",
    parameters=(
        Parameter(
            name="person_id",
            argument="person_id",
            location="path",
            schema="PersonId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("accounts:write",)),),),
    summary="Suspend an account",
    responses=declared(responses.SuspendAccountResult),
)

RESUME_ACCOUNT: Final = Operation(
    operation_id="resume_account",
    method="DELETE",
    path="/v1/administration/accounts/{person_id}/suspension",
    tag="administration",
    source="#/paths/~1v1~1administration~1accounts~1{person_id}~1suspension/delete",
    parameters=(
        Parameter(
            name="person_id",
            argument="person_id",
            location="path",
            schema="PersonId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("accounts:write",)),),),
    summary="Let the person of a suspended account log in again",
    responses=declared(responses.ResumeAccountResult),
)

END_ACCOUNT_SESSIONS: Final = Operation(
    operation_id="end_account_sessions",
    method="DELETE",
    path="/v1/administration/accounts/{person_id}/sessions",
    tag="administration",
    source="#/paths/~1v1~1administration~1accounts~1{person_id}~1sessions/delete",
    parameters=(
        Parameter(
            name="person_id",
            argument="person_id",
            location="path",
            schema="PersonId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("accounts:write",)),),),
    summary="End all sessions of a person",
    responses=declared(responses.EndAccountSessionsResult),
)


def group(port: AdministrationPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, AdministrationPort, UnimplementedAdministration())
    endpoints = (
        Endpoint(
            LIST_ACCOUNTS,
            served.handler("list_accounts"),
            results=kinds_of(responses.ListAccountsResult),
            parameter_types={
                "state": models.AccountState,
            },
        ),
        Endpoint(
            SUSPEND_ACCOUNT,
            served.handler("suspend_account"),
            results=kinds_of(responses.SuspendAccountResult),
        ),
        Endpoint(
            RESUME_ACCOUNT,
            served.handler("resume_account"),
            results=kinds_of(responses.ResumeAccountResult),
        ),
        Endpoint(
            END_ACCOUNT_SESSIONS,
            served.handler("end_account_sessions"),
            results=kinds_of(responses.EndAccountSessionsResult),
        ),
    )
    return OperationGroup("administration", endpoints, served.is_given, served.missing)


def router(port: AdministrationPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
