"""Sealed responses of the tag `audit`: an operation can give no other."""

from collections.abc import AsyncIterable
from typing import Literal, TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListAuditRecords200(Sealed):
    """A page of audit records.

    `#/paths/~1v1~1teams~1{team_id}~1audit/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.AuditPage
    schema = "AuditPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.AuditPage
    link: str | None = None


ListAuditRecordsResult: TypeAlias = (
    ListAuditRecords200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class ExportAuditRecords200(Sealed):
    """The records.

    `#/paths/~1v1~1teams~1{team_id}~1audit~1export/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/jsonl"
    body_type = models.AuditRecord
    schema = "AuditRecord"
    item = "json"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
        Header(
            name="Content-Disposition",
            argument="content_disposition",
            schema="/paths/~1v1~1teams~1{team_id}~1audit~1export/get/responses/200/headers/Content-Disposition/schema",
            required=True,
        ),
    )
    body: AsyncIterable[models.AuditRecord]
    cache_control: Literal["no-store"]
    content_disposition: Literal['attachment; filename="countersign-audit.jsonl"']


ExportAuditRecordsResult: TypeAlias = (
    ExportAuditRecords200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class VerifyAuditRecords200(Sealed):
    """What was found.

    `#/paths/~1v1~1teams~1{team_id}~1audit~1verification/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.AuditVerification
    schema = "AuditVerification"
    headers = (
        Header(
            name="Cache-Control",
            argument="cache_control",
            schema="/components/headers/NoStore/schema",
            required=True,
        ),
    )
    body: models.AuditVerification
    cache_control: Literal["no-store"]


VerifyAuditRecordsResult: TypeAlias = (
    VerifyAuditRecords200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
