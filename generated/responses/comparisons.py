"""Sealed responses of the tag `comparisons`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed


@final
class CompareDocument200(Sealed):
    """The comparison was made before, and is over.

    Line 1458 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Comparison
    schema = "Comparison"
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
    body: models.Comparison
    etag: str
    location: str


@final
class CompareDocument201(Sealed):
    """The comparison is over.

    Line 1466 of the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Comparison
    schema = "Comparison"
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
    body: models.Comparison
    etag: str
    location: str


@final
class CompareDocument202(Sealed):
    """The comparison goes on; look again at `Location` after `Retry-After`.

    Line 1494 of the contract.
    """

    status_code = "202"
    media_type = "application/json"
    body_type = models.Comparison
    schema = "Comparison"
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
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
    )
    body: models.Comparison
    etag: str
    location: str
    retry_after: int


@final
class CompareDocument400(Sealed):
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
class CompareDocument401(Sealed):
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
class CompareDocument403(Sealed):
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
class CompareDocument404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CompareDocument406(Sealed):
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
class CompareDocument413(Sealed):
    """The body is larger than this service takes.

    Line 1944 of the contract.
    """

    status_code = "413"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CompareDocument415(Sealed):
    """The body is in a media type that this operation does not take.

    Line 1949 of the contract.
    """

    status_code = "415"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CompareDocument422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CompareDocument429(Sealed):
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
class CompareDocument500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CompareDocument503(Sealed):
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


CompareDocumentResult: TypeAlias = (
    CompareDocument200
    | CompareDocument201
    | CompareDocument202
    | CompareDocument400
    | CompareDocument401
    | CompareDocument403
    | CompareDocument404
    | CompareDocument406
    | CompareDocument413
    | CompareDocument415
    | CompareDocument422
    | CompareDocument429
    | CompareDocument500
    | CompareDocument503
)


@final
class ListComparisons200(Sealed):
    """A page of comparisons.

    Line 1550 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ComparisonPage
    schema = "ComparisonPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ComparisonPage
    link: str | None = None


@final
class ListComparisons400(Sealed):
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
class ListComparisons401(Sealed):
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
class ListComparisons403(Sealed):
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
class ListComparisons404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListComparisons406(Sealed):
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
class ListComparisons422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListComparisons429(Sealed):
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
class ListComparisons500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListComparisons503(Sealed):
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


ListComparisonsResult: TypeAlias = (
    ListComparisons200
    | ListComparisons400
    | ListComparisons401
    | ListComparisons403
    | ListComparisons404
    | ListComparisons406
    | ListComparisons422
    | ListComparisons429
    | ListComparisons500
    | ListComparisons503
)


@final
class CreateComparison200(Sealed):
    """The comparison was made before, and is over.

    Line 1458 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Comparison
    schema = "Comparison"
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
    body: models.Comparison
    etag: str
    location: str


@final
class CreateComparison201(Sealed):
    """The comparison is over.

    Line 1466 of the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Comparison
    schema = "Comparison"
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
    body: models.Comparison
    etag: str
    location: str


@final
class CreateComparison202(Sealed):
    """The comparison goes on; look again at `Location` after `Retry-After`.

    Line 1494 of the contract.
    """

    status_code = "202"
    media_type = "application/json"
    body_type = models.Comparison
    schema = "Comparison"
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
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
    )
    body: models.Comparison
    etag: str
    location: str
    retry_after: int


@final
class CreateComparison400(Sealed):
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
class CreateComparison401(Sealed):
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
class CreateComparison403(Sealed):
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
class CreateComparison404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateComparison406(Sealed):
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
class CreateComparison413(Sealed):
    """The body is larger than this service takes.

    Line 1944 of the contract.
    """

    status_code = "413"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateComparison415(Sealed):
    """The body is in a media type that this operation does not take.

    Line 1949 of the contract.
    """

    status_code = "415"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateComparison422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateComparison429(Sealed):
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
class CreateComparison500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class CreateComparison503(Sealed):
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


CreateComparisonResult: TypeAlias = (
    CreateComparison200
    | CreateComparison201
    | CreateComparison202
    | CreateComparison400
    | CreateComparison401
    | CreateComparison403
    | CreateComparison404
    | CreateComparison406
    | CreateComparison413
    | CreateComparison415
    | CreateComparison422
    | CreateComparison429
    | CreateComparison500
    | CreateComparison503
)


@final
class GetComparison200(Sealed):
    """The comparison.

    Line 1582 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Comparison
    schema = "Comparison"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Comparison
    etag: str


@final
class GetComparison304(Sealed):
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
class GetComparison400(Sealed):
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
class GetComparison401(Sealed):
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
class GetComparison403(Sealed):
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
class GetComparison404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetComparison406(Sealed):
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
class GetComparison422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetComparison429(Sealed):
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
class GetComparison500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetComparison503(Sealed):
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


GetComparisonResult: TypeAlias = (
    GetComparison200
    | GetComparison304
    | GetComparison400
    | GetComparison401
    | GetComparison403
    | GetComparison404
    | GetComparison406
    | GetComparison422
    | GetComparison429
    | GetComparison500
    | GetComparison503
)


@final
class ListChanges200(Sealed):
    """A page of changes.

    Line 1621 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ChangePage
    schema = "ChangePage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.ChangePage
    link: str | None = None


@final
class ListChanges400(Sealed):
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
class ListChanges401(Sealed):
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
class ListChanges403(Sealed):
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
class ListChanges404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListChanges406(Sealed):
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
class ListChanges409(Sealed):
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
class ListChanges422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListChanges429(Sealed):
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
class ListChanges500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListChanges503(Sealed):
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


ListChangesResult: TypeAlias = (
    ListChanges200
    | ListChanges400
    | ListChanges401
    | ListChanges403
    | ListChanges404
    | ListChanges406
    | ListChanges409
    | ListChanges422
    | ListChanges429
    | ListChanges500
    | ListChanges503
)


@final
class DownloadChangelog200(Sealed):
    """The changelog.

    Line 1685 of the contract.
    """

    status_code = "200"
    media_type = "text/markdown"
    body_type = bytes
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str


@final
class DownloadChangelog304(Sealed):
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
class DownloadChangelog400(Sealed):
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
class DownloadChangelog401(Sealed):
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
class DownloadChangelog403(Sealed):
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
class DownloadChangelog404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DownloadChangelog406(Sealed):
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
class DownloadChangelog409(Sealed):
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
class DownloadChangelog422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DownloadChangelog429(Sealed):
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
class DownloadChangelog500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DownloadChangelog503(Sealed):
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


DownloadChangelogResult: TypeAlias = (
    DownloadChangelog200
    | DownloadChangelog304
    | DownloadChangelog400
    | DownloadChangelog401
    | DownloadChangelog403
    | DownloadChangelog404
    | DownloadChangelog406
    | DownloadChangelog409
    | DownloadChangelog422
    | DownloadChangelog429
    | DownloadChangelog500
    | DownloadChangelog503
)
