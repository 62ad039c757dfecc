"""Webhooks and what is sent to them, as repositories take and return it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from impl.event_records import EventType

# Of the only event that goes to one webhook, whatever it wants.
PING: Final[EventType] = "webhook.pinged"


@dataclass(frozen=True, slots=True)
class WebhookFields:
    """What people say of a webhook; without `event_types` it wants all."""

    url: str
    title: str
    event_types: tuple[str, ...] | None
    is_enabled: bool


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a team's events are sent; `failing_since` is None while they arrive."""

    id: UUID
    team_id: UUID
    url: str
    title: str
    event_types: tuple[str, ...] | None
    is_enabled: bool
    failing_since: datetime | None
    revision: int
    created_at: datetime
    updated_at: datetime

    @property
    def tag(self) -> str:
        """The name of this state."""
        since = self.failing_since
        failing = round(since.timestamp() * 1_000_000) if since else 0
        return f"{self.revision}.{failing:x}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way to a webhook.

    Attributes:
        state: `pending`, `delivered` or `failed`.
        attempts: how often it was sent.
        status: the HTTP status of the last answer, if there was one.
        error: why the last attempt failed, if it did.
        next_attempt_at: None unless it is pending.
    """

    id: UUID
    event_id: UUID
    event_type: str
    state: Literal["pending", "delivered", "failed"]
    attempts: int
    status: int | None
    error: str | None
    created_at: datetime
    attempted_at: datetime | None
    next_attempt_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueDelivery:
    """A delivery that is due, the first of its webhook."""

    id: UUID
    webhook_id: UUID
    team_id: UUID
    is_failing: bool


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery that this process is to attempt, and nobody else for a while.

    Attributes:
        id: of the delivery.
        age: seconds since it was to be sent for the first time.
        sealed: the secret to sign with.
        sealed_before: the one before it, if it still counts.
    """

    id: UUID
    webhook_id: UUID
    team_id: UUID
    event_id: UUID
    age: float
    url: str
    sealed: str
    sealed_before: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of an attempt.

    Attributes:
        status: the HTTP status of the answer, if there was one.
        error: why it failed; None if it did not.
        is_gone: the receiver wants nothing any more.
    """

    status: int | None
    error: str | None = None
    is_gone: bool = False
