"""Routes of the tag `audit`."""

from typing import Final

from .. import models
from ..ports.audit import AuditPort, UnimplementedAudit
from ..responses import audit as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Operation,
    Parameter,
    RateLimit,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_AUDIT_RECORDS: Final = Operation(
    operation_id="list_audit_records",
    method="GET",
    path="/v1/teams/{team_id}/audit",
    tag="audit",
    source="#/paths/~1v1~1teams~1{team_id}~1audit/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="actor",
            argument="actor",
            location="query",
            schema="AuditActor",
            style="form",
            explode=True,
        ),
        Parameter(
            name="action",
            argument="action",
            location="query",
            schema="AuditAction",
            style="form",
            explode=True,
        ),
        Parameter(
            name="subject",
            argument="subject",
            location="query",
            schema="AuditSubject",
            style="form",
            explode=True,
        ),
        Parameter(
            name="since",
            argument="since",
            location="query",
            schema="RunTimestamp",
            style="form",
            explode=True,
        ),
        Parameter(
            name="until",
            argument="until",
            location="query",
            schema="RunTimestamp",
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
    security=((Requirement(scheme="access_token", scopes=("audit:read",)),),),
    summary="List the audit records of a team",
    responses=declared(responses.ListAuditRecordsResult),
)

EXPORT_AUDIT_RECORDS: Final = Operation(
    operation_id="export_audit_records",
    method="GET",
    path="/v1/teams/{team_id}/audit/export",
    tag="audit",
    source="#/paths/~1v1~1teams~1{team_id}~1audit~1export/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="actor",
            argument="actor",
            location="query",
            schema="AuditActor",
            style="form",
            explode=True,
        ),
        Parameter(
            name="action",
            argument="action",
            location="query",
            schema="AuditAction",
            style="form",
            explode=True,
        ),
        Parameter(
            name="subject",
            argument="subject",
            location="query",
            schema="AuditSubject",
            style="form",
            explode=True,
        ),
        Parameter(
            name="since",
            argument="since",
            location="query",
            schema="RunTimestamp",
            style="form",
            explode=True,
        ),
        Parameter(
            name="until",
            argument="until",
            location="query",
            schema="RunTimestamp",
            style="form",
            explode=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("audit:read",)),),),
    rate_limit=RateLimit(name="audits", quota=120, window=3600),
    summary="Take along the audit records of a team",
    responses=declared(responses.ExportAuditRecordsResult),
)

VERIFY_AUDIT_RECORDS: Final = Operation(
    operation_id="verify_audit_records",
    method="GET",
    path="/v1/teams/{team_id}/audit/verification",
    tag="audit",
    source="#/paths/~1v1~1teams~1{team_id}~1audit~1verification/get",
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
    ),
    security=((Requirement(scheme="access_token", scopes=("audit:read",)),),),
    rate_limit=RateLimit(name="audits", quota=120, window=3600),
    summary="Find out whether the audit records of a team are as they were written",
    responses=declared(responses.VerifyAuditRecordsResult),
)


def group(port: AuditPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, AuditPort, UnimplementedAudit())
    endpoints = (
        Endpoint(
            LIST_AUDIT_RECORDS,
            served.handler("list_audit_records"),
            results=kinds_of(responses.ListAuditRecordsResult),
            parameter_types={
                "since": models.RunTimestamp,
                "until": models.RunTimestamp,
            },
        ),
        Endpoint(
            EXPORT_AUDIT_RECORDS,
            served.handler("export_audit_records"),
            results=kinds_of(responses.ExportAuditRecordsResult),
            parameter_types={
                "since": models.RunTimestamp,
                "until": models.RunTimestamp,
            },
        ),
        Endpoint(
            VERIFY_AUDIT_RECORDS,
            served.handler("verify_audit_records"),
            results=kinds_of(responses.VerifyAuditRecordsResult),
        ),
    )
    return OperationGroup("audit", endpoints, served.is_given, served.missing)


def router(port: AuditPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
