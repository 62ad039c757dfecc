"""Published contracts."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Index,
    LargeBinary,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class VersionRow(Base, table=True):
    """A published contract. Only its deprecation ever changes."""

    __tablename__ = "versions"
    __table_args__ = (
        columns.length("version", 5, 150),
        columns.length("openapi", 5, 40),
        columns.length("title", 0, 1000),
        columns.length("deprecation_note", 0, 5000),
        columns.one_of("media_type", "application/yaml", "application/json"),
        CheckConstraint("digest ~ '^sha256:[0-9a-f]{64}$'", name="digest_form"),
        CheckConstraint("octet_length(document) = size", name="size_value"),
        CheckConstraint("operations >= 0", name="operations_range"),
        CheckConstraint(
            "(deprecated_at IS NULL) = (sunset_on IS NULL)"
            " AND (deprecated_at IS NOT NULL OR deprecation_note IS NULL)",
            name="deprecation_whole",
        ),
        CheckConstraint(
            "num_nulls(proposal, proposal_revision, approved_by) IN (0, 3)"
            " AND (proposal IS NOT NULL OR certificate_digest IS NULL)",
            name="provenance_whole",
        ),
        CheckConstraint(
            "proposal IS NOT NULL OR num_nonnulls(acceptances, consents) = 0",
            name="evidence_signed",
        ),
        UniqueConstraint("api_id", "version"),
        UniqueConstraint("api_id", "digest"),
        Index("ix_versions_page", "api_id", text("published_at DESC"), text("id DESC")),
        Index("ix_versions_published_by", "published_by"),
    )

    id: UUID = Field(sa_column=columns.identity())
    api_id: UUID = Field(sa_column=columns.reference("apis.id"))
    version: str = Field(sa_column=columns.string())
    digest: str = Field(sa_column=columns.string())
    media_type: str = Field(sa_column=columns.string())
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    openapi: str = Field(sa_column=columns.string())
    title: str = Field(sa_column=columns.string())
    operations: int = Field(sa_column=Column(BigInteger, nullable=False))
    document: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    published_at: datetime = Field(sa_column=columns.instant(now=True))
    published_by: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    deprecated_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    sunset_on: date | None = Field(sa_column=Column(Date, nullable=True))
    deprecation_note: str | None = Field(sa_column=columns.string(nullable=True))
    # What was signed for it, and whose approvals counted; it outlives all of them.
    proposal: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    proposal_revision: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    approved_by: list[UUID] | None = Field(sa_column=Column(ARRAY(Uuid), nullable=True))
    certificate_digest: str | None = Field(sa_column=columns.string(nullable=True))
    # Those of them that the policy wanted, as they were.
    acceptances: list[dict[str, Any]] | None = Field(
        sa_column=Column(JSONB(none_as_null=True), nullable=True)
    )
    consents: list[dict[str, Any]] | None = Field(
        sa_column=Column(JSONB(none_as_null=True), nullable=True)
    )
    revision: int = Field(sa_column=columns.revision())
