"""The port of the tag `audit`.

Who did what in a team, on record as it was written.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import audit as responses
from ..runtime.http.context import Context, not_implemented


class AuditPort(Protocol):
    """What an implementation of `audit` provides."""

    async def list_audit_records(
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
    ) -> responses.ListAuditRecordsResult:
        """List the audit records of a team

        For owners. Latest first: who did what, when, from where, and what it was
        before and after. The database keeps records as they were written, numbers
        them by team and links each to the one before; the oldest go after some
        hundred days.

        `#/paths/~1v1~1teams~1{team_id}~1audit/get` in the contract.
        """
        ...

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
    ) -> responses.ExportAuditRecordsResult:
        """Take along the audit records of a team

        For owners. [JSON Lines](https://jsonlines.org), one record a line, the
        oldest first, sent as they are read: as `scripts/audit export` writes them,
        beside the database.

        `#/paths/~1v1~1teams~1{team_id}~1audit~1export/get` in the contract.
        """
        ...

    async def verify_audit_records(
        self,
        context: Context,
        *,
        team_id: models.TeamId,
    ) -> responses.VerifyAuditRecordsResult:
        """Find out whether the audit records of a team are as they were written

        For owners. Follows every link at one moment, from the oldest record that is
        kept to the end that the database noted. Keep the digest at the end
        elsewhere: whoever may change all of the database could link everything
        anew, and then it would end differently.

        `#/paths/~1v1~1teams~1{team_id}~1audit~1verification/get` in the contract.
        """
        ...


class UnimplementedAudit:
    """Answers 501 to every operation of `audit`."""

    async def list_audit_records(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def export_audit_records(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def verify_audit_records(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
