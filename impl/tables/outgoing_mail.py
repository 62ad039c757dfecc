"""Mail that is to be sent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class OutgoingMailRow(Base, table=True):
    """A message, added in the transaction of what it tells of; gone once it is sent.

    All of it is encrypted: it may hold a token, and always an address.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        columns.length("sealed", 1, 20_000),
        Index("ix_outgoing_mail_due", "next_attempt_at"),
    )

    id: UUID = Field(sa_column=columns.identity())
    sealed: str = Field(sa_column=columns.string())
    attempts: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    next_attempt_at: datetime = Field(sa_column=columns.instant(now=True))
