"""Comparisons of contracts, jobs until they are over, and whose turn it is."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    LargeBinary,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base

_SHA_256 = "~ '^sha256:[0-9a-f]{64}$'"


class ComparisonRow(Base, table=True):
    """What is asked, how far it is, and what came out."""

    __tablename__ = "comparisons"
    __table_args__ = (
        # The question decides the answer, so it is asked once.
        UniqueConstraint("api_id", "question"),
        columns.one_of("state", "queued", "running", "finished", "failed"),
        columns.one_of("verdict", "compatible", "risky", "breaking", "undecided"),
        columns.one_of("semver", "major", "minor", "patch"),
        columns.one_of("failure", "too_slow", "too_large", "interrupted", "crashed"),
        columns.length("profile", 1, 63),
        columns.length("engine", 1, 40),
        CheckConstraint("octet_length(question) = 32", name="question_length"),
        CheckConstraint(f"base_digest {_SHA_256}", name="base_digest_form"),
        CheckConstraint(f"revision_digest {_SHA_256}", name="revision_digest_form"),
        CheckConstraint(
            f"certificate_digest {_SHA_256}", name="certificate_digest_form"
        ),
        CheckConstraint(f"base_meaning {_SHA_256}", name="base_meaning_form"),
        CheckConstraint(f"revision_meaning {_SHA_256}", name="revision_meaning_form"),
        CheckConstraint(
            "(revision_version_id IS NULL) = (revision_document IS NOT NULL)",
            name="revision_one",
        ),
        CheckConstraint(
            "(state = 'running') = (lease_ends_at IS NOT NULL)", name="lease_whole"
        ),
        CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name="failed"),
        CheckConstraint(
            "(state IN ('finished', 'failed')) = (finished_at IS NOT NULL)",
            name="finished_at",
        ),
        CheckConstraint(
            "num_nulls(verdict, semver, base_meaning, revision_meaning,"
            " compatible, breaking, undecided,"
            " certificate, certificate_digest, changelog)"
            " = CASE state WHEN 'finished' THEN 0 ELSE 10 END",
            name="result_whole",
        ),
        CheckConstraint("risky IS NULL OR state = 'finished'", name="risky_whole"),
        columns.digest_form("usage_digest"),
        CheckConstraint(
            "num_nulls(usage, usage_digest, whole_question) IN (0, 3)",
            name="usage_whole",
        ),
        columns.length("reason", 1, 500),
        # Those of the same two contracts, which are answered together.
        Index(
            "ix_comparisons_whole_question",
            "api_id",
            "whole_question",
            postgresql_where=text(
                "state IN ('queued', 'running') AND whole_question IS NOT NULL"
            ),
        ),
        Index(
            "ix_comparisons_page", "api_id", text("created_at DESC"), text("id DESC")
        ),
        # Which teams wait, and for each what waits longest.
        Index(
            "ix_comparisons_queue",
            "is_slow",
            "team_id",
            "created_at",
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_comparisons_unfinished",
            "team_id",
            "state",
            postgresql_where=text("state IN ('queued', 'running')"),
        ),
        Index(
            "ix_comparisons_lease",
            "lease_ends_at",
            postgresql_where=text("state = 'running'"),
        ),
        Index(
            "ix_comparisons_documents",
            "api_id",
            text("created_at DESC"),
            postgresql_where=text("revision_document IS NOT NULL"),
        ),
        Index("ix_comparisons_asked_at", "api_id", "asked_at"),
        Index(
            "ix_comparisons_documents_asked_at",
            "asked_at",
            postgresql_where=text("revision_document IS NOT NULL"),
        ),
        Index("ix_comparisons_base_meaning", "api_id", "base_meaning"),
        Index("ix_comparisons_revision_meaning", "api_id", "revision_meaning"),
        Index("ix_comparisons_base_version_id", "base_version_id"),
        Index("ix_comparisons_revision_version_id", "revision_version_id"),
    )

    id: UUID = Field(sa_column=columns.identity())
    api_id: UUID = Field(sa_column=columns.reference("apis.id"))
    # The API's, beside it so that the queue can take turns; none in rows of a
    # release that had no such column.
    team_id: UUID | None = Field(sa_column=Column(Uuid, nullable=True))
    question: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    base_version_id: UUID = Field(sa_column=columns.reference("versions.id"))
    base_digest: str = Field(sa_column=columns.string())
    revision_version_id: UUID | None = Field(
        sa_column=columns.reference("versions.id", nullable=True)
    )
    revision_digest: str = Field(sa_column=columns.string())
    # Of a document that is no version, so that its certificate can be verified.
    revision_document: bytes | None = Field(
        sa_column=Column(LargeBinary, nullable=True)
    )
    # What is used, if only that counts, and what the question is without it.
    usage: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    usage_digest: str | None = Field(sa_column=columns.string(nullable=True))
    whole_question: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    profile: str = Field(sa_column=columns.string())
    as_of: date | None = Field(sa_column=Column(Date, nullable=True))
    engine: str = Field(sa_column=columns.string())
    seed: int = Field(sa_column=Column(BigInteger, nullable=False))
    state: str = Field(sa_column=columns.string())
    attempts: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    # It takes longer than most, and waits behind them.
    is_slow: bool = Field(
        sa_column=Column(Boolean, nullable=False, server_default=text("false"))
    )
    lease_ends_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    failure: str | None = Field(sa_column=columns.string(nullable=True))
    verdict: str | None = Field(sa_column=columns.string(nullable=True))
    semver: str | None = Field(sa_column=columns.string(nullable=True))
    # Digests of the documents as they are read, slips amended.
    base_meaning: str | None = Field(sa_column=columns.string(nullable=True))
    revision_meaning: str | None = Field(sa_column=columns.string(nullable=True))
    compatible: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    # None in rows of a release that had no such level.
    risky: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    breaking: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    undecided: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    certificate: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    # What it comes to for who uses some of it, in a sentence.
    reason: str | None = Field(sa_column=columns.string(nullable=True))
    certificate_digest: str | None = Field(sa_column=columns.string(nullable=True))
    # Bytes, because a name in a contract may hold what PostgreSQL's text can't.
    changelog: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    # When somebody wanted it last, to the hour.
    asked_at: datetime = Field(sa_column=columns.instant(now=True))
    finished_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    revision: int = Field(sa_column=columns.revision())


class ComparisonTurnRow(Base, table=True):
    """When a team's next comparison is due.

    Whoever adds to a team's unfinished comparisons holds its row meanwhile.
    """

    __tablename__ = "comparison_turns"

    team_id: UUID = Field(sa_column=columns.reference("teams.id", primary_key=True))
    # Each second of work puts it a second later.
    due_at: datetime = Field(sa_column=columns.instant(now=True))
