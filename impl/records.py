"""What repositories return: frozen values, each field named after its column.

`tag` names a state of a resource: two states that read differently have different tags.
It is what ETags are made of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from impl.security.cursors import PagePosition

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """An account; `new_email` takes the address's place once it is proven."""

    id: UUID
    email: str
    is_verified: bool
    new_email: str | None
    display_name: str
    revision: int
    created_at: datetime
    updated_at: datetime

    @property
    def tag(self) -> str:
        """The name of this state."""
        return str(self.revision)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a log-in is checked against."""

    person_id: UUID
    password_hash: str
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in."""

    id: UUID
    person_id: UUID
    user_agent: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RefreshState:
    """What a refresh token is checked against; `age` is seconds since rotation."""

    person_id: UUID
    counter: int
    open: bool
    age: float


@dataclass(frozen=True, slots=True)
class Team:
    """A team as a caller sees it; `role` is None for an API key."""

    id: UUID
    name: str
    title: str
    description: str | None
    revision: int
    created_at: datetime
    updated_at: datetime
    role: str | None

    @property
    def tag(self) -> str:
        """The name of this state; the caller's role is part of what they read."""
        return f"{self.revision}.{self.role or 'key'}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a caller is in a team that they can see; `role` is None for an API key."""

    team_id: UUID
    role: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """A membership, with what it shows of the person."""

    person_id: UUID
    email: str
    display_name: str
    role: str
    revision: int
    person_revision: int
    created_at: datetime
    updated_at: datetime

    @property
    def tag(self) -> str:
        """The name of this state; a membership begun anew is another resource."""
        since = round(self.created_at.timestamp() * 1_000_000)
        return f"{self.revision}.{self.person_revision}.{since:x}"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret."""

    id: UUID
    name: str
    hint: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Whose key it is; `stale` when its last use is to be written down again."""

    api_key_id: UUID
    team_id: UUID
    scopes: frozenset[str]
    stale: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """What an API demands of its new versions.

    Attributes:
        profile: whose reading counts.
        major_version_for: the mildest verdict that needs a major version.
        required_approvals: how many have to approve a proposal.
        author_approvals: whether approvals by authors count.
        signer_role: the least role that may sign.
        breaking_change_needs: what a proposal needs on top that breaks somebody.
        direct_publishing: whether versions are published without a proposal, too.
        verification_required: whether a build has to have passed a test run before it
            goes anywhere.
        verification_days: how old that may be; None for any age.
        threads_resolved: whether a proposal may have no thread that is open.
    """

    profile: str
    major_version_for: str
    required_approvals: int = 1
    author_approvals: bool = False
    signer_role: str = "member"
    breaking_change_needs: str = "nothing"
    direct_publishing: bool = True
    verification_required: bool = False
    verification_days: int | None = None
    threads_resolved: bool = False


@dataclass(frozen=True, slots=True)
class Api:
    """An API."""

    id: UUID
    team_id: UUID
    name: str
    title: str
    description: str | None
    visibility: str
    policy: Policy
    revision: int
    created_at: datetime
    updated_at: datetime

    @property
    def tag(self) -> str:
        """The name of this state."""
        return str(self.revision)


@dataclass(frozen=True, slots=True)
class Version:
    """A published contract, without its bytes.

    Attributes:
        acceptances, consents: see `impl.services.signed_evidence`.
    """

    id: UUID
    api_id: UUID
    version: str
    digest: str
    media_type: str
    size: int
    openapi: str
    title: str
    operations: int
    published_at: datetime
    published_by: UUID | None
    deprecated_at: datetime | None
    sunset_on: date | None
    deprecation_note: str | None
    proposal: int | None
    proposal_revision: int | None
    approved_by: Sequence[UUID] | None
    certificate_digest: str | None
    acceptances: Sequence[Mapping[str, str | None]] | None
    consents: Sequence[Mapping[str, str | None]] | None
    revision: int

    @property
    def tag(self) -> str:
        """The name of this state, which a publisher's leaving changes too."""
        return f"{self.revision}.{'p' if self.published_by else 'k'}"


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """The bytes of a published contract."""

    version: Version
    content: bytes

    @property
    def tag(self) -> str:
        """The name of the bytes, which never change."""
        return self.version.digest.removeprefix("sha256:")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A stored signing key, still encrypted."""

    id: str
    state: str
    sealed: str
    retired_for: float | None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list; `next` is where the page after them begins, if one does."""

    items: tuple[T, ...]
    next: PagePosition | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison, without its certificate and its changes."""

    id: UUID
    api_id: UUID
    state: str
    base_digest: str
    base_version: str
    revision_digest: str
    revision_version: str | None
    profile: str
    as_of: date | None
    usage_digest: str | None
    engine: str
    seed: int
    failure: str | None
    verdict: str | None
    semver: str | None
    compatible: int | None
    risky: int | None
    breaking: int | None
    undecided: int | None
    certificate_digest: str | None
    created_at: datetime
    finished_at: datetime | None
    revision: int

    @property
    def tag(self) -> str:
        """The name of this state."""
        return str(self.revision)

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens unless somebody asks again."""
        return self.state in {"finished", "failed"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: its place among all of them, and what is said of it, as JSON."""

    number: int
    content: bytes
