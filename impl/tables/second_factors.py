"""Codes that people log in with, beside their password."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, LargeBinary, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class SecondFactorRow(Base, table=True):
    """The secret of an authenticator, encrypted; in use since `confirmed_at`.

    `last_step` is the time step of the last code that was taken: none is taken twice.
    """

    __tablename__ = "second_factors"
    __table_args__ = (columns.length("sealed", 1, 1000),)

    person_id: UUID = Field(sa_column=columns.reference("people.id", primary_key=True))
    sealed: str = Field(sa_column=columns.string())
    last_step: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    confirmed_at: datetime | None = Field(sa_column=columns.instant(nullable=True))


class RecoveryCodeRow(Base, table=True):
    """What stands in for a code once, as a keyed digest; using it deletes the row."""

    __tablename__ = "recovery_codes"
    __table_args__ = (
        CheckConstraint("octet_length(digest) = 32", name="digest_length"),
    )

    person_id: UUID = Field(sa_column=columns.reference("people.id", primary_key=True))
    digest: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
