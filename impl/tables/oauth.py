"""Clients of OAuth, what people allow them, and what is on the way to that.

Of secrets, codes and tokens only digests are kept.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
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


def _scopes() -> tuple[CheckConstraint, CheckConstraint]:
    """Return the constraints on scopes (contract: ApiKeyScopes)."""
    return (
        CheckConstraint("cardinality(scopes) BETWEEN 1 AND 13", name="scopes_count"),
        CheckConstraint(
            "scopes <@ ARRAY['teams:read', 'members:read', 'apis:read', 'apis:write',"
            " 'versions:read', 'versions:write', 'consumers:read', 'consumers:write',"
            " 'deployments:read', 'deployments:write', 'proposals:read',"
            " 'proposals:write', 'events:read']",
            name="scopes_value",
        ),
    )


def _digest(column: str) -> CheckConstraint:
    return CheckConstraint(f"octet_length({column}) = 32", name=f"{column}_length")


class OAuthClientRow(Base, table=True):
    """A client; deleting it deletes what people have allowed it."""

    __tablename__ = "oauth_clients"
    __table_args__ = (
        columns.length("title", 1, 100),
        _digest("secret_digest"),
        CheckConstraint(
            "is_confidential = (secret_digest IS NOT NULL)", name="secret_kept"
        ),
        CheckConstraint(
            "cardinality(grant_types) BETWEEN 1 AND 4", name="grant_types_count"
        ),
        CheckConstraint("cardinality(redirect_uris) <= 20", name="redirect_uris_count"),
        *_scopes(),
        Index(
            "ix_oauth_clients_page",
            *("team_id", text("created_at DESC"), text("id DESC")),
        ),
    )

    id: UUID = Field(sa_column=columns.identity())
    team_id: UUID = Field(sa_column=columns.reference("teams.id"))
    title: str = Field(sa_column=columns.string())
    is_confidential: bool = Field(nullable=False)
    secret_digest: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    grant_types: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    redirect_uris: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    scopes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    revision: int = Field(sa_column=columns.revision())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    updated_at: datetime = Field(sa_column=columns.instant(now=True))
    # No foreign key: of somebody who is gone it is the team's all the same.
    created_by: UUID | None = Field(sa_column=Column(Uuid, nullable=True))


class OAuthGrantRow(Base, table=True):
    """What a person has allowed a client, once its code is redeemed: a token family.

    `counter` is the number of the one refresh token that is good now. Before it is
    redeemed, `expires_at` is when the code expires.
    """

    __tablename__ = "oauth_grants"
    __table_args__ = (
        *_scopes(),
        _digest("code_digest"),
        columns.length("code_challenge", 43, 43),
        columns.length("redirect_uri", 1, 4096),
        CheckConstraint(
            "num_nonnulls(code_digest, code_challenge, redirect_uri) IN (0, 3)",
            name="code_whole",
        ),
        CheckConstraint("counter >= 0", name="counter_range"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        UniqueConstraint("code_digest"),
        Index("ix_oauth_grants_client_id", "client_id"),
        Index(
            "ix_oauth_grants_open",
            *("person_id", text("created_at DESC"), text("id DESC")),
            postgresql_where=text("revoked_at IS NULL"),
        ),
        Index("ix_oauth_grants_ended_at", text("LEAST(expires_at, revoked_at)")),
    )

    id: UUID = Field(sa_column=columns.identity())
    client_id: UUID = Field(sa_column=columns.reference("oauth_clients.id"))
    person_id: UUID = Field(sa_column=columns.reference("people.id"))
    scopes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    code_digest: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    code_challenge: str | None = Field(sa_column=columns.string(nullable=True))
    redirect_uri: str | None = Field(sa_column=columns.string(nullable=True))
    counter: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    last_used_at: datetime = Field(sa_column=columns.instant(now=True))
    expires_at: datetime = Field(sa_column=columns.instant())
    redeemed_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    revoked_at: datetime | None = Field(sa_column=columns.instant(nullable=True))


class OAuthDeviceCodeRow(Base, table=True):
    """Codes of a device that waits for its person; redeeming them deletes the row."""

    __tablename__ = "oauth_device_codes"
    __table_args__ = (
        *_scopes(),
        _digest("device_digest"),
        _digest("user_digest"),
        columns.one_of("state", "pending", "allowed", "denied"),
        CheckConstraint(
            "(state = 'allowed') = (grant_id IS NOT NULL)", name="grant_state"
        ),
        CheckConstraint("poll_interval BETWEEN 1 AND 3600", name="poll_interval_range"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        UniqueConstraint("device_digest"),
        UniqueConstraint("user_digest"),
        Index("ix_oauth_device_codes_client_id", "client_id"),
        Index("ix_oauth_device_codes_grant_id", "grant_id"),
        Index("ix_oauth_device_codes_expires_at", "expires_at"),
    )

    id: UUID = Field(sa_column=columns.identity())
    client_id: UUID = Field(sa_column=columns.reference("oauth_clients.id"))
    scopes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    device_digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    user_digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: str = Field(
        sa_column=Column(Text, nullable=False, server_default=text("'pending'"))
    )
    grant_id: UUID | None = Field(
        sa_column=columns.reference("oauth_grants.id", nullable=True)
    )
    poll_interval: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("5"))
    )
    polled_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    expires_at: datetime = Field(sa_column=columns.instant())


class OAuthRevokedTokenRow(Base, table=True):
    """The id of an access token that was revoked before it expired."""

    __tablename__ = "oauth_revoked_tokens"
    __table_args__ = (Index("ix_oauth_revoked_tokens_expires_at", "expires_at"),)

    id: UUID = Field(sa_column=Column(Uuid, primary_key=True))
    expires_at: datetime = Field(sa_column=columns.instant())
