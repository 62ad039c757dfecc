"""Who belongs to which team, and as what."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class MemberRow(Base, table=True):
    """A person's membership in a team."""

    __tablename__ = "members"
    __table_args__ = (
        columns.one_of("role", "owner", "maintainer", "member", "viewer"),
        Index("ix_members_person_id", "person_id"),
        Index(
            "ix_members_page",
            "team_id",
            text("created_at DESC"),
            text("person_id DESC"),
        ),
    )

    team_id: UUID = Field(sa_column=columns.reference("teams.id", primary_key=True))
    person_id: UUID = Field(sa_column=columns.reference("people.id", primary_key=True))
    role: str = Field(sa_column=columns.string())
    revision: int = Field(sa_column=columns.revision())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    updated_at: datetime = Field(sa_column=columns.instant(now=True))
