"""What is, or was, in which environment."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base

_CURRENT = text("ended_at IS NULL")


class DeploymentRow(Base, table=True):
    """A version, of an API or of a consumer, in an environment; once at a time."""

    __tablename__ = "deployments"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(version_id, consumer_version_id) = 1", name="subject"
        ),
        columns.length("build", 1, 200),
        columns.length("branch", 1, 250),
        CheckConstraint("commit ~ '^[0-9a-f]{7,64}$'", name="commit_form"),
        columns.one_of("end_cause", "replaced", "ended"),
        CheckConstraint("(ended_at IS NULL) = (end_cause IS NULL)", name="end_whole"),
        CheckConstraint("ended_at >= recorded_at", name="ended_at_range"),
        Index(
            "uq_deployments_version",
            "environment_id",
            "version_id",
            unique=True,
            postgresql_where=_CURRENT,
        ),
        Index(
            "uq_deployments_consumer_version",
            "environment_id",
            "consumer_version_id",
            unique=True,
            postgresql_where=_CURRENT,
        ),
        Index(
            "ix_deployments_page",
            "environment_id",
            text("recorded_at DESC"),
            text("id DESC"),
        ),
        Index("ix_deployments_version_id", "version_id"),
        Index("ix_deployments_consumer_version_id", "consumer_version_id"),
        Index(
            "ix_deployments_ended_at",
            "ended_at",
            postgresql_where=text("ended_at IS NOT NULL"),
        ),
    )

    id: UUID = Field(sa_column=columns.identity())
    environment_id: UUID = Field(sa_column=columns.reference("environments.id"))
    version_id: UUID | None = Field(
        sa_column=columns.reference("versions.id", nullable=True)
    )
    consumer_version_id: UUID | None = Field(
        sa_column=columns.reference("consumer_versions.id", nullable=True)
    )
    build: str | None = Field(sa_column=columns.string(nullable=True))
    commit: str | None = Field(sa_column=columns.string(nullable=True))
    branch: str | None = Field(sa_column=columns.string(nullable=True))
    recorded_at: datetime = Field(sa_column=columns.instant(now=True))
    ended_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    end_cause: str | None = Field(sa_column=columns.string(nullable=True))
