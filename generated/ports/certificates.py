"""The port of the tag `certificates`.

Verdicts with all that is needed to check them again.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import certificates as responses
from ..runtime.http.context import Context, not_implemented


class CertificatesPort(Protocol):
    """What an implementation of `certificates` provides."""

    async def download_certificate(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        comparison_id: models.ComparisonId,
        if_none_match: str | None,
    ) -> responses.DownloadCertificateResult:
        """Download a certificate

        The verdict with all that is needed to check it again offline, as JSON in
        canonical form (RFC 8785); `scripts/compare BASE REVISION --verify FILE`
        does. The `ETag` is the digest that it carries. It names the documents by
        digests of what they mean, slips amended.

        `#/paths/~1v1~1teams~1{team_id}~1apis~1{api_id}~1comparisons~1{comparison_id}~1certificate/get` in the contract.
        """
        ...

    async def verify_certificate(
        self,
        context: Context,
        *,
        body: models.CertificateSubmission,
    ) -> responses.VerifyCertificateResult:
        """Verify a certificate

        Checks that a certificate is whole, that its verdict follows from its facts
        and that each witness shows what it should. The two documents are those in
        the body or, where one is left out, one with the certificate's digest among
        all versions and compared documents that the caller can read.

        `#/paths/~1v1~1certificates~1verifications/post` in the contract.
        """
        ...


class UnimplementedCertificates:
    """Answers 501 to every operation of `certificates`."""

    async def download_certificate(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def verify_certificate(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
