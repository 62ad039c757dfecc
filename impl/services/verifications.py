"""What test runs of builds against versions came to: recorded, and never changed."""

import asyncio
from dataclasses import replace
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import Database
from impl.engine.run_reports.report import RunReport, cleaned
from impl.jobs.report_task import ReportForm
from impl.records import Page
from impl.repositories import apis, verifications, versions
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import audit
from impl.services.access import found, standing_for
from impl.services.examination import holders
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.report_reading import ReportReading
from impl.verification_records import (
    BuildVerification,
    NewVerification,
    VerificationDetails,
)

Place = tuple[UUID, UUID, str]
_NOUN: Final = "version"


class Verifications:
    """Records and shows verifications.

    Args:
        database: has them.
        limiter: counts attempts.
        rate: how many there may be.
        kept: how many a version keeps; the oldest go.
        reading: reads reports of other tools.
    """

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        kept: int,
        reading: ReportReading,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._kept = kept
        self._reading = reading

    async def admit(self, caller: Caller, place: Place) -> None:
        """Count an attempt to record something, before there is a report to read.

        `place` is the team, the API and what names the version.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
            RateLimited: the caller records too much.
        """
        standing = await apis.standing(self._database.read(), caller, *place[:2])
        standing_for(standing, Permission.RECORD_VERIFICATIONS, "API")
        await self._limiter.attempt((self._rate, caller.name))

    async def read(
        self, caller: Caller, place: Place, content: bytes, form: ReportForm
    ) -> RunReport:
        """Return what a report says that another tool wrote.

        Only for those who have been admitted; `place` as for `admit`.

        Raises:
            Invalid: it is no such report (`invalid_report`).
            Unavailable: too many documents are being read.
        """
        return await self._reading.of(content, form, holders(caller, place[0]))

    async def record(
        self,
        caller: Caller,
        place: Place,
        new: NewVerification,
        call: IdempotentCall[VerificationDetails] | None,
    ) -> VerificationDetails:
        """Record what a run came to, with no credentials in it.

        Only for those who have been admitted; `place` as for `admit`.

        Raises:
            AlreadyAnswered: the call was made before.
            NotFound, Forbidden: see `impl.errors`.
        """
        # Long texts take long enough to be felt in the event loop.
        failures = await asyncio.to_thread(cleaned, new.report.failures)
        kept = replace(new, report=replace(new.report, failures=failures))

        async def effect() -> VerificationDetails:
            version = found(await versions.find(work, caller, *place), _NOUN)
            made = await verifications.add(work, version.id, caller.person_id, kept)
            await verifications.sweep(work, version.id, self._kept)
            it = made.verification
            await audit.record(
                *(work, caller, "verification.recorded"),
                ids.encode(ids.VERIFICATION, it.id),
                team_id=place[0],
                api_id=it.api_id,
                details={
                    "version": it.version,
                    "build": it.build,
                    "tool": it.tool,
                    "outcome": it.outcome,
                },
            )
            return made

        async with self._database.begin() as work:
            standing = await apis.standing(work, caller, *place[:2])
            standing_for(standing, Permission.RECORD_VERIFICATIONS, "API")
            made = await run_once(work, call, VerificationDetails, effect)
            await work.commit()
        return made

    async def list_of_version(
        self,
        caller: Caller,
        place: Place,
        limit: int,
        after: PagePosition | None,
    ) -> Page[BuildVerification]:
        """Return a page of a version's verifications, latest first.

        `place` as for `admit`.

        Raises:
            NotFound: the caller can't see the version.
            Forbidden: they see it only because everyone does.
        """
        await self._require_reader(caller, place)
        page = await verifications.list_of_version(
            self._database.read(), caller, place, limit, after
        )
        return found(page, _NOUN)

    async def get(
        self, caller: Caller, place: Place, verification_id: UUID
    ) -> VerificationDetails:
        """Return a verification; `place` as for `admit`.

        Raises:
            NotFound: the caller can't see it.
            Forbidden: they see the API only because everyone does.
        """
        await self._require_reader(caller, place)
        reader = self._database.read()
        it = await verifications.find(reader, caller, place, verification_id)
        return found(it, "verification")

    async def _require_reader(self, caller: Caller, place: Place) -> None:
        standing = await apis.standing(self._database.read(), caller, *place[:2])
        standing_for(standing, Permission.READ_VERIFICATIONS, "API")
