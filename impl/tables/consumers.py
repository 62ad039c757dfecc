"""Applications that build on APIs, their versions, and what those know."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
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


class ConsumerRow(Base, table=True):
    """A consumer; its name is unique in its team."""

    __tablename__ = "consumers"
    __table_args__ = (
        columns.short_name(),
        columns.length("title", 1, 100),
        columns.length("contact", 1, 500),
        UniqueConstraint("team_id", "name"),
        Index("ix_consumers_page", "team_id", text("created_at DESC"), text("id DESC")),
    )

    id: UUID = Field(sa_column=columns.identity())
    team_id: UUID = Field(sa_column=columns.reference("teams.id"))
    name: str = Field(sa_column=columns.string())
    title: str = Field(sa_column=columns.string())
    contact: str | None = Field(sa_column=columns.string(nullable=True))
    revision: int = Field(sa_column=columns.revision())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    updated_at: datetime = Field(sa_column=columns.instant(now=True))


class ConsumerVersionRow(Base, table=True):
    """A version of a consumer, by whatever that calls it; nothing of it changes."""

    __tablename__ = "consumer_versions"
    __table_args__ = (
        columns.length("version", 1, 150),
        UniqueConstraint("consumer_id", "version"),
        Index(
            "ix_consumer_versions_page",
            "consumer_id",
            text("registered_at DESC"),
            text("id DESC"),
        ),
    )

    id: UUID = Field(sa_column=columns.identity())
    consumer_id: UUID = Field(sa_column=columns.reference("consumers.id"))
    version: str = Field(sa_column=columns.string())
    registered_at: datetime = Field(sa_column=columns.instant(now=True))


class KnownContractRow(Base, table=True):
    """A published contract that a version of a consumer was built against.

    It need not be of the consumer's team: who may see the API may build on it. Without
    a usage, everything in it counts.
    """

    __tablename__ = "known_contracts"
    __table_args__ = (
        columns.digest_form("usage_digest"),
        CheckConstraint("num_nulls(usage, usage_digest) IN (0, 2)", name="usage_whole"),
        CheckConstraint("octet_length(usage) <= 1048576", name="usage_length"),
        Index("ix_known_contracts_version_id", "version_id"),
    )

    consumer_version_id: UUID = Field(
        sa_column=columns.reference("consumer_versions.id", primary_key=True)
    )
    version_id: UUID = Field(
        sa_column=columns.reference("versions.id", primary_key=True)
    )
    # Bytes, because a usage may hold what PostgreSQL's text can't.
    usage: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    usage_digest: str | None = Field(sa_column=columns.string(nullable=True))
