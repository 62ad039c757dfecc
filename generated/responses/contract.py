"""Sealed responses of the tag `contract`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import Literal, TypeAlias, final

from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class GetContractYaml200(Sealed):
    """The contract.

    `#/paths/~1openapi.yaml/get/responses/200` in the contract.
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
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/Public/schema",
            required=True,
        ),
        Header(
            name="Content-Encoding",
            argument="content_encoding",
            schema="/components/headers/ContentEncoding/schema",
        ),
        Header(
            name="Vary",
            argument="vary",
            schema="/components/headers/Vary/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str
    cache_control: Literal["public, max-age=300", "public, max-age=31536000, immutable"]
    vary: str
    content_encoding: Literal["gzip"] | None = None


GetContractYamlResult: TypeAlias = (
    GetContractYaml200
    | shared.PublicNotModified
    | shared.BadRequest
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
)


@final
class GetContractJson200(Sealed):
    """The contract.

    `#/paths/~1openapi.json/get/responses/200` in the contract.
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
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/Public/schema",
            required=True,
        ),
        Header(
            name="Content-Encoding",
            argument="content_encoding",
            schema="/components/headers/ContentEncoding/schema",
        ),
        Header(
            name="Vary",
            argument="vary",
            schema="/components/headers/Vary/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str
    cache_control: Literal["public, max-age=300", "public, max-age=31536000, immutable"]
    vary: str
    content_encoding: Literal["gzip"] | None = None


GetContractJsonResult: TypeAlias = (
    GetContractJson200
    | shared.PublicNotModified
    | shared.BadRequest
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
)


@final
class GetDocumentation200(Sealed):
    """The page.

    `#/paths/~1docs/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "text/html"
    body_type = bytes
    headers = (
        Header(
            name="Content-Security-Policy",
            argument="content_security_policy",
            schema="/paths/~1docs/get/responses/200/headers/Content-Security-Policy/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    content_security_policy: str


GetDocumentationResult: TypeAlias = (
    GetDocumentation200
    | shared.BadRequest
    | shared.NotAcceptable
    | shared.TooManyRequests
    | shared.InternalServerError
)


@final
class GetDocumentationAsset200TextCss(Sealed):
    """The file.

    `#/paths/~1docs~1{asset}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "text/css"
    body_type = bytes
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/Public/schema",
            required=True,
        ),
        Header(
            name="Content-Encoding",
            argument="content_encoding",
            schema="/components/headers/ContentEncoding/schema",
        ),
        Header(
            name="Vary",
            argument="vary",
            schema="/components/headers/Vary/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str
    cache_control: Literal["public, max-age=300", "public, max-age=31536000, immutable"]
    vary: str
    content_encoding: Literal["gzip"] | None = None


@final
class GetDocumentationAsset200TextJavascript(Sealed):
    """The file.

    `#/paths/~1docs~1{asset}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "text/javascript"
    body_type = bytes
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/Public/schema",
            required=True,
        ),
        Header(
            name="Content-Encoding",
            argument="content_encoding",
            schema="/components/headers/ContentEncoding/schema",
        ),
        Header(
            name="Vary",
            argument="vary",
            schema="/components/headers/Vary/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str
    cache_control: Literal["public, max-age=300", "public, max-age=31536000, immutable"]
    vary: str
    content_encoding: Literal["gzip"] | None = None


@final
class GetDocumentationAsset200ImagePng(Sealed):
    """The file.

    `#/paths/~1docs~1{asset}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "image/png"
    body_type = bytes
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/Public/schema",
            required=True,
        ),
        Header(
            name="Content-Encoding",
            argument="content_encoding",
            schema="/components/headers/ContentEncoding/schema",
        ),
        Header(
            name="Vary",
            argument="vary",
            schema="/components/headers/Vary/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str
    cache_control: Literal["public, max-age=300", "public, max-age=31536000, immutable"]
    vary: str
    content_encoding: Literal["gzip"] | None = None


GetDocumentationAssetResult: TypeAlias = (
    GetDocumentationAsset200TextCss
    | GetDocumentationAsset200TextJavascript
    | GetDocumentationAsset200ImagePng
    | shared.PublicNotModified
    | shared.BadRequest
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
)
