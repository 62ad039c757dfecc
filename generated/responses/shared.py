"""Sealed responses that operations share."""

from collections.abc import AsyncIterable
from typing import Literal, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed


@final
class BadRequest(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    `#/components/responses/BadRequest` in the contract.
    """

    status_code = "400"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ClientRefused(Sealed):
    """The client is unknown, or its secret is wrong or missing (RFC 6749 §5.2).

    `#/components/responses/ClientRefused` in the contract.
    """

    status_code = "401"
    media_type = "application/json"
    body_type = models.OAuthError
    schema = "OAuthError"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
        Header(
            name="WWW-Authenticate",
            argument="www_authenticate",
            schema="/components/headers/WWWAuthenticate/schema",
            required=True,
        ),
    )
    body: models.OAuthError
    cache_control: Literal["no-store"]
    www_authenticate: str


@final
class Conflict(Sealed):
    """The request contradicts the current state, for example a name that is taken
    or a quota that is used up.

    `#/components/responses/Conflict` in the contract.
    """

    status_code = "409"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ContentTooLarge(Sealed):
    """The body is larger than this service takes.

    `#/components/responses/ContentTooLarge` in the contract.
    """

    status_code = "413"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class Forbidden(Sealed):
    """The credentials are valid, but their scopes or the caller's role do not
    allow this.

    `#/components/responses/Forbidden` in the contract.
    """

    status_code = "403"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class InternalServerError(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    `#/components/responses/InternalServerError` in the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class NotAcceptable(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    `#/components/responses/NotAcceptable` in the contract.
    """

    status_code = "406"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class NotFound(Sealed):
    """There is no such resource, or the caller may not know of it.

    `#/components/responses/NotFound` in the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class NotModified(Sealed):
    """The state is still the one that the client has.

    `#/components/responses/NotModified` in the contract.
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
class OAuthRefused(Sealed):
    """The request is refused as OAuth says (RFC 6749 §5.2, RFC 8628 §3.5).

    `#/components/responses/OAuthRefused` in the contract.
    """

    status_code = "400"
    media_type = "application/json"
    body_type = models.OAuthError
    schema = "OAuthError"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.OAuthError
    cache_control: Literal["no-store"]


@final
class Page(Sealed):
    """The page.

    `#/components/responses/Page` in the contract.
    """

    status_code = "200"
    media_type = "text/html"
    body_type = bytes
    headers = (
        Header(
            name="Content-Security-Policy",
            argument="content_security_policy",
            schema="/components/headers/PagePolicy/schema",
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
        Header(
            name="Set-Cookie",
            argument="set_cookie",
            schema="/components/headers/SetCookie/schema",
        ),
    )
    body: bytes | AsyncIterable[bytes]
    cache_control: Literal["no-store"]
    content_security_policy: str | None = None
    set_cookie: str | None = None


@final
class PageAgainApplicationProblemJson(Sealed):
    """The page once more, which says what is wrong with the form.

    `#/components/responses/PageAgain` in the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
        Header(
            name="Content-Security-Policy",
            argument="content_security_policy",
            schema="/components/headers/PagePolicy/schema",
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.Problem
    cache_control: Literal["no-store"]
    content_security_policy: str | None = None


@final
class PageAgainTextHtml(Sealed):
    """The page once more, which says what is wrong with the form.

    `#/components/responses/PageAgain` in the contract.
    """

    status_code = "422"
    media_type = "text/html"
    body_type = bytes
    headers = (
        Header(
            name="Content-Security-Policy",
            argument="content_security_policy",
            schema="/components/headers/PagePolicy/schema",
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    cache_control: Literal["no-store"]
    content_security_policy: str | None = None


@final
class PageForbiddenApplicationProblemJson(Sealed):
    """The form was not made for this browser, or too long ago.

    `#/components/responses/PageForbidden` in the contract.
    """

    status_code = "403"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
        Header(
            name="Content-Security-Policy",
            argument="content_security_policy",
            schema="/components/headers/PagePolicy/schema",
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.Problem
    cache_control: Literal["no-store"]
    content_security_policy: str | None = None


@final
class PageForbiddenTextHtml(Sealed):
    """The form was not made for this browser, or too long ago.

    `#/components/responses/PageForbidden` in the contract.
    """

    status_code = "403"
    media_type = "text/html"
    body_type = bytes
    headers = (
        Header(
            name="Content-Security-Policy",
            argument="content_security_policy",
            schema="/components/headers/PagePolicy/schema",
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    cache_control: Literal["no-store"]
    content_security_policy: str | None = None


@final
class PageLaterApplicationProblemJson(Sealed):
    """Too many attempts; wait.

    `#/components/responses/PageLater` in the contract.
    """

    status_code = "429"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
        Header(
            name="Content-Security-Policy",
            argument="content_security_policy",
            schema="/components/headers/PagePolicy/schema",
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
        Header(
            name="RateLimit-Policy",
            argument="rate_limit_policy",
            schema="/components/headers/RateLimitPolicy/schema",
        ),
        Header(
            name="RateLimit",
            argument="rate_limit",
            schema="/components/headers/RateLimit/schema",
        ),
    )
    body: models.Problem
    cache_control: Literal["no-store"]
    retry_after: int
    content_security_policy: str | None = None
    rate_limit_policy: str | None = None
    rate_limit: str | None = None


@final
class PageLaterTextHtml(Sealed):
    """Too many attempts; wait.

    `#/components/responses/PageLater` in the contract.
    """

    status_code = "429"
    media_type = "text/html"
    body_type = bytes
    headers = (
        Header(
            name="Content-Security-Policy",
            argument="content_security_policy",
            schema="/components/headers/PagePolicy/schema",
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
        Header(
            name="Retry-After",
            argument="retry_after",
            schema="/components/headers/RetryAfter/schema",
            required=True,
        ),
        Header(
            name="RateLimit-Policy",
            argument="rate_limit_policy",
            schema="/components/headers/RateLimitPolicy/schema",
        ),
        Header(
            name="RateLimit",
            argument="rate_limit",
            schema="/components/headers/RateLimit/schema",
        ),
    )
    body: bytes | AsyncIterable[bytes]
    cache_control: Literal["no-store"]
    retry_after: int
    content_security_policy: str | None = None
    rate_limit_policy: str | None = None
    rate_limit: str | None = None


@final
class PageLeft(Sealed):
    """It goes on elsewhere.

    `#/components/responses/PageLeft` in the contract.
    """

    status_code = "303"
    headers = (
        Header(
            name="Location",
            argument="location",
            schema="/components/headers/PageLocation/schema",
            required=True,
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
        Header(
            name="Set-Cookie",
            argument="set_cookie",
            schema="/components/headers/SetCookie/schema",
        ),
    )
    location: str
    cache_control: Literal["no-store"]
    set_cookie: str | None = None


@final
class PageRefusedApplicationProblemJson(Sealed):
    """The request can't be read or, on a page for the person, what is wrong with
    it that the client can't be told.

    `#/components/responses/PageRefused` in the contract.
    """

    status_code = "400"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    headers = (
        Header(
            name="Content-Security-Policy",
            argument="content_security_policy",
            schema="/components/headers/PagePolicy/schema",
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.Problem
    cache_control: Literal["no-store"]
    content_security_policy: str | None = None


@final
class PageRefusedTextHtml(Sealed):
    """The request can't be read or, on a page for the person, what is wrong with
    it that the client can't be told.

    `#/components/responses/PageRefused` in the contract.
    """

    status_code = "400"
    media_type = "text/html"
    body_type = bytes
    headers = (
        Header(
            name="Content-Security-Policy",
            argument="content_security_policy",
            schema="/components/headers/PagePolicy/schema",
        ),
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    cache_control: Literal["no-store"]
    content_security_policy: str | None = None


@final
class PreconditionFailed(Sealed):
    """The resource has changed since it was read.

    `#/components/responses/PreconditionFailed` in the contract.
    """

    status_code = "412"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class PreconditionRequired(Sealed):
    """An update needs `If-Match`.

    `#/components/responses/PreconditionRequired` in the contract.
    """

    status_code = "428"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class PublicNotModified(Sealed):
    """The representation is still the one that the client has.

    `#/components/responses/PublicNotModified` in the contract.
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
class ServiceUnavailable(Sealed):
    """The service can't do this now; nothing was changed.

    `#/components/responses/ServiceUnavailable` in the contract.
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


@final
class TooManyRequests(Sealed):
    """Too many requests of this kind, made-up credentials from this address,
    unfinished comparisons of the team, or open streams; wait.

    `#/components/responses/TooManyRequests` in the contract.
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
        Header(
            name="RateLimit-Policy",
            argument="rate_limit_policy",
            schema="/components/headers/RateLimitPolicy/schema",
        ),
        Header(
            name="RateLimit",
            argument="rate_limit",
            schema="/components/headers/RateLimit/schema",
        ),
    )
    body: models.Problem
    retry_after: int
    rate_limit_policy: str | None = None
    rate_limit: str | None = None


@final
class Unauthorized(Sealed):
    """Credentials are missing, wrong or expired.

    `#/components/responses/Unauthorized` in the contract.
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
class UnprocessableContent(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    `#/components/responses/UnprocessableContent` in the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class UnsupportedMediaType(Sealed):
    """The body is in a media type that this operation does not take.

    `#/components/responses/UnsupportedMediaType` in the contract.
    """

    status_code = "415"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem
