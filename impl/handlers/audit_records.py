"""The audit records of a team: as a list, as lines, and whether they hold."""

from typing import Self

from generated import Context, models
from generated.responses import audit as responses
from impl.event_records import AuditFilter, AuditRecord
from impl.handlers import wire
from impl.http.callers import caller_of
from impl.http.paging import Pager
from impl.security import ids
from impl.services.audit_records import AuditExport, AuditRecords


class AuditHandler:
    """Implements `AuditPort`."""

    def __init__(self, records: AuditRecords, pager: Pager) -> None:
        self._records = records
        self._pager = pager

    async def list_audit_records(  # noqa: PLR0913 - the contract's parameters
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        actor: models.AuditActor | None,
        action: models.AuditAction | None,
        subject: models.AuditSubject | None,
        since: models.RunTimestamp | None,
        until: models.RunTimestamp | None,
        limit: int,
        cursor: models.Cursor | None,
    ) -> responses.ListAuditRecords200:
        """List a team's records."""
        paging = self._pager.page(
            *(context, limit, cursor),
            actor=actor,
            action=action,
            subject=subject,
            since=_said(since),
            until=_said(until),
        )
        page = await self._records.list_of_team(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            AuditFilter(actor, action, subject, since, until),
            limit,
            paging.after,
        )
        following = paging.next(page)
        return responses.ListAuditRecords200(
            body=models.AuditPage(
                items=[_record(each) for each in page.items],
                next_cursor=following.cursor,
            ),
            link=following.link,
        )

    async def export_audit_records(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
        actor: models.AuditActor | None,
        action: models.AuditAction | None,
        subject: models.AuditSubject | None,
        since: models.RunTimestamp | None,
        until: models.RunTimestamp | None,
    ) -> responses.ExportAuditRecords200:
        """Send a team's records, one a line."""
        export = await self._records.export(
            caller_of(context),
            ids.decode(ids.TEAM, team_id),
            AuditFilter(actor, action, subject, since, until),
        )
        return responses.ExportAuditRecords200(
            body=_Lines(export),
            cache_control="no-store",
            content_disposition='attachment; filename="countersign-audit.jsonl"',
        )

    async def verify_audit_records(
        self, context: Context, *, team_id: models.TeamId
    ) -> responses.VerifyAuditRecords200:
        """Say whether a team's records are as they were written."""
        found = await self._records.verify(
            caller_of(context), ids.decode(ids.TEAM, team_id)
        )
        return responses.VerifyAuditRecords200(
            body=models.AuditVerification(
                verified=found.first_broken is None,
                records=found.records,
                first_broken=wire.optional(found.first_broken),
                last_number=found.last_number,
                last_digest=found.last_digest.hex(),
            ),
            cache_control="no-store",
        )


class _Lines:
    """Records as they are sent."""

    def __init__(self, export: AuditExport) -> None:
        self._export = export

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> models.AuditRecord:
        return _record(await anext(self._export))


def _record(record: AuditRecord) -> models.AuditRecord:
    api_id = record.api_id
    return models.AuditRecord(
        number=record.number,
        chain=record.chain,
        id=ids.encode(ids.EVENT, record.id),
        occurred_at=record.occurred_at,
        actor=record.actor,
        team_id=ids.encode(ids.TEAM, record.team_id),
        api_id=ids.encode(ids.API, api_id) if api_id else None,
        action=record.action,
        subject=record.subject,
        details=dict(record.details),
        client=record.client,
        request_id=record.request_id,
        digest=record.digest.hex(),
    )


def _said(moment: models.RunTimestamp | None) -> str | None:
    """Return a time as a query says it."""
    return moment.isoformat().replace("+00:00", "Z") if moment else None
