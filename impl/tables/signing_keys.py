"""Keys that sign access tokens, shared by every replica."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class SigningKeyRow(Base, table=True):
    """A key pair, encrypted under the service's secret key."""

    __tablename__ = "signing_keys"
    __table_args__ = (
        columns.one_of("state", "next", "current", "retired"),
        CheckConstraint(
            "(state = 'retired') = (retired_at IS NOT NULL)", name="retired_at_state"
        ),
        Index(
            "uq_signing_keys_state",
            "state",
            unique=True,
            postgresql_where=text("state <> 'retired'"),
        ),
    )

    id: str = Field(sa_column=Column(Text, primary_key=True))
    state: str = Field(sa_column=columns.string())
    sealed: str = Field(sa_column=columns.string())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    retired_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
