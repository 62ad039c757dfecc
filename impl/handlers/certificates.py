"""Verdicts with all that is needed to check them again."""

import base64
import hashlib

from generated import Context, models
from generated.responses import certificates as responses
from generated.responses import shared
from impl.handlers import comparison_wire, wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known
from impl.services.certificates import Certificates, CertificateSubmission
from impl.services.comparisons import Comparisons


class CertificatesHandler:
    """Implements `CertificatesPort`."""

    def __init__(self, comparisons: Comparisons, certificates: Certificates) -> None:
        self._comparisons = comparisons
        self._certificates = certificates

    async def download_certificate(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        comparison_id: models.ComparisonId,
        if_none_match: str | None,
    ) -> responses.DownloadCertificate200 | shared.NotModified:
        """Answer with the canonical bytes."""
        comparison, content = await self._comparisons.certificate(
            caller_of(context), comparison_wire.place(team_id, api_id, comparison_id)
        )
        tag = (comparison.certificate_digest or "").removeprefix("sha256:")
        if is_known(tag, if_none_match):
            return shared.NotModified(etag=etag(tag))
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        return responses.DownloadCertificate200(
            body=content, etag=etag(tag), repr_digest=f"sha-256=:{digest}:"
        )

    async def verify_certificate(
        self, context: Context, *, body: models.CertificateSubmission
    ) -> responses.VerifyCertificate200:
        """Verify a certificate."""
        submission = CertificateSubmission(
            body.certificate, wire.given(body.base), wire.given(body.revision)
        )
        verification = await self._certificates.verify(caller_of(context), submission)
        return responses.VerifyCertificate200(
            body=models.CertificateVerification(
                result=verification.result, reasons=list(verification.reasons)
            )
        )
