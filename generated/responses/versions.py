"""Sealed responses of the tag `versions`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed


@final
class ListVersions200(Sealed):
    """A page of versions.

    Line 1257 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.VersionPage
    schema = "VersionPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.VersionPage
    link: str | None = None


@final
class ListVersions400(Sealed):
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
class ListVersions401(Sealed):
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
class ListVersions403(Sealed):
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
class ListVersions404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListVersions406(Sealed):
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
class ListVersions422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListVersions429(Sealed):
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
class ListVersions500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListVersions503(Sealed):
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


ListVersionsResult: TypeAlias = (
    ListVersions200
    | ListVersions400
    | ListVersions401
    | ListVersions403
    | ListVersions404
    | ListVersions406
    | ListVersions422
    | ListVersions429
    | ListVersions500
    | ListVersions503
)


@final
class PublishVersion200(Sealed):
    """The same contract is published already.

    Line 1194 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Version
    schema = "Version"
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
    body: models.Version
    etag: str
    location: str


@final
class PublishVersion201(Sealed):
    """The contract is published.

    Line 1202 of the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Version
    schema = "Version"
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
    body: models.Version
    etag: str
    location: str


@final
class PublishVersion400(Sealed):
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
class PublishVersion401(Sealed):
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
class PublishVersion403(Sealed):
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
class PublishVersion404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class PublishVersion406(Sealed):
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
class PublishVersion409(Sealed):
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
class PublishVersion413(Sealed):
    """The body is larger than this service takes.

    Line 1944 of the contract.
    """

    status_code = "413"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class PublishVersion415(Sealed):
    """The body is in a media type that this operation does not take.

    Line 1949 of the contract.
    """

    status_code = "415"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class PublishVersion422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class PublishVersion429(Sealed):
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
class PublishVersion500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class PublishVersion503(Sealed):
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


PublishVersionResult: TypeAlias = (
    PublishVersion200
    | PublishVersion201
    | PublishVersion400
    | PublishVersion401
    | PublishVersion403
    | PublishVersion404
    | PublishVersion406
    | PublishVersion409
    | PublishVersion413
    | PublishVersion415
    | PublishVersion422
    | PublishVersion429
    | PublishVersion500
    | PublishVersion503
)


@final
class GetVersion200(Sealed):
    """The version.

    Line 1292 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Version
    schema = "Version"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
        Header(
            name="Deprecation",
            argument="deprecation",
            schema="/components/headers/Deprecation/schema",
        ),
        Header(
            name="Sunset", argument="sunset", schema="/components/headers/Sunset/schema"
        ),
    )
    body: models.Version
    etag: str
    deprecation: str | None = None
    sunset: str | None = None


@final
class GetVersion304(Sealed):
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
class GetVersion400(Sealed):
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
class GetVersion401(Sealed):
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
class GetVersion403(Sealed):
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
class GetVersion404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetVersion406(Sealed):
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
class GetVersion422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetVersion429(Sealed):
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
class GetVersion500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetVersion503(Sealed):
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


GetVersionResult: TypeAlias = (
    GetVersion200
    | GetVersion304
    | GetVersion400
    | GetVersion401
    | GetVersion403
    | GetVersion404
    | GetVersion406
    | GetVersion422
    | GetVersion429
    | GetVersion500
    | GetVersion503
)


@final
class DownloadVersion200ApplicationYaml(Sealed):
    """The document.

    Line 1328 of the contract.
    """

    status_code = "200"
    media_type = "application/yaml"
    body_type = bytes
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
        Header(
            name="Deprecation",
            argument="deprecation",
            schema="/components/headers/Deprecation/schema",
        ),
        Header(
            name="Sunset", argument="sunset", schema="/components/headers/Sunset/schema"
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str
    deprecation: str | None = None
    sunset: str | None = None


@final
class DownloadVersion200ApplicationJson(Sealed):
    """The document.

    Line 1328 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = bytes
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
        Header(
            name="Deprecation",
            argument="deprecation",
            schema="/components/headers/Deprecation/schema",
        ),
        Header(
            name="Sunset", argument="sunset", schema="/components/headers/Sunset/schema"
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str
    deprecation: str | None = None
    sunset: str | None = None


@final
class DownloadVersion304(Sealed):
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
class DownloadVersion400(Sealed):
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
class DownloadVersion401(Sealed):
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
class DownloadVersion403(Sealed):
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
class DownloadVersion404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DownloadVersion406(Sealed):
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
class DownloadVersion422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DownloadVersion429(Sealed):
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
class DownloadVersion500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DownloadVersion503(Sealed):
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


DownloadVersionResult: TypeAlias = (
    DownloadVersion200ApplicationYaml
    | DownloadVersion200ApplicationJson
    | DownloadVersion304
    | DownloadVersion400
    | DownloadVersion401
    | DownloadVersion403
    | DownloadVersion404
    | DownloadVersion406
    | DownloadVersion422
    | DownloadVersion429
    | DownloadVersion500
    | DownloadVersion503
)


@final
class DeprecateVersion200(Sealed):
    """The deprecated version.

    Line 1370 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Version
    schema = "Version"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Version
    etag: str


@final
class DeprecateVersion400(Sealed):
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
class DeprecateVersion401(Sealed):
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
class DeprecateVersion403(Sealed):
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
class DeprecateVersion404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeprecateVersion406(Sealed):
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
class DeprecateVersion412(Sealed):
    """The resource has changed since it was read.

    Line 1939 of the contract.
    """

    status_code = "412"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeprecateVersion413(Sealed):
    """The body is larger than this service takes.

    Line 1944 of the contract.
    """

    status_code = "413"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeprecateVersion415(Sealed):
    """The body is in a media type that this operation does not take.

    Line 1949 of the contract.
    """

    status_code = "415"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeprecateVersion422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeprecateVersion428(Sealed):
    """An update needs `If-Match`.

    Line 1959 of the contract.
    """

    status_code = "428"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeprecateVersion429(Sealed):
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
class DeprecateVersion500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DeprecateVersion503(Sealed):
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


DeprecateVersionResult: TypeAlias = (
    DeprecateVersion200
    | DeprecateVersion400
    | DeprecateVersion401
    | DeprecateVersion403
    | DeprecateVersion404
    | DeprecateVersion406
    | DeprecateVersion412
    | DeprecateVersion413
    | DeprecateVersion415
    | DeprecateVersion422
    | DeprecateVersion428
    | DeprecateVersion429
    | DeprecateVersion500
    | DeprecateVersion503
)


@final
class UndeprecateVersion200(Sealed):
    """The version, no longer deprecated.

    Line 1401 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Version
    schema = "Version"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Version
    etag: str


@final
class UndeprecateVersion400(Sealed):
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
class UndeprecateVersion401(Sealed):
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
class UndeprecateVersion403(Sealed):
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
class UndeprecateVersion404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UndeprecateVersion406(Sealed):
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
class UndeprecateVersion412(Sealed):
    """The resource has changed since it was read.

    Line 1939 of the contract.
    """

    status_code = "412"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UndeprecateVersion422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UndeprecateVersion428(Sealed):
    """An update needs `If-Match`.

    Line 1959 of the contract.
    """

    status_code = "428"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UndeprecateVersion429(Sealed):
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
class UndeprecateVersion500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UndeprecateVersion503(Sealed):
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


UndeprecateVersionResult: TypeAlias = (
    UndeprecateVersion200
    | UndeprecateVersion400
    | UndeprecateVersion401
    | UndeprecateVersion403
    | UndeprecateVersion404
    | UndeprecateVersion406
    | UndeprecateVersion412
    | UndeprecateVersion422
    | UndeprecateVersion428
    | UndeprecateVersion429
    | UndeprecateVersion500
    | UndeprecateVersion503
)
