"""What people say of places in proposals."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class CommentThreadRow(Base, table=True):
    """Something that people talk about: a place in a document, or a whole proposal."""

    __tablename__ = "comment_threads"
    __table_args__ = (
        columns.one_of("side", "base", "revision"),
        columns.one_of("fate", "same", "moved", "changed", "gone", "unknown"),
        columns.length("pointer", 0, 8000),
        columns.length("last_pointer", 0, 8000),
        columns.length("excerpt", 0, 1500),
        columns.length("last_excerpt", 0, 1500),
        CheckConstraint("line >= 1 AND last_line >= 1", name="line_range"),
        CheckConstraint("comments >= 1", name="comments_range"),
        CheckConstraint(
            "num_nulls(side, fate, pointer, fingerprint, line, excerpt, last_pointer,"
            " last_fingerprint, last_line, last_excerpt) IN (0, 10)",
            name="place_whole",
        ),
        CheckConstraint(
            "resolved_by IS NULL OR resolved_at IS NOT NULL", name="resolved_at_set"
        ),
        Index(
            "ix_comment_threads_page",
            *("proposal_id", text("created_at DESC"), text("id DESC")),
        ),
        Index("ix_comment_threads_author_id", "author_id"),
        Index("ix_comment_threads_resolved_by", "resolved_by"),
    )

    id: UUID = Field(sa_column=columns.identity())
    proposal_id: UUID = Field(sa_column=columns.reference("proposals.id"))
    # The number of the revision that was the latest when it was begun.
    revision: int = Field(sa_column=Column(BigInteger, nullable=False))
    side: str | None = Field(sa_column=columns.string(nullable=True))
    pointer: str | None = Field(sa_column=columns.string(nullable=True))
    fingerprint: str | None = Field(sa_column=columns.string(nullable=True))
    line: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    excerpt: str | None = Field(sa_column=columns.string(nullable=True))
    # What became of it up to the latest revision, and where it was seen last.
    fate: str | None = Field(sa_column=columns.string(nullable=True))
    last_pointer: str | None = Field(sa_column=columns.string(nullable=True))
    last_fingerprint: str | None = Field(sa_column=columns.string(nullable=True))
    last_line: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    last_excerpt: str | None = Field(sa_column=columns.string(nullable=True))
    comments: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("1"))
    )
    author_id: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    resolved_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    resolved_by: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    created_at: datetime = Field(sa_column=columns.instant(now=True))


class CommentRow(Base, table=True):
    """Something that somebody said in a thread; nothing of it changes."""

    __tablename__ = "comments"
    __table_args__ = (
        columns.length("body", 1, 5000),
        Index(
            "ix_comments_page", *("thread_id", text("created_at DESC"), text("id DESC"))
        ),
        Index("ix_comments_author_id", "author_id"),
    )

    id: UUID = Field(sa_column=columns.identity())
    thread_id: UUID = Field(sa_column=columns.reference("comment_threads.id"))
    author_id: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    body: str = Field(sa_column=columns.string())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
