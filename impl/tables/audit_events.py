"""Who did what, kept when everything it speaks of is gone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class AuditEventRow(Base, table=True):
    """An event; rows are only ever added, in the transaction of what they tell."""

    __tablename__ = "audit_events"
    __table_args__ = (
        columns.length("action", 1, 100),
        Index(
            "ix_audit_events_team_id",
            "team_id",
            text("id DESC"),
            postgresql_where=text("team_id IS NOT NULL"),
        ),
    )

    id: UUID = Field(sa_column=columns.identity())
    occurred_at: datetime = Field(sa_column=columns.instant(now=True))
    # No foreign keys: the record outlives the people and teams in it.
    actor: str | None = Field(sa_column=columns.string(nullable=True))
    team_id: UUID | None = Field(sa_column=Column(Uuid, nullable=True))
    action: str = Field(sa_column=columns.string())
    subject: str = Field(sa_column=columns.string())
    details: dict[str, Any] = Field(
        sa_column=Column(JSONB, nullable=False, server_default=text("'{}'"))
    )
