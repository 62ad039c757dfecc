"""What repositories take and return of what consumers say. See `impl.records`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ConsumerUse:
    """A contract of an API that a version of a consumer was built against.

    The team is the consumer's. Without the digest of a usage, it uses everything.
    """

    api_id: UUID
    consumer_id: UUID
    team_id: UUID
    team: str
    consumer: str
    consumer_version: str
    base_id: UUID
    base_version: str
    base_digest: str
    usage_digest: str | None


@dataclass(frozen=True, slots=True)
class ConsumerAnswer:
    """What somebody says of a revision for a consumer.

    Attributes:
        revision: the number of the revision.
        equivalent_to: the first revision that no client can tell from this one.
        base_version_id: what this one changes.
    """

    proposal_id: UUID
    consumer_id: UUID
    revision: int
    equivalent_to: int
    base_version_id: UUID | None
    answer: str
    reason: str
    answered_by: UUID | None
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """What is to be said of a revision, by its number."""

    revision: int
    answer: str
    reason: str
