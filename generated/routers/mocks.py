"""Routes of the tag `mocks`."""

from typing import Final

from ..ports.mocks import MocksPort, UnimplementedMocks
from ..responses import mocks as responses
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

GET_MOCK: Final = Operation(
    operation_id="get_mock",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/mock",
    tag="mocks",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1mock/get",
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
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="Find the mock of a version",
    responses=declared(responses.GetMockResult),
)

GET_MOCK_REPORT: Final = Operation(
    operation_id="get_mock_report",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/mock/report",
    tag="mocks",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1mock~1report/get",
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
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="Read what a mock remembers",
    responses=declared(responses.GetMockReportResult),
)

RESET_MOCK: Final = Operation(
    operation_id="reset_mock",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/mock/reset",
    tag="mocks",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1mock~1reset/post",
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
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="Have a mock forget",
    responses=declared(responses.ResetMockResult),
)


def group(port: MocksPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, MocksPort, UnimplementedMocks())
    endpoints = (
        Endpoint(
            GET_MOCK,
            served.handler("get_mock"),
            results=kinds_of(responses.GetMockResult),
        ),
        Endpoint(
            GET_MOCK_REPORT,
            served.handler("get_mock_report"),
            results=kinds_of(responses.GetMockReportResult),
        ),
        Endpoint(
            RESET_MOCK,
            served.handler("reset_mock"),
            results=kinds_of(responses.ResetMockResult),
        ),
    )
    return OperationGroup("mocks", endpoints, served.is_given, served.missing)


def router(port: MocksPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
