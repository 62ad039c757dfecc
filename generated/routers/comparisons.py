"""Routes of the tag `comparisons`."""

from typing import Final

from .. import models
from ..ports.comparisons import ComparisonsPort, UnimplementedComparisons
from ..responses import comparisons as responses
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

COMPARE_DOCUMENT: Final = Operation(
    operation_id="compare_document",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/comparisons",
    tag="comparisons",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1comparisons/post",
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
            name="profile",
            argument="profile",
            location="query",
            schema="ProfileName",
            style="form",
            explode=True,
        ),
        Parameter(
            name="as_of",
            argument="as_of",
            location="query",
            schema="Date",
            style="form",
            explode=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(media_type="application/yaml"),
            Media(media_type="application/json"),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    rate_limit=RateLimit(name="comparisons", quota=300, window=60),
    summary="Compare a version with a document",
    responses=declared(responses.CompareDocumentResult),
)

LIST_COMPARISONS: Final = Operation(
    operation_id="list_comparisons",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons",
    tag="comparisons",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons/get",
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
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="List the comparisons of an API",
    responses=declared(responses.ListComparisonsResult),
)

CREATE_COMPARISON: Final = Operation(
    operation_id="create_comparison",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons",
    tag="comparisons",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons/post",
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
    ),
    body=RequestBody(
        content=(Media(media_type="application/json", schema="ComparisonCreation"),),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    rate_limit=RateLimit(name="comparisons", quota=300, window=60),
    summary="Compare two versions",
    responses=declared(responses.CreateComparisonResult),
)

GET_COMPARISON: Final = Operation(
    operation_id="get_comparison",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons/{comparison_id}",
    tag="comparisons",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}/get",
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
            name="comparison_id",
            argument="comparison_id",
            location="path",
            schema="ComparisonId",
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
    summary="Read a comparison",
    responses=declared(responses.GetComparisonResult),
)

LIST_CHANGES: Final = Operation(
    operation_id="list_changes",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons/{comparison_id}/changes",
    tag="comparisons",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}~1changes/get",
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
            name="comparison_id",
            argument="comparison_id",
            location="path",
            schema="ComparisonId",
            required=True,
        ),
        Parameter(
            name="verdict",
            argument="verdict",
            location="query",
            schema="Verdict",
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
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="List what has changed",
    responses=declared(responses.ListChangesResult),
)

DOWNLOAD_CHANGELOG: Final = Operation(
    operation_id="download_changelog",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons/{comparison_id}/changelog",
    tag="comparisons",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}~1changelog/get",
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
            name="comparison_id",
            argument="comparison_id",
            location="path",
            schema="ComparisonId",
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
    summary="Download a changelog",
    responses=declared(responses.DownloadChangelogResult),
)


def group(port: ComparisonsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, ComparisonsPort, UnimplementedComparisons())
    endpoints = (
        Endpoint(
            COMPARE_DOCUMENT,
            served.handler("compare_document"),
            results=kinds_of(responses.CompareDocumentResult),
            parameter_types={
                "profile": models.ProfileName,
                "as_of": models.Date,
            },
            body_types={
                "application/yaml": Upload,
                "application/json": Upload,
            },
        ),
        Endpoint(
            LIST_COMPARISONS,
            served.handler("list_comparisons"),
            results=kinds_of(responses.ListComparisonsResult),
        ),
        Endpoint(
            CREATE_COMPARISON,
            served.handler("create_comparison"),
            results=kinds_of(responses.CreateComparisonResult),
            body_types={
                "application/json": models.ComparisonCreation,
            },
        ),
        Endpoint(
            GET_COMPARISON,
            served.handler("get_comparison"),
            results=kinds_of(responses.GetComparisonResult),
        ),
        Endpoint(
            LIST_CHANGES,
            served.handler("list_changes"),
            results=kinds_of(responses.ListChangesResult),
            parameter_types={
                "verdict": models.Verdict,
            },
        ),
        Endpoint(
            DOWNLOAD_CHANGELOG,
            served.handler("download_changelog"),
            results=kinds_of(responses.DownloadChangelogResult),
        ),
    )
    return OperationGroup("comparisons", endpoints, served.is_given, served.missing)


def router(port: ComparisonsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
