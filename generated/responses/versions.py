"""Sealed responses of the tag `versions`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListVersions200(Sealed):
    """A page of versions.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions/get/responses/200` in the contract.
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


ListVersionsResult: TypeAlias = (
    ListVersions200
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
class PublishVersion200(Sealed):
    """The same contract is published already.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions/post/responses/200` in the contract.
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

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions/post/responses/201` in the contract.
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


PublishVersionResult: TypeAlias = (
    PublishVersion200
    | PublishVersion201
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class GetVersion200(Sealed):
    """The version.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}/get/responses/200` in the contract.
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


GetVersionResult: TypeAlias = (
    GetVersion200
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
class DownloadVersion200ApplicationYaml(Sealed):
    """The document.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1document/get/responses/200` in the contract.
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

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1document/get/responses/200` in the contract.
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


DownloadVersionResult: TypeAlias = (
    DownloadVersion200ApplicationYaml
    | DownloadVersion200ApplicationJson
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
class DeprecateVersion200(Sealed):
    """The deprecated version.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1deprecation/put/responses/200` in the contract.
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


DeprecateVersionResult: TypeAlias = (
    DeprecateVersion200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.PreconditionFailed
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class UndeprecateVersion200(Sealed):
    """The version, no longer deprecated.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1versions~1{version}~1deprecation/delete/responses/200` in the contract.
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


UndeprecateVersionResult: TypeAlias = (
    UndeprecateVersion200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.PreconditionFailed
    | shared.UnprocessableContent
    | shared.PreconditionRequired
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
