"""Sealed responses of the tag `certificates`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class DownloadCertificate200(Sealed):
    """The certificate.

    `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}~1certificate/get/responses/200` in the contract.
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


DownloadCertificateResult: TypeAlias = (
    DownloadCertificate200
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


@final
class VerifyCertificate200(Sealed):
    """The result.

    `#/paths/~1v1~1certificates~1verifications/post/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.CertificateVerification
    schema = "CertificateVerification"
    body: models.CertificateVerification


VerifyCertificateResult: TypeAlias = (
    VerifyCertificate200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
