"""Routes of the tag `verifications`."""

from typing import Final

from .. import models
from ..ports.verifications import UnimplementedVerifications, VerificationsPort
from ..responses import verifications as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.bodies.uploads import Upload
from ..runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RateLimit,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

LIST_VERIFICATIONS: Final = Operation(
    operation_id="list_verifications",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/verifications",
    tag="verifications",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1verifications/get",
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
            name="version",
            argument="version",
            location="path",
            schema="VersionReference",
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
        (Requirement(scheme="access_token", scopes=("deployments:read",)),),
        (Requirement(scheme="api_key", scopes=("deployments:read",)),),
    ),
    summary="List the verifications of a version",
    responses=declared(responses.ListVerificationsResult),
)

RECORD_VERIFICATION: Final = Operation(
    operation_id="record_verification",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/verifications",
    tag="verifications",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1verifications/post",
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
            name="version",
            argument="version",
            location="path",
            schema="VersionReference",
            required=True,
        ),
        Parameter(
            name="build",
            argument="build",
            location="query",
            schema="Build",
            required=True,
            style="form",
            explode=True,
        ),
        Parameter(
            name="commit",
            argument="commit",
            location="query",
            schema="Commit",
            style="form",
            explode=True,
        ),
        Parameter(
            name="branch",
            argument="branch",
            location="query",
            schema="Branch",
            style="form",
            explode=True,
        ),
        Parameter(
            name="environment",
            argument="environment",
            location="query",
            schema="Name",
            style="form",
            explode=True,
        ),
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
                media_type="application/json",
                schema="VerificationReport",
                max_body=4194304,
            ),
            Media(media_type="application/xml", max_size=16777216),
            Media(media_type="text/xml", max_size=16777216),
            Media(media_type="application/x-ndjson", max_size=16777216),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("deployments:write",)),),
        (Requirement(scheme="api_key", scopes=("deployments:write",)),),
    ),
    rate_limit=RateLimit(name="publications", quota=300, window=60),
    summary="Record what a test run of a build came to",
    responses=declared(responses.RecordVerificationResult),
)

GET_VERIFICATION: Final = Operation(
    operation_id="get_verification",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/verifications/{verification_id}",
    tag="verifications",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1verifications~1{verification_id}/get",
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
            name="version",
            argument="version",
            location="path",
            schema="VersionReference",
            required=True,
        ),
        Parameter(
            name="verification_id",
            argument="verification_id",
            location="path",
            schema="VerificationId",
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
        (Requirement(scheme="access_token", scopes=("deployments:read",)),),
        (Requirement(scheme="api_key", scopes=("deployments:read",)),),
    ),
    summary="Read a verification",
    responses=declared(responses.GetVerificationResult),
)


def group(port: VerificationsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, VerificationsPort, UnimplementedVerifications())
    endpoints = (
        Endpoint(
            LIST_VERIFICATIONS,
            served.handler("list_verifications"),
            results=kinds_of(responses.ListVerificationsResult),
        ),
        Endpoint(
            RECORD_VERIFICATION,
            served.handler("record_verification"),
            results=kinds_of(responses.RecordVerificationResult),
            body_types={
                "application/json": models.VerificationReport,
                "application/xml": Upload,
                "text/xml": Upload,
                "application/x-ndjson": Upload,
            },
        ),
        Endpoint(
            GET_VERIFICATION,
            served.handler("get_verification"),
            results=kinds_of(responses.GetVerificationResult),
        ),
    )
    return OperationGroup("verifications", endpoints, served.is_given, served.missing)


def router(port: VerificationsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
