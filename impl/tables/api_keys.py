"""Keys of teams, for programs; only a digest of each secret is kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class ApiKeyRow(Base, table=True):
    """A key; revoking it deletes the row."""

    __tablename__ = "api_keys"
    __table_args__ = (
        columns.short_name(),
        CheckConstraint("hint ~ '^csk_[A-Za-z0-9]{4}$'", name="hint_form"),
        CheckConstraint("octet_length(digest) = 32", name="digest_length"),
        CheckConstraint("cardinality(scopes) BETWEEN 1 AND 13", name="scopes_count"),
        CheckConstraint(
            "scopes <@ ARRAY['teams:read', 'members:read', 'apis:read', 'apis:write',"
            " 'versions:read', 'versions:write', 'consumers:read', 'consumers:write',"
            " 'deployments:read', 'deployments:write', 'proposals:read',"
            " 'proposals:write', 'events:read']",
            name="scopes_value",
        ),
        UniqueConstraint("team_id", "name"),
        UniqueConstraint("digest"),
        Index("ix_api_keys_page", "team_id", text("created_at DESC"), text("id DESC")),
    )

    id: UUID = Field(sa_column=columns.identity())
    team_id: UUID = Field(sa_column=columns.reference("teams.id"))
    name: str = Field(sa_column=columns.string())
    hint: str = Field(sa_column=columns.string())
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    scopes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    expires_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    last_used_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    # No foreign key: of somebody who is gone it is the team's all the same.
    created_by: UUID | None = Field(sa_column=Column(Uuid, nullable=True))
