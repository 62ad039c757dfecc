"""Sealed responses of the tag `certificates`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed


@final
class DownloadCertificate200(Sealed):
    """The certificate.

    Line 1654 of the contract.
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
            name="Repr-Digest",
            argument="repr_digest",
            schema="/components/headers/ReprDigest/schema",
            required=True,
        ),
    )
    body: bytes | AsyncIterable[bytes]
    etag: str
    repr_digest: str


@final
class DownloadCertificate304(Sealed):
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
class DownloadCertificate400(Sealed):
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
class DownloadCertificate401(Sealed):
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
class DownloadCertificate403(Sealed):
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
class DownloadCertificate404(Sealed):
    """There is no such resource, or the caller may not know of it.

    Line 1924 of the contract.
    """

    status_code = "404"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DownloadCertificate406(Sealed):
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
class DownloadCertificate409(Sealed):
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
class DownloadCertificate422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DownloadCertificate429(Sealed):
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
class DownloadCertificate500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class DownloadCertificate503(Sealed):
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


DownloadCertificateResult: TypeAlias = (
    DownloadCertificate200
    | DownloadCertificate304
    | DownloadCertificate400
    | DownloadCertificate401
    | DownloadCertificate403
    | DownloadCertificate404
    | DownloadCertificate406
    | DownloadCertificate409
    | DownloadCertificate422
    | DownloadCertificate429
    | DownloadCertificate500
    | DownloadCertificate503
)


@final
class VerifyCertificate200(Sealed):
    """The result.

    Line 1730 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.CertificateVerification
    schema = "CertificateVerification"
    body: models.CertificateVerification


@final
class VerifyCertificate400(Sealed):
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
class VerifyCertificate401(Sealed):
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
class VerifyCertificate403(Sealed):
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
class VerifyCertificate406(Sealed):
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
class VerifyCertificate413(Sealed):
    """The body is larger than this service takes.

    Line 1944 of the contract.
    """

    status_code = "413"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class VerifyCertificate415(Sealed):
    """The body is in a media type that this operation does not take.

    Line 1949 of the contract.
    """

    status_code = "415"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class VerifyCertificate422(Sealed):
    """The request can be read but breaks this contract; `errors` says where.

    Line 1954 of the contract.
    """

    status_code = "422"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class VerifyCertificate429(Sealed):
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
class VerifyCertificate500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class VerifyCertificate503(Sealed):
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


VerifyCertificateResult: TypeAlias = (
    VerifyCertificate200
    | VerifyCertificate400
    | VerifyCertificate401
    | VerifyCertificate403
    | VerifyCertificate406
    | VerifyCertificate413
    | VerifyCertificate415
    | VerifyCertificate422
    | VerifyCertificate429
    | VerifyCertificate500
    | VerifyCertificate503
)
