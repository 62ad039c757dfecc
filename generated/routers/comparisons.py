"""Routes of the tag `comparisons`."""

from typing import Final

from .. import models
from ..ports.comparisons import ComparisonsPort
from ..responses import comparisons as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter
from ..runtime.app.serving import Endpoint
from ..runtime.bodies.uploads import Upload
from ..runtime.contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
    ResponseSpec,
)

COMPARE_DOCUMENT: Final = Operation(
    operation_id="compare_document",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/comparisons",
    tag="comparisons",
    line=1425,
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
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Comparison"),),
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
            status="201",
            content=(Media(media_type="application/json", schema="Comparison"),),
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
            status="202",
            content=(Media(media_type="application/json", schema="Comparison"),),
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
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
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
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="Compare a version with a document",
)

LIST_COMPARISONS: Final = Operation(
    operation_id="list_comparisons",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons",
    tag="comparisons",
    line=1538,
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
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="ComparisonPage"),),
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
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="List the comparisons of an API",
)

CREATE_COMPARISON: Final = Operation(
    operation_id="create_comparison",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons",
    tag="comparisons",
    line=1518,
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
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Comparison"),),
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
            status="201",
            content=(Media(media_type="application/json", schema="Comparison"),),
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
            status="202",
            content=(Media(media_type="application/json", schema="Comparison"),),
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
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
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
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="Compare two versions",
)

GET_COMPARISON: Final = Operation(
    operation_id="get_comparison",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons/{comparison_id}",
    tag="comparisons",
    line=1571,
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
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Comparison"),),
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
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="Read a comparison",
)

LIST_CHANGES: Final = Operation(
    operation_id="list_changes",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons/{comparison_id}/changes",
    tag="comparisons",
    line=1602,
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
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="ChangePage"),),
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
            status="409",
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
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="List what has changed",
)

DOWNLOAD_CHANGELOG: Final = Operation(
    operation_id="download_changelog",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons/{comparison_id}/changelog",
    tag="comparisons",
    line=1674,
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
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="text/markdown"),),
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
            status="409",
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
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="Download a changelog",
)


def router(port: ComparisonsPort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "comparisons",
        runtime,
        (
            Endpoint(
                COMPARE_DOCUMENT,
                port.compare_document,
                results=(
                    responses.CompareDocument200,
                    responses.CompareDocument201,
                    responses.CompareDocument202,
                    responses.CompareDocument400,
                    responses.CompareDocument401,
                    responses.CompareDocument403,
                    responses.CompareDocument404,
                    responses.CompareDocument406,
                    responses.CompareDocument413,
                    responses.CompareDocument415,
                    responses.CompareDocument422,
                    responses.CompareDocument429,
                    responses.CompareDocument500,
                    responses.CompareDocument503,
                ),
                body_types={
                    "application/yaml": Upload,
                    "application/json": Upload,
                },
            ),
            Endpoint(
                LIST_COMPARISONS,
                port.list_comparisons,
                results=(
                    responses.ListComparisons200,
                    responses.ListComparisons400,
                    responses.ListComparisons401,
                    responses.ListComparisons403,
                    responses.ListComparisons404,
                    responses.ListComparisons406,
                    responses.ListComparisons422,
                    responses.ListComparisons429,
                    responses.ListComparisons500,
                    responses.ListComparisons503,
                ),
                body_types={},
            ),
            Endpoint(
                CREATE_COMPARISON,
                port.create_comparison,
                results=(
                    responses.CreateComparison200,
                    responses.CreateComparison201,
                    responses.CreateComparison202,
                    responses.CreateComparison400,
                    responses.CreateComparison401,
                    responses.CreateComparison403,
                    responses.CreateComparison404,
                    responses.CreateComparison406,
                    responses.CreateComparison413,
                    responses.CreateComparison415,
                    responses.CreateComparison422,
                    responses.CreateComparison429,
                    responses.CreateComparison500,
                    responses.CreateComparison503,
                ),
                body_types={
                    "application/json": models.ComparisonCreation,
                },
            ),
            Endpoint(
                GET_COMPARISON,
                port.get_comparison,
                results=(
                    responses.GetComparison200,
                    responses.GetComparison304,
                    responses.GetComparison400,
                    responses.GetComparison401,
                    responses.GetComparison403,
                    responses.GetComparison404,
                    responses.GetComparison406,
                    responses.GetComparison422,
                    responses.GetComparison429,
                    responses.GetComparison500,
                    responses.GetComparison503,
                ),
                body_types={},
            ),
            Endpoint(
                LIST_CHANGES,
                port.list_changes,
                results=(
                    responses.ListChanges200,
                    responses.ListChanges400,
                    responses.ListChanges401,
                    responses.ListChanges403,
                    responses.ListChanges404,
                    responses.ListChanges406,
                    responses.ListChanges409,
                    responses.ListChanges422,
                    responses.ListChanges429,
                    responses.ListChanges500,
                    responses.ListChanges503,
                ),
                body_types={},
            ),
            Endpoint(
                DOWNLOAD_CHANGELOG,
                port.download_changelog,
                results=(
                    responses.DownloadChangelog200,
                    responses.DownloadChangelog304,
                    responses.DownloadChangelog400,
                    responses.DownloadChangelog401,
                    responses.DownloadChangelog403,
                    responses.DownloadChangelog404,
                    responses.DownloadChangelog406,
                    responses.DownloadChangelog409,
                    responses.DownloadChangelog422,
                    responses.DownloadChangelog429,
                    responses.DownloadChangelog500,
                    responses.DownloadChangelog503,
                ),
                body_types={},
            ),
        ),
    )
