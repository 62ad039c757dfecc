"""Accounts of people."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class PersonRow(Base, table=True):
    """An account; letter case of its email address does not matter."""

    __tablename__ = "people"
    __table_args__ = (
        columns.length("email", 3, 254),
        columns.length("display_name", 1, 100),
        Index("uq_people_email", text("lower(email)"), unique=True),
    )

    id: UUID = Field(sa_column=columns.identity())
    email: str = Field(sa_column=columns.string())
    display_name: str = Field(sa_column=columns.string())
    password_hash: str = Field(sa_column=columns.string())
    revision: int = Field(sa_column=columns.revision())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    updated_at: datetime = Field(sa_column=columns.instant(now=True))
