"""Certificates are verified against the documents that they name."""

import asyncio
import json
import re
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from impl.database.unit_of_work import Database
from impl.errors import Flaw, Invalid
from impl.jobs import comparison_task
from impl.jobs.comparison_task import Verifying
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed
from impl.repositories import documents
from impl.security.caller import Caller
from impl.services.examination import Examination, holders
from impl.services.rate_limits import Rate, RateLimiter

_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")
_MOST_REASONS: Final = 100
Outcome = Literal["valid", "invalid", "unknown_document"]


@dataclass(frozen=True, slots=True)
class CertificateSubmission:
    """What claims to be a certificate, and the texts that the caller has."""

    certificate: dict[str, Any]
    base: str | None
    revision: str | None


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a certificate holds, and why not."""

    result: Outcome
    reasons: tuple[str, ...] = ()


class Certificates:
    """Verifies certificates."""

    def __init__(
        self,
        database: Database,
        examination: Examination,
        limiter: RateLimiter,
        rate: Rate,
        verification: tuple[Lanes, JobLimits],
    ) -> None:
        self._database = database
        self._examination = examination
        self._limiter = limiter
        self._rate = rate
        self._lanes, self._limits = verification

    async def verify(
        self, caller: Caller, submission: CertificateSubmission
    ) -> Verification:
        """Check a certificate.

        Raises:
            RateLimited: the caller asks too often.
            Invalid: a given text is no valid contract, or checking takes too long.
            Unavailable: too many certificates or documents are being checked.
        """
        await self._limiter.attempt((self._rate, caller.name))
        whose = holders(caller)
        texts: dict[str, bytes] = {}
        for side, given in (
            ("base", submission.base),
            ("revision", submission.revision),
        ):
            digest = submission.certificate.get(side)
            if given is not None:
                texts[side] = await self._checked(side, given, whose)
            elif not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
                reason = f"The certificate doesn't name the {side} by its digest."
                return Verification("invalid", (reason,))
            elif stored := await documents.find(self._database.read(), caller, digest):
                texts[side] = stored
            else:
                reason = (
                    f"No document that you can read has the digest of the {side}, "
                    f"{digest}; give its text as `{side}`."
                )
                return Verification("unknown_document", (reason,))
        # In a thread: it may be large.
        record = await asyncio.to_thread(_written, submission.certificate)
        return await self._verify(Verifying(certificate=record, **texts), whose)

    async def _verify(self, task: Verifying, whose: frozenset[str]) -> Verification:
        message = comparison_task.verifying(task)
        try:
            parts = await while_present(self._lanes.run(message, self._limits, whose))
        except TimeoutError:
            raise _too_complex() from None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                raise _too_complex() from None
            raise
        reasons = comparison_task.problems(parts)[:_MOST_REASONS]
        return Verification("invalid" if reasons else "valid", reasons)

    async def _checked(self, side: str, text: str, whose: frozenset[str]) -> bytes:
        content = text.encode("utf-8", "surrogatepass")
        try:
            await self._examination.of(content, "application/yaml", whose)
        except Invalid as refusal:
            # The text is a string of the body: nothing in it has a pointer of its own.
            flaws = [replace(flaw, pointer=f"/{side}") for flaw in refusal.flaws]
            raise Invalid("invalid_contract", refusal.detail, flaws) from None
        return content


def _written(certificate: dict[str, Any]) -> bytes:
    # Unlike `dumps` this lets other threads run meanwhile.
    return "".join(json.JSONEncoder().iterencode(certificate)).encode()


def _too_complex() -> Invalid:
    detail = "The certificate takes more time or memory to verify than there is."
    mend = "Verify it offline, with scripts/compare --verify."
    flaw = Flaw("body", "/certificate", detail, "too_complex", mend=mend)
    return Invalid("too_complex", f"{detail} {mend}", [flaw])
