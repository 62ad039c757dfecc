"""Routes of the tag `versions`."""

from typing import Final

from .. import models
from ..ports.versions import UnimplementedVersions, VersionsPort
from ..responses import versions as responses
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

LIST_VERSIONS: Final = Operation(
    operation_id="list_versions",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/versions",
    tag="versions",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions/get",
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
    summary="List the published versions of an API",
    responses=declared(responses.ListVersionsResult),
)

PUBLISH_VERSION: Final = Operation(
    operation_id="publish_version",
    method="POST",
    path="/v1/teams/{team_id}/apis/{api_id}/versions",
    tag="versions",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions/post",
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
            location="query",
            schema="SemanticVersion",
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
            Media(media_type="application/yaml"),
            Media(media_type="application/json"),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("versions:write",)),),
        (Requirement(scheme="api_key", scopes=("versions:write",)),),
    ),
    rate_limit=RateLimit(name="publications", quota=300, window=60),
    summary="Publish a contract",
    responses=declared(responses.PublishVersionResult),
)

GET_VERSION: Final = Operation(
    operation_id="get_version",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}",
    tag="versions",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}/get",
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
    summary="Read a version's metadata",
    responses=declared(responses.GetVersionResult),
)

DOWNLOAD_VERSION: Final = Operation(
    operation_id="download_version",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/document",
    tag="versions",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1document/get",
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
    summary="Download a published contract",
    responses=declared(responses.DownloadVersionResult),
)

DEPRECATE_VERSION: Final = Operation(
    operation_id="deprecate_version",
    method="PUT",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/deprecation",
    tag="versions",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1deprecation/put",
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
                media_type="application/json",
                schema="DeprecationNotice",
                max_body=122228,
            ),
        ),
        required=True,
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("versions:write",)),),
        (Requirement(scheme="api_key", scopes=("versions:write",)),),
    ),
    summary="Deprecate a version",
    responses=declared(responses.DeprecateVersionResult),
)

UNDEPRECATE_VERSION: Final = Operation(
    operation_id="undeprecate_version",
    method="DELETE",
    path="/v1/teams/{team_id}/apis/{api_id}/versions/{version}/deprecation",
    tag="versions",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1deprecation/delete",
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
            name="If-Match",
            argument="if_match",
            location="header",
            schema="/components/parameters/IfMatch/schema",
            required=True,
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("versions:write",)),),
        (Requirement(scheme="api_key", scopes=("versions:write",)),),
    ),
    summary="Take a deprecation back",
    responses=declared(responses.UndeprecateVersionResult),
)


def group(port: VersionsPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, VersionsPort, UnimplementedVersions())
    endpoints = (
        Endpoint(
            LIST_VERSIONS,
            served.handler("list_versions"),
            results=kinds_of(responses.ListVersionsResult),
        ),
        Endpoint(
            PUBLISH_VERSION,
            served.handler("publish_version"),
            results=kinds_of(responses.PublishVersionResult),
            body_types={
                "application/yaml": Upload,
                "application/json": Upload,
            },
        ),
        Endpoint(
            GET_VERSION,
            served.handler("get_version"),
            results=kinds_of(responses.GetVersionResult),
        ),
        Endpoint(
            DOWNLOAD_VERSION,
            served.handler("download_version"),
            results=kinds_of(responses.DownloadVersionResult),
        ),
        Endpoint(
            DEPRECATE_VERSION,
            served.handler("deprecate_version"),
            results=kinds_of(responses.DeprecateVersionResult),
            body_types={
                "application/json": models.DeprecationNotice,
            },
        ),
        Endpoint(
            UNDEPRECATE_VERSION,
            served.handler("undeprecate_version"),
            results=kinds_of(responses.UndeprecateVersionResult),
        ),
    )
    return OperationGroup("versions", endpoints, served.is_given, served.missing)


def router(port: VersionsPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
