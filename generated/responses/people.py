"""Sealed responses of the tag `people`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed


@final
class RegisterPerson201(Sealed):
    """The account was created.

    Line 223 of the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Person
    schema = "Person"
    headers = (
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
class RegisterPerson400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1907 of the contract.
    """

    status_code = "400"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class RegisterPerson406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1929 of the contract.
    """

    status_code = "406"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class RegisterPerson409(Sealed):
    """The request contradicts the current state, for example a name that is taken
    or a quota that is used up.

    Line 1934 of the contract.
    """

    status_code = "409"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class RegisterPerson413(Sealed):
    """The body is larger than this service takes.

    Line 1944 of the contract.
    """

    status_code = "413"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class RegisterPerson415(Sealed):
    """The body is in a media type that this operation does not take.

    Line 1949 of the contract.
    """

    status_code = "415"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class RegisterPerson422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class RegisterPerson429(Sealed):
    """Too many requests of this kind, made-up credentials from this address, or
    unfinished comparisons of the team; wait.

    Line 1964 of the contract.
    """

    status_code = "429"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
class RegisterPerson500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class RegisterPerson503(Sealed):
    """The service can't do this now; nothing was changed.

    Line 1976 of the contract.
    """

    status_code = "503"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
class GetMe200(Sealed):
    """The account.

    Line 258 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Person
    schema = "Person"
    headers = (
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
class GetMe304(Sealed):
    """The state is still the one that the client has.

    Line 1897 of the contract.
    """

    status_code = "304"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    etag: str


@final
class GetMe400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1907 of the contract.
    """

    status_code = "400"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetMe401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1912 of the contract.
    """

    status_code = "401"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
class GetMe403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1919 of the contract.
    """

    status_code = "403"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetMe406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1929 of the contract.
    """

    status_code = "406"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetMe422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetMe429(Sealed):
    """Too many requests of this kind, made-up credentials from this address, or
    unfinished comparisons of the team; wait.

    Line 1964 of the contract.
    """

    status_code = "429"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
class GetMe500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetMe503(Sealed):
    """The service can't do this now; nothing was changed.

    Line 1976 of the contract.
    """

    status_code = "503"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
    | GetMe429
    | GetMe500
    | GetMe503
)


@final
class DeleteMe204(Sealed):
    """The account is gone.

    Line 326 of the contract.
    """

    status_code = "204"


@final
class DeleteMe400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1907 of the contract.
    """

    status_code = "400"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteMe401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1912 of the contract.
    """

    status_code = "401"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
class DeleteMe403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1919 of the contract.
    """

    status_code = "403"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteMe406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1929 of the contract.
    """

    status_code = "406"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteMe409(Sealed):
    """The request contradicts the current state, for example a name that is taken
    or a quota that is used up.

    Line 1934 of the contract.
    """

    status_code = "409"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteMe412(Sealed):
    """The resource has changed since it was read.

    Line 1939 of the contract.
    """

    status_code = "412"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteMe422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteMe428(Sealed):
    """An update needs `If-Match`.

    Line 1959 of the contract.
    """

    status_code = "428"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteMe429(Sealed):
    """Too many requests of this kind, made-up credentials from this address, or
    unfinished comparisons of the team; wait.

    Line 1964 of the contract.
    """

    status_code = "429"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
class DeleteMe500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeleteMe503(Sealed):
    """The service can't do this now; nothing was changed.

    Line 1976 of the contract.
    """

    status_code = "503"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
    | DeleteMe429
    | DeleteMe500
    | DeleteMe503
)


@final
class UpdateMe200(Sealed):
    """The changed account.

    Line 296 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Person
    schema = "Person"
    headers = (
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
class UpdateMe400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1907 of the contract.
    """

    status_code = "400"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateMe401(Sealed):
    """Credentials are missing, wrong or expired.

    Line 1912 of the contract.
    """

    status_code = "401"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
class UpdateMe403(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    Line 1919 of the contract.
    """

    status_code = "403"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateMe406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1929 of the contract.
    """

    status_code = "406"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateMe409(Sealed):
    """The request contradicts the current state, for example a name that is taken
    or a quota that is used up.

    Line 1934 of the contract.
    """

    status_code = "409"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateMe412(Sealed):
    """The resource has changed since it was read.

    Line 1939 of the contract.
    """

    status_code = "412"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateMe413(Sealed):
    """The body is larger than this service takes.

    Line 1944 of the contract.
    """

    status_code = "413"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateMe415(Sealed):
    """The body is in a media type that this operation does not take.

    Line 1949 of the contract.
    """

    status_code = "415"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateMe422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateMe428(Sealed):
    """An update needs `If-Match`.

    Line 1959 of the contract.
    """

    status_code = "428"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateMe429(Sealed):
    """Too many requests of this kind, made-up credentials from this address, or
    unfinished comparisons of the team; wait.

    Line 1964 of the contract.
    """

    status_code = "429"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
class UpdateMe500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UpdateMe503(Sealed):
    """The service can't do this now; nothing was changed.

    Line 1976 of the contract.
    """

    status_code = "503"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
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
