"""Who did what, kept when everything it speaks of is gone."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base

# What a team is told of; asking for a comparison changes nothing.
IN_FEED: Final = "team_id IS NOT NULL AND action <> 'comparison.asked'"


def _feed(name: str, *columns: str) -> Index:
    """Return the index of a team's events that have something in common."""
    condition = f"{IN_FEED} AND api_id IS NOT NULL" if "api_id" in columns else IN_FEED
    return Index(name, "team_id", *columns, "id", postgresql_where=text(condition))


class AuditEventRow(Base, table=True):
    """An event; rows are only ever added, in the transaction of what they tell.

    The database sees to that: it makes `chain`, `number` and `digest`, which is of the
    record and of the digest before, refuses to change a row, and to delete any but the
    oldest of a chain.
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        columns.length("action", 1, 100),
        _feed("ix_audit_events_feed"),
        _feed("ix_audit_events_feed_of_type", "action"),
        _feed("ix_audit_events_feed_of_api", "api_id"),
        _feed("ix_audit_events_feed_of_both", "api_id", "action"),
        Index("uq_audit_events_place", "chain", "number", unique=True),
    )

    id: UUID = Field(sa_column=columns.identity())
    occurred_at: datetime = Field(sa_column=columns.instant(now=True))
    # No foreign keys: the record outlives the people and teams in it.
    actor: str | None = Field(sa_column=columns.string(nullable=True))
    team_id: UUID | None = Field(sa_column=Column(Uuid, nullable=True))
    api_id: UUID | None = Field(sa_column=Column(Uuid, nullable=True))
    action: str = Field(sa_column=columns.string())
    subject: str = Field(sa_column=columns.string())
    details: dict[str, Any] = Field(
        sa_column=Column(JSONB, nullable=False, server_default=text("'{}'"))
    )
    # From where: the client's address, if it may be kept, and the request.
    client: str | None = Field(sa_column=columns.string(nullable=True))
    request_id: str | None = Field(sa_column=columns.string(nullable=True))
    chain: str = Field(sa_column=columns.string())
    number: int = Field(sa_column=Column(BigInteger, nullable=False))
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
