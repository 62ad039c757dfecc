"""Routes of the tag `api_keys`."""

from typing import Final

from .. import models
from ..ports.api_keys import ApiKeysPort
from ..responses import api_keys as responses
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

LIST_API_KEYS: Final = Operation(
    operation_id="list_api_keys",
    method="GET",
    path="/v1/teams/{team_id}/api-keys",
    tag="api_keys",
    line=887,
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
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
            content=(Media(media_type="application/json", schema="ApiKeyPage"),),
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
    security=((Requirement(scheme="access_token", scopes=("api_keys:read",)),),),
    summary="List the API keys of a team",
)

CREATE_API_KEY: Final = Operation(
    operation_id="create_api_key",
    method="POST",
    path="/v1/teams/{team_id}/api-keys",
    tag="api_keys",
    line=840,
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
    ),
    body=RequestBody(
        content=(
            Media(
                media_type="application/json", schema="ApiKeyCreation", max_body=8252
            ),
        ),
        required=True,
    ),
    responses=(
        ResponseSpec(
            status="201",
            content=(Media(media_type="application/json", schema="CreatedApiKey"),),
            headers=(
                Header(
                    name="Location",
                    argument="location",
                    schema="/components/headers/Location/schema",
                    required=True,
                ),
                Header(
                    name="Cache-Control",
                    argument="cache_control",
                    schema="/components/headers/NoStore/schema",
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
    security=((Requirement(scheme="access_token", scopes=("api_keys:write",)),),),
    summary="Create an API key of a team",
)

GET_API_KEY: Final = Operation(
    operation_id="get_api_key",
    method="GET",
    path="/v1/teams/{team_id}/api-keys/{api_key_id}",
    tag="api_keys",
    line=918,
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_key_id",
            argument="api_key_id",
            location="path",
            schema="ApiKeyId",
            required=True,
        ),
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json", schema="ApiKey"),),
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
    security=((Requirement(scheme="access_token", scopes=("api_keys:read",)),),),
    summary="Read an API key",
)

REVOKE_API_KEY: Final = Operation(
    operation_id="revoke_api_key",
    method="DELETE",
    path="/v1/teams/{team_id}/api-keys/{api_key_id}",
    tag="api_keys",
    line=940,
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_key_id",
            argument="api_key_id",
            location="path",
            schema="ApiKeyId",
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
    security=((Requirement(scheme="access_token", scopes=("api_keys:write",)),),),
    summary="Revoke an API key",
)


def router(port: ApiKeysPort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "api_keys",
        runtime,
        (
            Endpoint(
                LIST_API_KEYS,
                port.list_api_keys,
                results=(
                    responses.ListApiKeys200,
                    responses.ListApiKeys400,
                    responses.ListApiKeys401,
                    responses.ListApiKeys403,
                    responses.ListApiKeys404,
                    responses.ListApiKeys406,
                    responses.ListApiKeys422,
                    responses.ListApiKeys429,
                    responses.ListApiKeys500,
                    responses.ListApiKeys503,
                ),
                body_types={},
            ),
            Endpoint(
                CREATE_API_KEY,
                port.create_api_key,
                results=(
                    responses.CreateApiKey201,
                    responses.CreateApiKey400,
                    responses.CreateApiKey401,
                    responses.CreateApiKey403,
                    responses.CreateApiKey404,
                    responses.CreateApiKey406,
                    responses.CreateApiKey409,
                    responses.CreateApiKey413,
                    responses.CreateApiKey415,
                    responses.CreateApiKey422,
                    responses.CreateApiKey429,
                    responses.CreateApiKey500,
                    responses.CreateApiKey503,
                ),
                body_types={
                    "application/json": models.ApiKeyCreation,
                },
            ),
            Endpoint(
                GET_API_KEY,
                port.get_api_key,
                results=(
                    responses.GetApiKey200,
                    responses.GetApiKey400,
                    responses.GetApiKey401,
                    responses.GetApiKey403,
                    responses.GetApiKey404,
                    responses.GetApiKey406,
                    responses.GetApiKey422,
                    responses.GetApiKey429,
                    responses.GetApiKey500,
                    responses.GetApiKey503,
                ),
                body_types={},
            ),
            Endpoint(
                REVOKE_API_KEY,
                port.revoke_api_key,
                results=(
                    responses.RevokeApiKey204,
                    responses.RevokeApiKey400,
                    responses.RevokeApiKey401,
                    responses.RevokeApiKey403,
                    responses.RevokeApiKey404,
                    responses.RevokeApiKey406,
                    responses.RevokeApiKey422,
                    responses.RevokeApiKey429,
                    responses.RevokeApiKey500,
                    responses.RevokeApiKey503,
                ),
                body_types={},
            ),
        ),
    )
