"""APIs of teams."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class ApiRow(Base, table=True):
    """An API; its name is unique in its team."""

    __tablename__ = "apis"
    __table_args__ = (
        columns.short_name(),
        columns.length("title", 1, 100),
        columns.length("description", 0, 5000),
        columns.length("policy_profile", 1, 63),
        columns.one_of(
            "major_version_for", "risky", "undecided", "breaking", "nothing"
        ),
        CheckConstraint(
            "required_approvals BETWEEN 0 AND 20", name="required_approvals_range"
        ),
        columns.one_of("visibility", "team", "everyone"),
        CheckConstraint(
            "verification_days BETWEEN 1 AND 3650", name="verification_days_range"
        ),
        columns.one_of("signer_role", "member", "maintainer", "owner"),
        columns.one_of(
            *("breaking_change_needs", "nothing", "owner_approval"),
            *("acceptances", "consents"),
        ),
        UniqueConstraint("team_id", "name"),
        Index("ix_apis_page", "team_id", text("created_at DESC"), text("id DESC")),
    )

    id: UUID = Field(sa_column=columns.identity())
    team_id: UUID = Field(sa_column=columns.reference("teams.id"))
    name: str = Field(sa_column=columns.string())
    title: str = Field(sa_column=columns.string())
    description: str | None = Field(sa_column=columns.string(nullable=True))
    visibility: str = Field(
        sa_column=Column(Text, nullable=False, server_default=text("'team'"))
    )
    policy_profile: str = Field(
        sa_column=Column(Text, nullable=False, server_default=text("'tolerant-reader'"))
    )
    major_version_for: str = Field(
        sa_column=Column(Text, nullable=False, server_default=text("'undecided'"))
    )
    required_approvals: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("1"))
    )
    author_approvals: bool = Field(
        sa_column=Column(Boolean, nullable=False, server_default=text("false"))
    )
    signer_role: str = Field(
        sa_column=Column(Text, nullable=False, server_default=text("'member'"))
    )
    breaking_change_needs: str = Field(
        sa_column=Column(Text, nullable=False, server_default=text("'nothing'"))
    )
    direct_publishing: bool = Field(
        sa_column=Column(Boolean, nullable=False, server_default=text("true"))
    )
    threads_resolved: bool = Field(
        sa_column=Column(Boolean, nullable=False, server_default=text("false"))
    )
    verification_required: bool = Field(
        sa_column=Column(Boolean, nullable=False, server_default=text("false"))
    )
    verification_days: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    # Of its versions; so that nobody has to count them to know.
    version_count: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    version_bytes: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    # The number of its latest proposal.
    proposal_count: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    # Of the documents of its proposals.
    proposal_bytes: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    revision: int = Field(sa_column=columns.revision())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    updated_at: datetime = Field(sa_column=columns.instant(now=True))
