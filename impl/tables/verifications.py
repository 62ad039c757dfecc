"""What test runs of builds against versions came to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class VerificationRow(Base, table=True):
    """A test run of a build, as its tool told it; nothing of it changes."""

    __tablename__ = "verifications"
    __table_args__ = (
        columns.length("build", 1, 200),
        columns.length("branch", 1, 250),
        CheckConstraint("commit ~ '^[0-9a-f]{7,64}$'", name="commit_form"),
        CheckConstraint(
            "char_length(environment) <= 63"
            " AND environment ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'",
            name="environment_form",
        ),
        columns.one_of("tool", "countersign-fuzz", "schemathesis", "junit"),
        CheckConstraint(
            "least(passed, failed, errored, skipped) >= 0", name="counts_range"
        ),
        Index(
            "ix_verifications_page",
            *("version_id", text("recorded_at DESC"), text("id DESC")),
        ),
        Index("ix_verifications_recorded_by", "recorded_by"),
    )

    id: UUID = Field(sa_column=columns.identity())
    version_id: UUID = Field(sa_column=columns.reference("versions.id"))
    build: str = Field(sa_column=columns.string())
    commit: str | None = Field(sa_column=columns.string(nullable=True))
    branch: str | None = Field(sa_column=columns.string(nullable=True))
    environment: str | None = Field(sa_column=columns.string(nullable=True))
    tool: str = Field(sa_column=columns.string())
    started_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    finished_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    passed: int = Field(sa_column=Column(BigInteger, nullable=False))
    failed: int = Field(sa_column=Column(BigInteger, nullable=False))
    errored: int = Field(sa_column=Column(BigInteger, nullable=False))
    skipped: int = Field(sa_column=Column(BigInteger, nullable=False))
    failures: list[dict[str, Any]] = Field(
        sa_column=Column(JSONB, nullable=False, server_default=text("'[]'"))
    )
    recorded_by: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    recorded_at: datetime = Field(sa_column=columns.instant(now=True))
