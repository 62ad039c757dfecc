"""Sealed responses of the tag `api_keys`: an operation can give no other."""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias, final

from .. import models
from ..runtime.operation import Header
from ..runtime.sealed import Sealed


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApiKeys200(Sealed):
    """A page of keys.

    Line 865 of the contract.
    """

    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = models.ApiKeyPage
    schema: ClassVar[str | None] = "ApiKeyPage"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ApiKeyPage
    link: str | None = None


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApiKeys400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1491 of the contract.
    """

    status_code: ClassVar[str] = "400"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApiKeys401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1496 of the contract.
    """

    status_code: ClassVar[str] = "401"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="WWW-Authenticate",
            argument="www_authenticate",
            schema="/components/headers/WWWAuthenticate/schema",
            required=True,
        ),
    )
    body: models.Problem
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApiKeys403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1503 of the contract.
    """

    status_code: ClassVar[str] = "403"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApiKeys404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1508 of the contract.
    """

    status_code: ClassVar[str] = "404"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApiKeys406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1513 of the contract.
    """

    status_code: ClassVar[str] = "406"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApiKeys422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1538 of the contract.
    """

    status_code: ClassVar[str] = "422"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApiKeys500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1555 of the contract.
    """

    status_code: ClassVar[str] = "500"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApiKeys503(Sealed):
    """The service can't reach its database now; nothing was changed.

    Line 1560 of the contract.
    """

    status_code: ClassVar[str] = "503"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
    )
    body: models.Problem
    retry_after: int


ListApiKeysResult: TypeAlias = (
    ListApiKeys200
    | ListApiKeys400
    | ListApiKeys401
    | ListApiKeys403
    | ListApiKeys404
    | ListApiKeys406
    | ListApiKeys422
    | ListApiKeys500
    | ListApiKeys503
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey201(Sealed):
    """The key, with its secret.

    Line 826 of the contract.
    """

    status_code: ClassVar[str] = "201"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = models.CreatedApiKey
    schema: ClassVar[str | None] = "CreatedApiKey"
    headers: ClassVar[tuple[Header, ...]] = (
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
    )
    body: models.CreatedApiKey
    location: str
    cache_control: Literal["no-store"]


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1491 of the contract.
    """

    status_code: ClassVar[str] = "400"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1496 of the contract.
    """

    status_code: ClassVar[str] = "401"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="WWW-Authenticate",
            argument="www_authenticate",
            schema="/components/headers/WWWAuthenticate/schema",
            required=True,
        ),
    )
    body: models.Problem
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1503 of the contract.
    """

    status_code: ClassVar[str] = "403"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1508 of the contract.
    """

    status_code: ClassVar[str] = "404"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1513 of the contract.
    """

    status_code: ClassVar[str] = "406"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey409(Sealed):
    """The request contradicts the current state, for example a name that is taken.

    Line 1518 of the contract.
    """

    status_code: ClassVar[str] = "409"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey413(Sealed):
    """The body is larger than this service takes.

    Line 1528 of the contract.
    """

    status_code: ClassVar[str] = "413"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey415(Sealed):
    """The body is in a media type that this operation does not take.

    Line 1533 of the contract.
    """

    status_code: ClassVar[str] = "415"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1538 of the contract.
    """

    status_code: ClassVar[str] = "422"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1555 of the contract.
    """

    status_code: ClassVar[str] = "500"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey503(Sealed):
    """The service can't reach its database now; nothing was changed.

    Line 1560 of the contract.
    """

    status_code: ClassVar[str] = "503"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
    )
    body: models.Problem
    retry_after: int


CreateApiKeyResult: TypeAlias = (
    CreateApiKey201
    | CreateApiKey400
    | CreateApiKey401
    | CreateApiKey403
    | CreateApiKey404
    | CreateApiKey406
    | CreateApiKey409
    | CreateApiKey413
    | CreateApiKey415
    | CreateApiKey422
    | CreateApiKey500
    | CreateApiKey503
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApiKey200(Sealed):
    """The key, without its secret.

    Line 892 of the contract.
    """

    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = models.ApiKey
    schema: ClassVar[str | None] = "ApiKey"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.ApiKey


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApiKey400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1491 of the contract.
    """

    status_code: ClassVar[str] = "400"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApiKey401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1496 of the contract.
    """

    status_code: ClassVar[str] = "401"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="WWW-Authenticate",
            argument="www_authenticate",
            schema="/components/headers/WWWAuthenticate/schema",
            required=True,
        ),
    )
    body: models.Problem
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApiKey403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1503 of the contract.
    """

    status_code: ClassVar[str] = "403"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApiKey404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1508 of the contract.
    """

    status_code: ClassVar[str] = "404"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApiKey406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1513 of the contract.
    """

    status_code: ClassVar[str] = "406"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApiKey422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1538 of the contract.
    """

    status_code: ClassVar[str] = "422"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApiKey500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1555 of the contract.
    """

    status_code: ClassVar[str] = "500"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApiKey503(Sealed):
    """The service can't reach its database now; nothing was changed.

    Line 1560 of the contract.
    """

    status_code: ClassVar[str] = "503"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
    )
    body: models.Problem
    retry_after: int


GetApiKeyResult: TypeAlias = (
    GetApiKey200
    | GetApiKey400
    | GetApiKey401
    | GetApiKey403
    | GetApiKey404
    | GetApiKey406
    | GetApiKey422
    | GetApiKey500
    | GetApiKey503
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey204(Sealed):
    """The key is revoked.

    Line 913 of the contract.
    """

    status_code: ClassVar[str] = "204"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1491 of the contract.
    """

    status_code: ClassVar[str] = "400"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1496 of the contract.
    """

    status_code: ClassVar[str] = "401"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="WWW-Authenticate",
            argument="www_authenticate",
            schema="/components/headers/WWWAuthenticate/schema",
            required=True,
        ),
    )
    body: models.Problem
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1503 of the contract.
    """

    status_code: ClassVar[str] = "403"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1508 of the contract.
    """

    status_code: ClassVar[str] = "404"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1513 of the contract.
    """

    status_code: ClassVar[str] = "406"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1538 of the contract.
    """

    status_code: ClassVar[str] = "422"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1555 of the contract.
    """

    status_code: ClassVar[str] = "500"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey503(Sealed):
    """The service can't reach its database now; nothing was changed.

    Line 1560 of the contract.
    """

    status_code: ClassVar[str] = "503"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
    )
    body: models.Problem
    retry_after: int


RevokeApiKeyResult: TypeAlias = (
    RevokeApiKey204
    | RevokeApiKey400
    | RevokeApiKey401
    | RevokeApiKey403
    | RevokeApiKey404
    | RevokeApiKey406
    | RevokeApiKey422
    | RevokeApiKey500
    | RevokeApiKey503
)
