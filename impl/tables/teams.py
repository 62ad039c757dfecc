"""Teams, which own APIs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class TeamRow(Base, table=True):
    """A team; its name is unique in the service."""

    __tablename__ = "teams"
    __table_args__ = (
        columns.short_name(),
        columns.length("title", 1, 100),
        columns.length("description", 0, 5000),
        UniqueConstraint("name"),
    )

    id: UUID = Field(sa_column=columns.identity())
    name: str = Field(sa_column=columns.string())
    title: str = Field(sa_column=columns.string())
    description: str | None = Field(sa_column=columns.string(nullable=True))
    revision: int = Field(sa_column=columns.revision())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    updated_at: datetime = Field(sa_column=columns.instant(now=True))
