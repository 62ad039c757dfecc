"""Sealed responses of the tag `contract`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed


@final
class GetContractYaml200(Sealed):
    """The contract.

    Line 114 of the contract.
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


@final
class GetContractYaml304(Sealed):
    """The representation is still the one that the client has.

    Line 1901 of the contract.
    """

    status_code = "304"
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
            name="Vary",
            argument="vary",
            schema="/components/headers/Vary/schema",
            required=True,
        ),
    )
    etag: str
    cache_control: Literal["public, max-age=300", "public, max-age=31536000, immutable"]
    vary: str


@final
class GetContractYaml400(Sealed):
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
class GetContractYaml406(Sealed):
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
class GetContractYaml422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetContractYaml500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


GetContractYamlResult: TypeAlias = (
    GetContractYaml200
    | GetContractYaml304
    | GetContractYaml400
    | GetContractYaml406
    | GetContractYaml422
    | GetContractYaml500
)


@final
class GetContractJson200(Sealed):
    """The contract.

    Line 138 of the contract.
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


@final
class GetContractJson304(Sealed):
    """The representation is still the one that the client has.

    Line 1901 of the contract.
    """

    status_code = "304"
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
            name="Vary",
            argument="vary",
            schema="/components/headers/Vary/schema",
            required=True,
        ),
    )
    etag: str
    cache_control: Literal["public, max-age=300", "public, max-age=31536000, immutable"]
    vary: str


@final
class GetContractJson400(Sealed):
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
class GetContractJson406(Sealed):
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
class GetContractJson422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetContractJson500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


GetContractJsonResult: TypeAlias = (
    GetContractJson200
    | GetContractJson304
    | GetContractJson400
    | GetContractJson406
    | GetContractJson422
    | GetContractJson500
)


@final
class GetDocumentation200(Sealed):
    """The page.

    Line 160 of the contract.
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


@final
class GetDocumentation400(Sealed):
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
class GetDocumentation406(Sealed):
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
class GetDocumentation500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


GetDocumentationResult: TypeAlias = (
    GetDocumentation200
    | GetDocumentation400
    | GetDocumentation406
    | GetDocumentation500
)


@final
class GetDocumentationAsset200TextCss(Sealed):
    """The file.

    Line 188 of the contract.
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

    Line 188 of the contract.
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

    Line 188 of the contract.
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


@final
class GetDocumentationAsset304(Sealed):
    """The representation is still the one that the client has.

    Line 1901 of the contract.
    """

    status_code = "304"
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
            name="Vary",
            argument="vary",
            schema="/components/headers/Vary/schema",
            required=True,
        ),
    )
    etag: str
    cache_control: Literal["public, max-age=300", "public, max-age=31536000, immutable"]
    vary: str


@final
class GetDocumentationAsset400(Sealed):
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
class GetDocumentationAsset404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetDocumentationAsset406(Sealed):
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
class GetDocumentationAsset422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class GetDocumentationAsset500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


GetDocumentationAssetResult: TypeAlias = (
    GetDocumentationAsset200TextCss
    | GetDocumentationAsset200TextJavascript
    | GetDocumentationAsset200ImagePng
    | GetDocumentationAsset304
    | GetDocumentationAsset400
    | GetDocumentationAsset404
    | GetDocumentationAsset406
    | GetDocumentationAsset422
    | GetDocumentationAsset500
)
