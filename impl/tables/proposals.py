"""Changes of APIs that are to be agreed on, and the documents that they come with."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class ProposalRow(Base, table=True):
    """A proposal, by its number within its API. Its state is computed."""

    __tablename__ = "proposals"
    __table_args__ = (
        columns.length("title", 1, 100),
        columns.length("description", 0, 5000),
        CheckConstraint("number >= 1", name="number_range"),
        CheckConstraint("revision_count >= 0", name="revision_count_range"),
        CheckConstraint(
            "version_id IS NULL OR withdrawn_at IS NULL", name="closed_once"
        ),
        UniqueConstraint("api_id", "number"),
        UniqueConstraint("version_id"),
        Index("ix_proposals_page", "api_id", text("created_at DESC"), text("id DESC")),
        Index("ix_proposals_author_id", "author_id"),
    )

    id: UUID = Field(sa_column=columns.identity())
    api_id: UUID = Field(sa_column=columns.reference("apis.id"))
    number: int = Field(sa_column=Column(BigInteger, nullable=False))
    title: str = Field(sa_column=columns.string())
    description: str | None = Field(sa_column=columns.string(nullable=True))
    author_id: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    # What it was published as.
    version_id: UUID | None = Field(
        sa_column=columns.reference("versions.id", nullable=True)
    )
    withdrawn_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    # The number of its latest revision.
    revision_count: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    revision: int = Field(sa_column=columns.revision())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    updated_at: datetime = Field(sa_column=columns.instant(now=True))


class ProposalRevisionRow(Base, table=True):
    """A proposed document, by its number within its proposal; nothing of it changes."""

    __tablename__ = "proposal_revisions"
    __table_args__ = (
        columns.length("openapi", 5, 40),
        columns.length("title", 0, 1000),
        columns.length("version", 5, 150),
        columns.one_of("media_type", "application/yaml", "application/json"),
        CheckConstraint("digest ~ '^sha256:[0-9a-f]{64}$'", name="digest_form"),
        CheckConstraint("text_digest ~ '^[0-9a-f]{64}$'", name="text_digest_form"),
        CheckConstraint("octet_length(document) = size", name="size_value"),
        CheckConstraint("operations >= 0", name="operations_range"),
        CheckConstraint(
            "equivalent_to BETWEEN 1 AND number", name="equivalent_to_range"
        ),
        CheckConstraint("releases_above >= 0", name="releases_above_range"),
        UniqueConstraint("proposal_id", "number"),
        Index(
            "ix_proposal_revisions_page",
            "proposal_id",
            text("created_at DESC"),
            text("id DESC"),
        ),
        Index("ix_proposal_revisions_author_id", "author_id"),
        Index("ix_proposal_revisions_base_version_id", "base_version_id"),
    )

    id: UUID = Field(sa_column=columns.identity())
    proposal_id: UUID = Field(sa_column=columns.reference("proposals.id"))
    number: int = Field(sa_column=Column(BigInteger, nullable=False))
    author_id: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    digest: str = Field(sa_column=columns.string())
    # Of its bytes, in hexadecimal: two texts of one digest have other lines.
    text_digest: str = Field(sa_column=columns.string())
    media_type: str = Field(sa_column=columns.string())
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    openapi: str = Field(sa_column=columns.string())
    title: str = Field(sa_column=columns.string())
    version: str | None = Field(sa_column=columns.string(nullable=True))
    operations: int = Field(sa_column=Column(BigInteger, nullable=False))
    document: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    base_version_id: UUID | None = Field(
        sa_column=columns.reference("versions.id", nullable=True)
    )
    # How many there were when it was added: if there are more, its base has moved.
    releases_above: int = Field(sa_column=Column(BigInteger, nullable=False))
    # The number of the first revision that no client can tell from this one.
    equivalent_to: int = Field(sa_column=Column(BigInteger, nullable=False))
    created_at: datetime = Field(sa_column=columns.instant(now=True))


class ReviewRow(Base, table=True):
    """What somebody makes of a revision; nothing of it changes."""

    __tablename__ = "reviews"
    __table_args__ = (
        columns.one_of("verdict", "approve", "request_changes", "comment"),
        columns.length("body", 0, 5000),
        Index(
            "ix_reviews_page", "proposal_id", text("created_at DESC"), text("id DESC")
        ),
        Index("ix_reviews_revision_id", "revision_id"),
        Index("ix_reviews_reviewer_id", "reviewer_id"),
    )

    id: UUID = Field(sa_column=columns.identity())
    proposal_id: UUID = Field(sa_column=columns.reference("proposals.id"))
    revision_id: UUID = Field(sa_column=columns.reference("proposal_revisions.id"))
    reviewer_id: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    verdict: str = Field(sa_column=columns.string())
    body: str | None = Field(sa_column=columns.string(nullable=True))
    created_at: datetime = Field(sa_column=columns.instant(now=True))
