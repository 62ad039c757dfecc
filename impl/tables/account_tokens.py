"""What people get by mail, to show that they get it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class AccountTokenRow(Base, table=True):
    """A token that works once, as a digest; `email` is where it was sent."""

    __tablename__ = "account_tokens"
    __table_args__ = (
        CheckConstraint("octet_length(digest) = 32", name="digest_length"),
        columns.one_of("purpose", "email_proof", "password_reset"),
        columns.length("email", 3, 254),
        Index("ix_account_tokens_person_id", "person_id"),
        Index("ix_account_tokens_expires_at", "expires_at"),
    )

    digest: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    person_id: UUID = Field(sa_column=columns.reference("people.id"))
    purpose: str = Field(sa_column=columns.string())
    email: str = Field(sa_column=columns.string())
    expires_at: datetime = Field(sa_column=columns.instant())
