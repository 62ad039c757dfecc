"""Sessions of people, and what their refresh tokens are checked against."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class SessionRow(Base, table=True):
    """A log-in. `counter` is the number of the one refresh token that is good now.

    `authenticated_at` is when somebody showed a provider who they are; None is when
    they showed it here, at the beginning.
    """

    __tablename__ = "sessions"
    __table_args__ = (
        columns.length("user_agent", 0, 500),
        CheckConstraint("counter >= 0", name="counter_range"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        Index(
            "ix_sessions_open",
            "person_id",
            text("created_at DESC"),
            text("id DESC"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
        Index("ix_sessions_ended_at", text("LEAST(expires_at, revoked_at)")),
    )

    id: UUID = Field(sa_column=columns.identity())
    person_id: UUID = Field(sa_column=columns.reference("people.id"))
    user_agent: str | None = Field(sa_column=columns.string(nullable=True))
    counter: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    authenticated_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    last_used_at: datetime = Field(sa_column=columns.instant(now=True))
    expires_at: datetime = Field(sa_column=columns.instant())
    revoked_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
