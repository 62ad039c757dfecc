"""Routes of the tag `certificates`."""

from typing import Final

from .. import models
from ..ports.certificates import CertificatesPort, UnimplementedCertificates
from ..responses import certificates as responses
from ..runtime.app.configuration import Runtime
from ..runtime.app.implementation import Implementation
from ..runtime.app.routing import ContractRouter, OperationGroup
from ..runtime.app.serving import Endpoint
from ..runtime.contract.operation import (
    Media,
    Operation,
    Parameter,
    RateLimit,
    RequestBody,
    Requirement,
)
from ..runtime.responses.declared import declared, kinds_of

DOWNLOAD_CERTIFICATE: Final = Operation(
    operation_id="download_certificate",
    method="GET",
    path="/v1/teams/{team_id}/apis/{api_id}/comparisons/{comparison_id}/certificate",
    tag="certificates",
    source="#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}~1certificate/get",
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
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    summary="Download a certificate",
    responses=declared(responses.DownloadCertificateResult),
)

VERIFY_CERTIFICATE: Final = Operation(
    operation_id="verify_certificate",
    method="POST",
    path="/v1/certificates/verifications",
    tag="certificates",
    source="#/paths/~1v1~1certificates~1verifications/post",
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
    security=(
        (Requirement(scheme="access_token", scopes=("versions:read",)),),
        (Requirement(scheme="api_key", scopes=("versions:read",)),),
    ),
    rate_limit=RateLimit(name="comparisons", quota=300, window=60),
    summary="Verify a certificate",
    responses=declared(responses.VerifyCertificateResult),
)


def group(port: CertificatesPort | None) -> OperationGroup:
    """Return the operations, served by `port`; what it lacks answers 501."""
    served = Implementation(port, CertificatesPort, UnimplementedCertificates())
    endpoints = (
        Endpoint(
            DOWNLOAD_CERTIFICATE,
            served.handler("download_certificate"),
            results=kinds_of(responses.DownloadCertificateResult),
        ),
        Endpoint(
            VERIFY_CERTIFICATE,
            served.handler("verify_certificate"),
            results=kinds_of(responses.VerifyCertificateResult),
            body_types={
                "application/json": models.CertificateSubmission,
            },
        ),
    )
    return OperationGroup("certificates", endpoints, served.is_given, served.missing)


def router(port: CertificatesPort, runtime: Runtime) -> ContractRouter:
    """Return the operations as routes of any application, served by `port`."""
    return ContractRouter(runtime, [group(port)])
