"""Answers kept for repeated calls."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class IdempotencyKeyRow(Base, table=True):
    """One caller's key for one operation, with a digest of the request and the answer.

    A row that another transaction can see always has its answer. An empty one stands
    for what it told of a person who is gone.
    """

    __tablename__ = "idempotency_keys"
    __table_args__ = (
        CheckConstraint("octet_length(key) = 32", name="key_length"),
        CheckConstraint("octet_length(fingerprint) = 32", name="fingerprint_length"),
        Index("ix_idempotency_keys_expires_at", "expires_at"),
        Index(
            "ix_idempotency_keys_person_id",
            "person_id",
            postgresql_where=text("person_id IS NOT NULL"),
        ),
    )

    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    fingerprint: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    answer: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    # Whom the answer tells of.
    person_id: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    expires_at: datetime = Field(sa_column=columns.instant())
