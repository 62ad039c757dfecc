"""Where a team's events are sent, and what was."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Text,
    Uuid,
    text,
)
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class WebhookRow(Base, table=True):
    """A receiver of events; secrets are encrypted under the service's secret key."""

    __tablename__ = "webhooks"
    __table_args__ = (
        columns.length("url", 1, 1000),
        columns.length("title", 1, 100),
        CheckConstraint(
            "cardinality(event_types) BETWEEN 1 AND 100", name="event_types_count"
        ),
        CheckConstraint(
            "(sealed_before IS NULL) = (before_until IS NULL)", name="before_until_set"
        ),
        Index("ix_webhooks_page", "team_id", text("created_at DESC"), text("id DESC")),
    )

    id: UUID = Field(sa_column=columns.identity())
    team_id: UUID = Field(sa_column=columns.reference("teams.id"))
    url: str = Field(sa_column=columns.string())
    title: str = Field(sa_column=columns.string())
    event_types: list[str] | None = Field(
        sa_column=Column(ARRAY(Text()), nullable=True)
    )
    is_enabled: bool = Field(
        sa_column=Column(Boolean, nullable=False, server_default=text("true"))
    )
    sealed: str = Field(sa_column=columns.string())
    sealed_before: str | None = Field(sa_column=columns.string(nullable=True))
    before_until: datetime | None = Field(sa_column=columns.instant(nullable=True))
    failing_since: datetime | None = Field(sa_column=columns.instant(nullable=True))
    revision: int = Field(sa_column=columns.revision())
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    updated_at: datetime = Field(sa_column=columns.instant(now=True))


class WebhookDeliveryRow(Base, table=True):
    """An event to be sent, added in the transaction of the event; and what came of it.

    It does not refer to the webhook: whoever adds it holds the team's feed, and must
    not wait for somebody who changes the webhook and waits for the feed.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        columns.one_of("state", "pending", "delivered", "failed"),
        columns.length("error", 1, 200),
        CheckConstraint(
            "(state = 'pending') = (next_attempt_at IS NOT NULL)",
            name="next_attempt_state",
        ),
        Index(
            "ix_webhook_deliveries_page",
            *("webhook_id", text("created_at DESC"), text("id DESC")),
        ),
        Index(
            "ix_webhook_deliveries_due",
            *("webhook_id", "next_attempt_at"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index("ix_webhook_deliveries_created_at", "created_at"),
    )

    id: UUID = Field(sa_column=columns.identity())
    webhook_id: UUID = Field(sa_column=Column(Uuid, nullable=False))
    event_id: UUID = Field(sa_column=Column(Uuid, nullable=False))
    event_type: str = Field(sa_column=columns.string())
    state: str = Field(
        sa_column=Column(Text, nullable=False, server_default=text("'pending'"))
    )
    attempts: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    status: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    error: str | None = Field(sa_column=columns.string(nullable=True))
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    begun_at: datetime = Field(sa_column=columns.instant(now=True))
    attempted_at: datetime | None = Field(sa_column=columns.instant(nullable=True))
    next_attempt_at: datetime | None = Field(
        sa_column=Column(
            columns.instant().type, nullable=True, server_default=text("now()")
        )
    )
