"""What happened, as repositories take and return it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args
from uuid import UUID

# Of a team, in its feed (contract: EventType).
EventType = Literal[
    "team.created",
    "team.updated",
    "team.deleted",
    "member.added",
    "member.updated",
    "member.removed",
    "invitation.created",
    "invitation.declined",
    "invitation.revoked",
    "api_key.created",
    "api_key.revoked",
    "oauth_client.created",
    "oauth_client.updated",
    "oauth_client.deleted",
    "api.created",
    "api.updated",
    "api.deleted",
    "policy.updated",
    "version.published",
    "version.deprecated",
    "version.undeprecated",
    "proposal.created",
    "proposal.updated",
    "proposal.revised",
    "proposal.reviewed",
    "proposal.answered",
    "thread.created",
    "thread.answered",
    "thread.resolved",
    "thread.reopened",
    "proposal.withdrawn",
    "proposal.signed",
    "acceptance.created",
    "acceptance.revoked",
    "consumer.created",
    "consumer.updated",
    "consumer.deleted",
    "consumer_version.registered",
    "consumer_version.deleted",
    "environment.created",
    "environment.updated",
    "environment.deleted",
    "deployment.recorded",
    "deployment.ended",
    "verification.recorded",
    "webhook.created",
    "webhook.updated",
    "webhook.secret_rotated",
    "webhook.pinged",
    "webhook.disabled",
    "webhook.deleted",
]
# On record only: of people, of what operators do, or of what changes nothing.
UntoldAction = Literal[
    "person.registered",
    "person.updated",
    "person.deleted",
    "person.email_proven",
    "person.password_reset",
    "person.suspended",
    "person.resumed",
    "person.sessions_ended",
    "person.reset_sent",
    "person.made_administrator",
    "person.unmade_administrator",
    "person.second_factor_on",
    "person.second_factor_off",
    "passkey.added",
    "passkey.renamed",
    "passkey.removed",
    "passkey.clone_suspected",
    "openid_identity.added",
    "openid_identity.removed",
    "session.opened",
    "session.reuse_detected",
    "session.revoked",
    "grant.given",
    "grant.reuse_detected",
    "grant.revoked",
    "access_token.revoked",
    "team.quotas_changed",
    "comparison.asked",
]
Action = EventType | UntoldAction
# A newer release, which shares the database with this one, may know others.
EVENT_TYPES: Final[tuple[EventType, ...]] = get_args(EventType)
UNTOLD: Final[frozenset[Action]] = frozenset({"comparison.asked"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something came from; None is what is not known, or not to be kept.

    Attributes:
        client: the client's address.
        request_id: the request that it was done by.
    """

    client: str | None = None
    request_id: str | None = None


NOWHERE: Final = Origin()


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What is to be recorded; `team_id` is None if it is of no team.

    Attributes:
        actor: the id of who did it, None if the service did, or nobody known.
        api_id: the API that it is about, if one.
        subject: the id of what it happened to.
        details: what else is known, with no secrets; what changed is in its members
            `before` and `after`.
        origin: where it was done from.
    """

    actor: str | None
    team_id: UUID | None
    api_id: UUID | None
    action: Action
    subject: str
    details: Mapping[str, object]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a team."""

    id: UUID
    team_id: UUID
    api_id: UUID | None
    action: str
    subject: str
    actor: str | None
    occurred_at: datetime
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FeedEnd:
    """How far a team's events go."""

    team_id: UUID
    last_event_id: UUID


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events somebody wants; None is any."""

    action: str | None = None
    api_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """What is on record of something, and its link to what was recorded before.

    Attributes:
        number: its place in the chain.
        chain: a team's, else that of the person or thing that it is about.
        digest: of the record and of the digest before.
    """

    number: int
    chain: str
    id: UUID
    occurred_at: datetime
    actor: str | None
    team_id: UUID
    api_id: UUID | None
    action: str
    subject: str
    details: Mapping[str, object]
    client: str | None
    request_id: str | None
    digest: bytes


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which records somebody wants; None is any.

    Attributes:
        since, until: from one time on, and before another.
    """

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChainFacts:
    """What a chain has, and what the database noted of it.

    Attributes:
        records: how many are kept.
        first_broken: where the first link is that does not hold, None if all do.
        highest, tail: number and digest of the last record, None if none is kept.
        pruned_number, pruned_digest: of the record before the first that is kept.
        last_number, last_digest: of the last that was written.
    """

    records: int
    first_broken: int | None
    highest: int | None
    tail: bytes | None
    pruned_number: int | None
    pruned_digest: bytes | None
    last_number: int | None
    last_digest: bytes | None
