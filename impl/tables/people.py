"""Accounts of people."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class PersonRow(Base, table=True):
    """An account; letter case of its email address does not matter.

    Since `verified_at` the address is proven to be theirs; `new_email` takes its place
    once that is proven. Since `suspended_at` they can't log in;
    since `administrator_since` they look after accounts, and see no more of teams.
    """

    __tablename__ = "people"
    __table_args__ = (
        columns.length("email", 3, 254),
        columns.length("display_name", 1, 100),
        columns.length("new_email", 3, 254),
        Index("uq_people_email", text("lower(email)"), unique=True),
    )

    id: UUID = Field(sa_column=columns.identity())
    email: str = Field(sa_column=columns.string())
    display_name: str = Field(sa_column=columns.string())
    password_hash: str = Field(sa_column=columns.string())
    verified_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    suspended_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    administrator_since: datetime | None = Field(
        sa_column=columns.instant(nullable=True)
    )
    new_email: str | None = Field(sa_column=columns.string(nullable=True))
    revision: int = Field(sa_column=columns.revision())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    updated_at: datetime = Field(sa_column=columns.instant(now=True))
