"""Sealed responses of the tag `comparisons`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class CompareDocument200(Sealed):
    """The comparison was made before, and is over.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1comparisons/post/responses/200` in the contract.
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

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1comparisons/post/responses/201` in the contract.
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

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1comparisons/post/responses/202` in the contract.
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


CompareDocumentResult: TypeAlias = (
    CompareDocument200
    | CompareDocument201
    | CompareDocument202
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class ListComparisons200(Sealed):
    """A page of comparisons.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons/get/responses/200` in the contract.
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


ListComparisonsResult: TypeAlias = (
    ListComparisons200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class CreateComparison200(Sealed):
    """The comparison was made before, and is over.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons/post/responses/200` in the contract.
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

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons/post/responses/201` in the contract.
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

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons/post/responses/202` in the contract.
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


CreateComparisonResult: TypeAlias = (
    CreateComparison200
    | CreateComparison201
    | CreateComparison202
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class GetComparison200(Sealed):
    """The comparison.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}/get/responses/200` in the contract.
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


GetComparisonResult: TypeAlias = (
    GetComparison200
    | shared.NotModified
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class ListChanges200(Sealed):
    """A page of changes.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}~1changes/get/responses/200` in the contract.
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


ListChangesResult: TypeAlias = (
    ListChanges200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class DownloadChangelog200(Sealed):
    """The changelog.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}~1changelog/get/responses/200` in the contract.
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


DownloadChangelogResult: TypeAlias = (
    DownloadChangelog200
    | shared.NotModified
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
