"""What repositories take and return of consumers, environments and deployments.

See `impl.records`.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Consumer:
    """An application of a team that builds on APIs."""

    id: UUID
    team_id: UUID
    name: str
    title: str
    contact: str | None
    revision: int
    created_at: datetime
    updated_at: datetime

    @property
    def tag(self) -> str:
        """The name of this state."""
        return str(self.revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumerFields:
    """What a consumer is given."""

    name: str
    title: str
    contact: str | None


@dataclass(frozen=True, slots=True)
class NamedContract:
    """A published contract, as somebody names it."""

    api_id: UUID
    reference: str


@dataclass(frozen=True, slots=True)
class NamedUse:
    """A published contract, and what somebody says is used of it, as JSON."""

    contract: NamedContract
    usage: bytes | None


@dataclass(frozen=True, slots=True)
class KnownContract:
    """A published contract that a consumer was built against.

    Without the digest of a usage, it uses everything.
    """

    api_id: UUID
    version: str
    usage_digest: str | None


@dataclass(frozen=True, slots=True)
class ConsumerVersion:
    """A version of a consumer, by whatever it calls it."""

    id: UUID
    consumer_id: UUID
    version: str
    registered_at: datetime
    built_against: tuple[KnownContract, ...]

    @property
    def tag(self) -> str:
        """The name of this state: contracts go with their APIs, and none comes."""
        return str(len(self.built_against))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedUsage:
    """What is used of a contract, as JSON.

    Attributes:
        digest: names what is used, whoever does so.
    """

    content: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Environment:
    """A place where builds of APIs and consumers meet."""

    id: UUID
    team_id: UUID
    name: str
    title: str
    revision: int
    created_at: datetime
    updated_at: datetime

    @property
    def tag(self) -> str:
        """The name of this state."""
        return str(self.revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentFields:
    """What an environment is given."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentLabels:
    """What somebody says of a build."""

    build: str | None
    commit: str | None
    branch: str | None


@dataclass(frozen=True, slots=True)
class Deployment:
    """A version in an environment, of an API or of a consumer."""

    id: UUID
    environment_id: UUID
    api_id: UUID | None
    consumer_id: UUID | None
    version: str
    build: str | None
    commit: str | None
    branch: str | None
    recorded_at: datetime
    ended_at: datetime | None
    end_cause: str | None

    @property
    def tag(self) -> str:
        """The name of this state."""
        return self.end_cause or "current"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A version of an API and one of a consumer that would be in one environment.

    The contract that the consumer was built against is the base, and the API's, if one
    is there, the revision. The team is the API's. Without the digest of a usage, the
    consumer uses everything.
    """

    team_id: UUID
    api_id: UUID
    api: str
    policy_profile: str
    major_version_for: str
    consumer_id: UUID
    consumer: str
    consumer_version: str
    base_id: UUID
    base_version: str
    base_digest: str
    usage_digest: str | None
    revision_id: UUID | None
    revision_version: str | None
    revision_digest: str | None


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """A comparison that was asked for before, as far as it is.

    Attributes:
        question: the digest of what was asked.
        reason: what it comes to for who uses only some of the contract.
        is_touch_due: it was asked for so long ago that this is to be written down.
        may_ask_again: it came to no end, and that no longer counts.
        finished_at: when it was over.
    """

    id: UUID
    api_id: UUID
    question: bytes
    state: str
    verdict: str | None
    reason: str | None
    is_touch_due: bool
    may_ask_again: bool
    semver: str | None = None
    certificate_digest: str | None = None
    finished_at: datetime | None = None
