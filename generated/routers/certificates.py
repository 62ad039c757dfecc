"""Routes of the tag `certificates`."""

from typing import Final

from .. import models
from ..ports.certificates import CertificatesPort
from ..responses import certificates as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.routing import ContractRouter
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    RequestBody,
    Requirement,
    ResponseSpec,
)

DOWNLOAD_CERTIFICATE: Final = Operation(
    operation_id="download_certificate",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons/{comparison_id}/certificate",
    tag="certificates",
    line=1640,
    parameters=(
        Parameter(
            name="team_id",
            argument="team_id",
            location="path",
            schema="TeamId",
            required=True,
        ),
        Parameter(
            name="api_id",
            argument="api_id",
            location="path",
            schema="ApiId",
            required=True,
        ),
        Parameter(
            name="comparison_id",
            argument="comparison_id",
            location="path",
            schema="ComparisonId",
            required=True,
        ),
        Parameter(
            name="If-None-Match",
            argument="if_none_match",
            location="header",
            schema="/components/parameters/IfNoneMatch/schema",
        ),
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(Media(media_type="application/json"),),
            headers=(
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
            ),
        ),
        ResponseSpec(
            status="304",
            headers=(
                Header(
                    name="ETag",
                    argument="etag",
                    schema="/components/headers/ETag/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="403",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="404",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="409",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="Download a certificate",
)

VERIFY_CERTIFICATE: Final = Operation(
    operation_id="verify_certificate",
    method="POST",
    path="/v1/certificates/verifications",
    tag="certificates",
    line=1704,
    body=RequestBody(
        content=(
            Media(
                media_type="application/json",
                schema="CertificateSubmission",
                max_body=8388608,
            ),
        ),
        required=True,
    ),
    responses=(
        ResponseSpec(
            status="200",
            content=(
                Media(media_type="application/json", schema="CertificateVerification"),
            ),
        ),
        ResponseSpec(
            status="400",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="401",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="WWW-Authenticate",
                    argument="www_authenticate",
                    schema="/components/headers/WWWAuthenticate/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="403",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="406",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="413",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="415",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="422",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="429",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
        ResponseSpec(
            status="500",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
        ),
        ResponseSpec(
            status="503",
            content=(Media(media_type="application/problem+json", schema="Problem"),),
            headers=(
                Header(
                    name="Retry-After",
                    argument="retry_after",
                    schema="/components/headers/RetryAfter/schema",
                    required=True,
                ),
            ),
        ),
    ),
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="Verify a certificate",
)


def router(port: CertificatesPort, runtime: Runtime) -> ContractRouter:
    """Return the routes, served by `port`."""
    return ContractRouter(
        "certificates",
        runtime,
        (
            Endpoint(
                DOWNLOAD_CERTIFICATE,
                port.download_certificate,
                results=(
                    responses.DownloadCertificate200,
                    responses.DownloadCertificate304,
                    responses.DownloadCertificate400,
                    responses.DownloadCertificate401,
                    responses.DownloadCertificate403,
                    responses.DownloadCertificate404,
                    responses.DownloadCertificate406,
                    responses.DownloadCertificate409,
                    responses.DownloadCertificate422,
                    responses.DownloadCertificate429,
                    responses.DownloadCertificate500,
                    responses.DownloadCertificate503,
                ),
                body_types={},
            ),
            Endpoint(
                VERIFY_CERTIFICATE,
                port.verify_certificate,
                results=(
                    responses.VerifyCertificate200,
                    responses.VerifyCertificate400,
                    responses.VerifyCertificate401,
                    responses.VerifyCertificate403,
                    responses.VerifyCertificate406,
                    responses.VerifyCertificate413,
                    responses.VerifyCertificate415,
                    responses.VerifyCertificate422,
                    responses.VerifyCertificate429,
                    responses.VerifyCertificate500,
                    responses.VerifyCertificate503,
                ),
                body_types={
                    "application/json": models.CertificateSubmission,
                },
            ),
        ),
    )
