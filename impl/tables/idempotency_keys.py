"""Answers kept for repeated calls."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class IdempotencyKey(Base, table=True):
    """One caller's key for one operation, with a digest of the request and the answer.

    A row that another transaction can see always has its answer.
    """

    __tablename__ = "idempotency_keys"
    __table_args__ = (
        CheckConstraint("octet_length(key) = 32", name="key_length"),
        CheckConstraint("octet_length(fingerprint) = 32", name="fingerprint_length"),
        Index("ix_idempotency_keys_expires_at", "expires_at"),
    )

    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    fingerprint: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    answer: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    expires_at: datetime = Field(sa_column=columns.instant())
