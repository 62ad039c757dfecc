"""Who is asked into a team."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class InvitationRow(Base, table=True):
    """An open invitation; answering it, or taking it back, deletes the row."""

    __tablename__ = "invitations"
    __table_args__ = (
        columns.length("email", 3, 254),
        columns.one_of("role", "owner", "maintainer", "member", "viewer"),
        Index(
            "uq_invitations_team_id_email",
            *("team_id", text("lower(email)")),
            unique=True,
        ),
        Index(
            "ix_invitations_page",
            *("team_id", text("created_at DESC"), text("id DESC")),
        ),
        Index("ix_invitations_email", text("lower(email)")),
        Index("ix_invitations_invited_by", "invited_by"),
        Index("ix_invitations_expires_at", "expires_at"),
    )

    id: UUID = Field(sa_column=columns.identity())
    team_id: UUID = Field(sa_column=columns.reference("teams.id"))
    email: str = Field(sa_column=columns.string())
    role: str = Field(sa_column=columns.string())
    invited_by: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True, on_delete="SET NULL")
    )
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    expires_at: datetime = Field(sa_column=columns.instant())
