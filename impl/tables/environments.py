"""Places where builds of APIs and consumers meet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class EnvironmentRow(Base, table=True):
    """An environment; its name is unique in its team."""

    __tablename__ = "environments"
    __table_args__ = (
        columns.short_name(),
        columns.length("title", 1, 100),
        UniqueConstraint("team_id", "name"),
        Index("ix_environments_name", "name"),
        Index(
            "ix_environments_page", "team_id", text("created_at DESC"), text("id DESC")
        ),
    )

    id: UUID = Field(sa_column=columns.identity())
    team_id: UUID = Field(sa_column=columns.reference("teams.id"))
    name: str = Field(sa_column=columns.string())
    title: str = Field(sa_column=columns.string())
    revision: int = Field(sa_column=columns.revision())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    updated_at: datetime = Field(sa_column=columns.instant(now=True))
