"""What repositories return of many things at a glance. See `impl.records`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ApiOverview:
    """An API of one of a person's teams.

    Attributes:
        role: what the person is in the team.
        latest_version: the version that was published last, if any was.
        open_proposals: how many there are.
        consumers: how many applications build on it.
    """

    id: UUID
    team_id: UUID
    team_name: str
    team_title: str
    role: str
    name: str
    title: str
    description: str | None
    visibility: str
    latest_version: str | None
    published_at: datetime | None
    open_proposals: int
    consumers: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class VersionStep:
    """What came of the last comparison of two versions, base and revision."""

    base_version_id: UUID
    revision_version_id: UUID
    id: UUID
    verdict: str
    semver: str
    compatible: int
    risky: int | None
    breaking: int
    undecided: int


@dataclass(frozen=True, slots=True)
class MemberName:
    """What somebody of a team is called."""

    person_id: UUID
    display_name: str


@dataclass(frozen=True, slots=True)
class WaitingProposal:
    """An open proposal of an API of one of a person's teams, by its names."""

    id: UUID
    team_id: UUID
    api_id: UUID
    team_name: str
    api_name: str
    api_title: str
    role: str
    number: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AskedProposal:
    """An open proposal that may want the consents of consumers of a person's teams."""

    id: UUID
    team_id: UUID
    api_id: UUID
    team_name: str
    api_name: str
    api_title: str
    consumer_ids: frozenset[UUID]
    number: int
    created_at: datetime

    def waiting(self, role: str) -> WaitingProposal:
        """Return the same of somebody who is that in the team of the API."""
        return WaitingProposal(
            *(self.id, self.team_id, self.api_id),
            *(self.team_name, self.api_name, self.api_title),
            *(role, self.number, self.created_at),
        )


@dataclass(frozen=True, slots=True)
class AnsweredThread:
    """A thread that a person is in, where somebody else had the last word.

    Attributes:
        number: of the proposal; `title` is its title.
        excerpt: how what was said last begins.
    """

    thread_id: UUID
    team_name: str
    api_name: str
    number: int
    title: str
    excerpt: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class OwnWords:
    """When a person last had a say in a proposal, and when they last reviewed it."""

    proposal_id: UUID
    said_at: datetime
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """What a consumer, by its names, said of a proposal after the person's own word."""

    proposal_id: UUID
    team: str
    consumer: str
    answer: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class BuiltOn:
    """A consumer, as its latest version, and a contract that this was built against.

    Attributes:
        usage_digest: names which part of the contract it uses; None for all of it.
    """

    consumer_id: UUID
    consumer_team: str
    consumer: str
    consumer_title: str
    consumer_version: str
    api_id: UUID
    api_team: str
    api: str
    base_id: UUID
    base_version: str
    base_digest: str
    usage_digest: str | None

    @property
    def is_partial(self) -> bool:
        """Whether it said which part of the contract it uses."""
        return self.usage_digest is not None


@dataclass(frozen=True, slots=True)
class HighestRelease:
    """The highest release of an API, and what the policy counts."""

    api_id: UUID
    team_id: UUID
    policy_profile: str
    major_version_for: str
    id: UUID
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class ReleaseStep:
    """A release, and what is known of the step to it from the one below.

    Attributes:
        below_id: that one; None if there is none.
        comparison_id: of the two; None if that is not known.
        changes: how many it found.
    """

    id: UUID
    version: str
    below_id: UUID | None
    comparison_id: UUID | None
    changes: int | None


@dataclass(frozen=True, slots=True)
class FoundChange:
    """A change that a comparison found, as JSON."""

    comparison_id: UUID
    content: bytes


@dataclass(frozen=True, slots=True)
class UsageText:
    """What is used of a contract, as JSON, by its digest."""

    usage_digest: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Placement:
    """What is in an environment of a team now, by its names.

    Attributes:
        kind: `api` or `consumer`.
    """

    id: UUID
    environment_id: UUID
    environment: str
    kind: str
    name: str
    version: str
    build: str | None
    commit: str | None
    branch: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class TeamUse:
    """How much a team has of what is limited."""

    members: int
    api_keys: int
    oauth_clients: int
    apis: int
    consumers: int
    environments: int
    webhooks: int
    invitations: int
    bytes: int


@dataclass(frozen=True, slots=True)
class NamedHit:
    """Something whose name, title or description has a text that was looked for.

    Attributes:
        kind: `api`, `consumer` or `proposal`.
        name: its own, or of the API that a proposal is about.
        number: of a proposal.
    """

    kind: str
    team: str
    name: str
    title: str
    number: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LatestVersion:
    """The version of an API that was published last, by its names."""

    id: UUID
    team_id: UUID
    team: str
    api: str
    api_title: str
    version: str
    size: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """What came of comparing a version with a content, when that was last done."""

    id: UUID
    api_id: UUID
    base_version_id: UUID
    revision_digest: str
    verdict: str
    semver: str


@dataclass(frozen=True, slots=True)
class Objection:
    """A consumer, by its names, that objects to a proposal."""

    proposal_id: UUID
    team: str
    consumer: str
