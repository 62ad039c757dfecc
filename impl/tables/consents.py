"""What consumers say of proposals."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class ConsentRow(Base, table=True):
    """A consumer's answer to a revision, of which it has one."""

    __tablename__ = "consents"
    __table_args__ = (
        columns.one_of("answer", "consent", "object"),
        columns.length("reason", 1, 1000),
        UniqueConstraint("revision_id", "consumer_id"),
        Index("ix_consents_proposal_id", "proposal_id", "consumer_id"),
        Index("ix_consents_consumer_id", "consumer_id"),
        Index("ix_consents_answered_by", "answered_by"),
    )

    id: UUID = Field(sa_column=columns.identity())
    proposal_id: UUID = Field(sa_column=columns.reference("proposals.id"))
    revision_id: UUID = Field(sa_column=columns.reference("proposal_revisions.id"))
    consumer_id: UUID = Field(sa_column=columns.reference("consumers.id"))
    answer: str = Field(sa_column=columns.string())
    reason: str = Field(sa_column=columns.string())
    answered_by: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    answered_at: datetime = Field(sa_column=columns.instant(now=True))
