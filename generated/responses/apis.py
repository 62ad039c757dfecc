"""Sealed responses of the tag `apis`: an operation can give no other."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias, final

from .. import models
from ..runtime.operation import Header
from ..runtime.sealed import Sealed


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApis200(Sealed):
    """A page of APIs.

    Line 1007 of the contract.
    """

    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = models.ApiPage
    schema: ClassVar[str | None] = "ApiPage"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ApiPage
    link: str | None = None


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListApis400(Sealed):
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
class ListApis401(Sealed):
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
class ListApis403(Sealed):
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
class ListApis404(Sealed):
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
class ListApis406(Sealed):
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
class ListApis422(Sealed):
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
class ListApis500(Sealed):
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
class ListApis503(Sealed):
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


ListApisResult: TypeAlias = (
    ListApis200
    | ListApis400
    | ListApis401
    | ListApis403
    | ListApis404
    | ListApis406
    | ListApis422
    | ListApis500
    | ListApis503
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApi201(Sealed):
    """The API was created.

    Line 944 of the contract.
    """

    status_code: ClassVar[str] = "201"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = models.Api
    schema: ClassVar[str | None] = "Api"
    headers: ClassVar[tuple[Header, ...]] = (
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
    )
    body: models.Api
    etag: str
    location: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApi400(Sealed):
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
class CreateApi401(Sealed):
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
class CreateApi403(Sealed):
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
class CreateApi404(Sealed):
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
class CreateApi406(Sealed):
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
class CreateApi409(Sealed):
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
class CreateApi413(Sealed):
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
class CreateApi415(Sealed):
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
class CreateApi422(Sealed):
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
class CreateApi500(Sealed):
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
class CreateApi503(Sealed):
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


CreateApiResult: TypeAlias = (
    CreateApi201
    | CreateApi400
    | CreateApi401
    | CreateApi403
    | CreateApi404
    | CreateApi406
    | CreateApi409
    | CreateApi413
    | CreateApi415
    | CreateApi422
    | CreateApi500
    | CreateApi503
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApi200(Sealed):
    """The API.

    Line 1037 of the contract.
    """

    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = models.Api
    schema: ClassVar[str | None] = "Api"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Api
    etag: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApi304(Sealed):
    """The state is still the one that the client has.

    Line 1487 of the contract.
    """

    status_code: ClassVar[str] = "304"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    etag: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetApi400(Sealed):
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
class GetApi401(Sealed):
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
class GetApi403(Sealed):
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
class GetApi404(Sealed):
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
class GetApi406(Sealed):
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
class GetApi422(Sealed):
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
class GetApi500(Sealed):
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
class GetApi503(Sealed):
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


GetApiResult: TypeAlias = (
    GetApi200
    | GetApi304
    | GetApi400
    | GetApi401
    | GetApi403
    | GetApi404
    | GetApi406
    | GetApi422
    | GetApi500
    | GetApi503
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteApi204(Sealed):
    """The API is gone.

    Line 1102 of the contract.
    """

    status_code: ClassVar[str] = "204"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteApi400(Sealed):
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
class DeleteApi401(Sealed):
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
class DeleteApi403(Sealed):
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
class DeleteApi404(Sealed):
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
class DeleteApi406(Sealed):
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
class DeleteApi412(Sealed):
    """The resource has changed since it was read.

    Line 1523 of the contract.
    """

    status_code: ClassVar[str] = "412"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteApi422(Sealed):
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
class DeleteApi428(Sealed):
    """An update needs `If-Match`.

    Line 1543 of the contract.
    """

    status_code: ClassVar[str] = "428"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteApi500(Sealed):
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
class DeleteApi503(Sealed):
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


DeleteApiResult: TypeAlias = (
    DeleteApi204
    | DeleteApi400
    | DeleteApi401
    | DeleteApi403
    | DeleteApi404
    | DeleteApi406
    | DeleteApi412
    | DeleteApi422
    | DeleteApi428
    | DeleteApi500
    | DeleteApi503
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateApi200(Sealed):
    """The changed API.

    Line 1072 of the contract.
    """

    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = models.Api
    schema: ClassVar[str | None] = "Api"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Api
    etag: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateApi400(Sealed):
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
class UpdateApi401(Sealed):
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
class UpdateApi403(Sealed):
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
class UpdateApi404(Sealed):
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
class UpdateApi406(Sealed):
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
class UpdateApi409(Sealed):
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
class UpdateApi412(Sealed):
    """The resource has changed since it was read.

    Line 1523 of the contract.
    """

    status_code: ClassVar[str] = "412"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateApi413(Sealed):
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
class UpdateApi415(Sealed):
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
class UpdateApi422(Sealed):
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
class UpdateApi428(Sealed):
    """An update needs `If-Match`.

    Line 1543 of the contract.
    """

    status_code: ClassVar[str] = "428"
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[object] = models.Problem
    schema: ClassVar[str | None] = "Problem"
    headers: ClassVar[tuple[Header, ...]] = ()
    body: models.Problem


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateApi500(Sealed):
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
class UpdateApi503(Sealed):
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


UpdateApiResult: TypeAlias = (
    UpdateApi200
    | UpdateApi400
    | UpdateApi401
    | UpdateApi403
    | UpdateApi404
    | UpdateApi406
    | UpdateApi409
    | UpdateApi412
    | UpdateApi413
    | UpdateApi415
    | UpdateApi422
    | UpdateApi428
    | UpdateApi500
    | UpdateApi503
)
