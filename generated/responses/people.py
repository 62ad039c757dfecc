"""Sealed responses of the tag `people`: an operation can give no other."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias, final

from .. import models
from ..runtime.operation import Header
from ..runtime.sealed import Sealed


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPerson201(Sealed):
    """The account was created.

    Line 205 of the contract.
    """

    status_code: ClassVar[str] = "201"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = models.Person
    schema: ClassVar[str | None] = "Person"
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
    body: models.Person
    etag: str
    location: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPerson400(Sealed):
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
class RegisterPerson406(Sealed):
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
class RegisterPerson409(Sealed):
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
class RegisterPerson413(Sealed):
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
class RegisterPerson415(Sealed):
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
class RegisterPerson422(Sealed):
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
class RegisterPerson429(Sealed):
    """Too many attempts; wait.

    Line 1548 of the contract.
    """

    status_code: ClassVar[str] = "429"
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


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPerson500(Sealed):
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
class RegisterPerson503(Sealed):
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


RegisterPersonResult: TypeAlias = (
    RegisterPerson201
    | RegisterPerson400
    | RegisterPerson406
    | RegisterPerson409
    | RegisterPerson413
    | RegisterPerson415
    | RegisterPerson422
    | RegisterPerson429
    | RegisterPerson500
    | RegisterPerson503
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetMe200(Sealed):
    """The account.

    Line 240 of the contract.
    """

    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = models.Person
    schema: ClassVar[str | None] = "Person"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Person
    etag: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class GetMe304(Sealed):
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
class GetMe400(Sealed):
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
class GetMe401(Sealed):
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
class GetMe403(Sealed):
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
class GetMe406(Sealed):
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
class GetMe422(Sealed):
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
class GetMe500(Sealed):
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
class GetMe503(Sealed):
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


GetMeResult: TypeAlias = (
    GetMe200
    | GetMe304
    | GetMe400
    | GetMe401
    | GetMe403
    | GetMe406
    | GetMe422
    | GetMe500
    | GetMe503
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMe204(Sealed):
    """The account is gone.

    Line 307 of the contract.
    """

    status_code: ClassVar[str] = "204"
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[object] = None
    schema: ClassVar[str | None] = None
    headers: ClassVar[tuple[Header, ...]] = ()


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMe400(Sealed):
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
class DeleteMe401(Sealed):
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
class DeleteMe403(Sealed):
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
class DeleteMe406(Sealed):
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
class DeleteMe409(Sealed):
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
class DeleteMe412(Sealed):
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
class DeleteMe422(Sealed):
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
class DeleteMe428(Sealed):
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
class DeleteMe500(Sealed):
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
class DeleteMe503(Sealed):
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


DeleteMeResult: TypeAlias = (
    DeleteMe204
    | DeleteMe400
    | DeleteMe401
    | DeleteMe403
    | DeleteMe406
    | DeleteMe409
    | DeleteMe412
    | DeleteMe422
    | DeleteMe428
    | DeleteMe500
    | DeleteMe503
)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateMe200(Sealed):
    """The changed account.

    Line 277 of the contract.
    """

    status_code: ClassVar[str] = "200"
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[object] = models.Person
    schema: ClassVar[str | None] = "Person"
    headers: ClassVar[tuple[Header, ...]] = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Person
    etag: str


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateMe400(Sealed):
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
class UpdateMe401(Sealed):
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
class UpdateMe403(Sealed):
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
class UpdateMe406(Sealed):
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
class UpdateMe409(Sealed):
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
class UpdateMe412(Sealed):
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
class UpdateMe413(Sealed):
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
class UpdateMe415(Sealed):
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
class UpdateMe422(Sealed):
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
class UpdateMe428(Sealed):
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
class UpdateMe429(Sealed):
    """Too many attempts; wait.

    Line 1548 of the contract.
    """

    status_code: ClassVar[str] = "429"
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


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateMe500(Sealed):
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
class UpdateMe503(Sealed):
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


UpdateMeResult: TypeAlias = (
    UpdateMe200
    | UpdateMe400
    | UpdateMe401
    | UpdateMe403
    | UpdateMe406
    | UpdateMe409
    | UpdateMe412
    | UpdateMe413
    | UpdateMe415
    | UpdateMe422
    | UpdateMe428
    | UpdateMe429
    | UpdateMe500
    | UpdateMe503
)
