"""Changes that may pass although they break somebody."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Date, Index, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class AcceptanceRow(Base, table=True):
    """An acceptance of a change, by its fingerprint; nothing of it changes."""

    __tablename__ = "acceptances"
    __table_args__ = (
        CheckConstraint("fingerprint ~ '^[0-9a-f]{16}$'", name="fingerprint_form"),
        columns.length("reason", 1, 1000),
        Index(
            "ix_acceptances_page", "api_id", text("accepted_at DESC"), text("id DESC")
        ),
        Index("ix_acceptances_fingerprint", "api_id", "fingerprint"),
        Index("ix_acceptances_accepted_by", "accepted_by"),
    )

    id: UUID = Field(sa_column=columns.identity())
    api_id: UUID = Field(sa_column=columns.reference("apis.id"))
    fingerprint: str = Field(sa_column=columns.string())
    reason: str = Field(sa_column=columns.string())
    # The last day that it counts, in UTC.
    until: date | None = Field(sa_column=Column(Date, nullable=True))
    accepted_by: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    accepted_at: datetime = Field(sa_column=columns.instant(now=True))
