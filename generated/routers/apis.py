"""Routes of the tag `apis`."""

from typing import Final

from .. import models
from ..ports.apis import ApisPort
from ..responses import apis as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
    ResponseSpec,
)

LIST_APIS: Final = Operation(
    operation_id="list_apis",
    method="GET",
    path="/v1/teams/{team_id}/apis",
    tag="apis",
    line=1027,
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="query",
            argument="query",
            location="query",
            schema="SearchText",
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
            content=(Media(media_type="application/json", schema="ApiPage"),),
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
        (Requirement(scheme="access_token", scopes=("apis:read",)),),
        (Requirement(scheme="api_key", scopes=("apis:read",)),),
    ),
    summary="List or search the APIs of a team",
)

CREATE_API: Final = Operation(
    operation_id="create_api",
    method="POST",
    path="/v1/teams/{team_id}/apis",
    tag="apis",
    line=962,
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
        content=(
            Media(media_type="application/json", schema="ApiCreation", max_body=126392),
        ),
        required=True,
    ),
    responses=(
        ResponseSpec(
            status="201",
            content=(Media(media_type="application/json", schema="Api"),),
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
        (Requirement(scheme="access_token", scopes=("apis:write",)),),
        (Requirement(scheme="api_key", scopes=("apis:write",)),),
    ),
    summary="Create an API of a team",
)

GET_API: Final = Operation(
    operation_id="get_api",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}",
    tag="apis",
    line=1064,
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
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Api"),),
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
        (Requirement(scheme="access_token", scopes=("apis:read",)),),
        (Requirement(scheme="api_key", scopes=("apis:read",)),),
    ),
    summary="Read an API",
)

DELETE_API: Final = Operation(
    operation_id="delete_api",
    method="DELETE",
    path="/v1/teams/{team_id}/apis/{api_id}",
    tag="apis",
    line=1132,
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
            name="If-Match",
            argument="if_match",
            location="header",
            schema="/components/parameters/IfMatch/schema",
            required=True,
        ),
    ),
    responses=(
        ResponseSpec(status="204"),
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
            status="412",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="428",
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
    security=((Requirement(scheme="access_token", scopes=("apis:write",)),),),
    summary="Delete an API",
)

UPDATE_API: Final = Operation(
    operation_id="update_api",
    method="PATCH",
    path="/v1/teams/{team_id}/apis/{api_id}",
    tag="apis",
    line=1093,
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
                schema="ApiPatch",
                max_body=126392,
            ),
        ),
        required=True,
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="Api"),),
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
            status="412",
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
            status="428",
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
        (Requirement(scheme="access_token", scopes=("apis:write",)),),
        (Requirement(scheme="api_key", scopes=("apis:write",)),),
    ),
    summary="Change an API",
)


def router(port: ApisPort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "apis",
        runtime,
        (
            Endpoint(
                LIST_APIS,
                port.list_apis,
                results=(
                    responses.ListApis200,
                    responses.ListApis400,
                    responses.ListApis401,
                    responses.ListApis403,
                    responses.ListApis404,
                    responses.ListApis406,
                    responses.ListApis422,
                    responses.ListApis429,
                    responses.ListApis500,
                    responses.ListApis503,
                ),
                body_types={},
            ),
            Endpoint(
                CREATE_API,
                port.create_api,
                results=(
                    responses.CreateApi201,
                    responses.CreateApi400,
                    responses.CreateApi401,
                    responses.CreateApi403,
                    responses.CreateApi404,
                    responses.CreateApi406,
                    responses.CreateApi409,
                    responses.CreateApi413,
                    responses.CreateApi415,
                    responses.CreateApi422,
                    responses.CreateApi429,
                    responses.CreateApi500,
                    responses.CreateApi503,
                ),
                body_types={
                    "application/json": models.ApiCreation,
                },
            ),
            Endpoint(
                GET_API,
                port.get_api,
                results=(
                    responses.GetApi200,
                    responses.GetApi304,
                    responses.GetApi400,
                    responses.GetApi401,
                    responses.GetApi403,
                    responses.GetApi404,
                    responses.GetApi406,
                    responses.GetApi422,
                    responses.GetApi429,
                    responses.GetApi500,
                    responses.GetApi503,
                ),
                body_types={},
            ),
            Endpoint(
                DELETE_API,
                port.delete_api,
                results=(
                    responses.DeleteApi204,
                    responses.DeleteApi400,
                    responses.DeleteApi401,
                    responses.DeleteApi403,
                    responses.DeleteApi404,
                    responses.DeleteApi406,
                    responses.DeleteApi412,
                    responses.DeleteApi422,
                    responses.DeleteApi428,
                    responses.DeleteApi429,
                    responses.DeleteApi500,
                    responses.DeleteApi503,
                ),
                body_types={},
            ),
            Endpoint(
                UPDATE_API,
                port.update_api,
                results=(
                    responses.UpdateApi200,
                    responses.UpdateApi400,
                    responses.UpdateApi401,
                    responses.UpdateApi403,
                    responses.UpdateApi404,
                    responses.UpdateApi406,
                    responses.UpdateApi409,
                    responses.UpdateApi412,
                    responses.UpdateApi413,
                    responses.UpdateApi415,
                    responses.UpdateApi422,
                    responses.UpdateApi428,
                    responses.UpdateApi429,
                    responses.UpdateApi500,
                    responses.UpdateApi503,
                ),
                body_types={
                    "application/merge-patch+json": models.ApiPatch,
                },
            ),
        ),
    )
