"""What test runs of builds against versions came to."""

import asyncio
import json
from typing import Final
from uuid import UUID

from generated import Context, Upload, models
from generated.responses import shared
from generated.responses import verifications as responses
from impl.deployment_records import DeploymentLabels
from impl.engine.run_reports.report import RunCounts, RunFailure, RunReport
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.etags import etag, is_known
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.jobs.report_task import ReportForm
from impl.security import ids
from impl.services.verifications import Verifications
from impl.verification_records import (
    BuildVerification,
    NewVerification,
    VerificationDetails,
)

_FORMS: Final[dict[str, ReportForm]] = {
    "application/xml": "junit",
    "text/xml": "junit",
    "application/x-ndjson": "ndjson",
}


class VerificationsHandler:
    """Implements `VerificationsPort`."""

    def __init__(
        self, verifications: Verifications, pager: Pager, idempotency: IdempotencyKeys
    ) -> None:
        self._verifications = verifications
        self._pager = pager
        self._idempotency = idempotency

    async def record_verification(  # noqa: PLR0913 - as the contract has them
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        build: models.Build,
        commit: models.Commit | None,
        branch: models.Branch | None,
        environment: models.Name | None,
        idempotency_key: str | None,
        body: models.VerificationReport | Upload,
    ) -> responses.RecordVerification201:
        """Record what a test run came to."""
        caller, place = caller_of(context), _place(team_id, api_id, version)
        await self._verifications.admit(caller, place)
        content = await body.read() if isinstance(body, Upload) else wire.content(body)

        def recorded(made: VerificationDetails) -> responses.RecordVerification201:
            it = made.verification
            path = f"/v1/teams/{team_id}/apis/{api_id}/versions/{it.version}"
            written = _written(it, made)
            return responses.RecordVerification201(
                body=written,
                etag=etag(it.tag),
                location=f"{path}/verifications/{written.id}",
            )

        labels = DeploymentLabels(build=build, commit=commit, branch=branch)
        said = json.dumps([build, commit, branch, environment]).encode()
        # A large report takes long enough to be felt in the event loop.
        call = await asyncio.to_thread(
            self._idempotency.call, context, idempotency_key, recorded, said, content
        )
        report = (
            await self._verifications.read(
                caller, place, content, _FORMS[body.media_type]
            )
            if isinstance(body, Upload)
            else _report(body)
        )
        new = NewVerification(labels=labels, environment=environment, report=report)
        return recorded(await self._verifications.record(caller, place, new, call))

    async def list_verifications(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListVerifications200:
        """List a version's verifications."""
        paging = self._pager.page(context, limit, cursor)
        page = await self._verifications.list_of_version(
            caller_of(context), _place(team_id, api_id, version), limit, paging.after
        )
        following = paging.next(page)
        return responses.ListVerifications200(
            body=models.VerificationPage(
                items=[_written(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def get_verification(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        api_id: models.ApiId,
        version: models.VersionReference,
        verification_id: models.VerificationId,
        if_none_match: str | None,
    ) -> responses.GetVerification200 | shared.NotModified:
        """Answer with a verification."""
        made = await self._verifications.get(
            caller_of(context),
            _place(team_id, api_id, version),
            ids.decode(ids.VERIFICATION, verification_id),
        )
        tag = made.verification.tag
        if is_known(tag, if_none_match):
            return shared.NotModified(etag=etag(tag))
        return responses.GetVerification200(
            body=_written(made.verification, made), etag=etag(tag)
        )


def _place(team_id: str, api_id: str, version: str) -> tuple[UUID, UUID, str]:
    return ids.decode(ids.TEAM, team_id), ids.decode(ids.API, api_id), version


def _report(body: models.VerificationReport) -> RunReport:
    counts, failures = body.counts, wire.given(body.failures) or []
    return RunReport(
        tool=body.tool.value,
        started_at=wire.given(body.started_at),
        finished_at=wire.given(body.finished_at),
        counts=RunCounts(
            passed=counts.passed,
            failed=counts.failed,
            errored=counts.errored,
            skipped=counts.skipped,
        ),
        failures=tuple(
            RunFailure(
                operation=wire.given(each.operation),
                title=each.title,
                message=wire.given(each.message),
                curl=wire.given(each.curl),
            )
            for each in failures
        ),
    )


def _written(
    record: BuildVerification, made: VerificationDetails | None = None
) -> models.Verification:
    """Write a verification; constraints of its table say which values it has."""
    by = record.recorded_by
    return models.Verification(
        id=ids.encode(ids.VERIFICATION, record.id),
        api_id=ids.encode(ids.API, record.api_id),
        version=record.version,
        build=record.build,
        commit=wire.optional(record.commit),
        branch=wire.optional(record.branch),
        environment=wire.optional(record.environment),
        tool=models.VerificationTool(record.tool),
        outcome=models.VerificationOutcome(record.outcome),
        counts=models.VerificationCounts(
            passed=record.passed,
            failed=record.failed,
            errored=record.errored,
            skipped=record.skipped,
        ),
        failures=wire.optional([*map(_failure, made.failures)] if made else None),
        started_at=wire.optional(record.started_at),
        finished_at=wire.optional(record.finished_at),
        recorded_by=wire.optional(ids.encode(ids.PERSON, by) if by else None),
        recorded_at=record.recorded_at,
    )


def _failure(record: RunFailure) -> models.VerificationFailure:
    return models.VerificationFailure(
        operation=wire.optional(record.operation),
        title=record.title,
        message=wire.optional(record.message),
        curl=wire.optional(record.curl),
    )
