"""What repositories take and return of proposals. See `impl.records`."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from impl.records import Policy
from impl.thread_records import WantedThread


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that is to be agreed on.

    Attributes:
        number: its name within its API.
        version_id: what it was published as.
        published_version: the same as a semantic version.
        revision_count: the number of its latest revision.
        open_threads: how many of its threads are open.
        comments: how many there are in all of them.
    """

    id: UUID
    api_id: UUID
    number: int
    title: str
    description: str | None
    author_id: UUID | None
    version_id: UUID | None
    published_version: str | None
    withdrawn_at: datetime | None
    revision_count: int
    open_threads: int
    comments: int
    policy: Policy
    revision: int
    created_at: datetime
    updated_at: datetime

    @property
    def is_closed(self) -> bool:
        """Whether it takes nothing any more."""
        return self.version_id is not None or self.withdrawn_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFields:
    """What a proposal says."""

    title: str
    description: str | None


@dataclass(frozen=True, slots=True)
class ProposalRevision:
    """A proposed document, without its bytes.

    Attributes:
        proposal: the number of the proposal.
        version: what the document says itself, if good.
        text_digest: the SHA-256 of its bytes, in hexadecimal.
        is_base_moved: whether a release above its base was published since.
        published_as: the version that has the same content, if one has.
        equivalent_to: the first revision that no client can tell from this one.
    """

    id: UUID
    proposal_id: UUID
    proposal: int
    number: int
    author_id: UUID | None
    digest: str
    text_digest: str
    media_type: str
    size: int
    openapi: str
    title: str
    version: str | None
    operations: int
    base_version_id: UUID | None
    base_version: str | None
    base_digest: str | None
    is_base_moved: bool
    published_as: str | None
    equivalent_to: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RevisionAuthor:
    """Somebody who wrote a revision of a proposal."""

    proposal_id: UUID
    author_id: UUID


@dataclass(frozen=True, slots=True)
class RevisionDocument:
    """The bytes of a proposed document."""

    digest: str
    text_digest: str
    media_type: str
    content: bytes

    @property
    def tag(self) -> str:
        """The name of the bytes, which never change."""
        return self.text_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRevision:
    """A document to add to a proposal; see `ProposalRevision`."""

    number: int
    author_id: UUID | None
    digest: str
    text_digest: str
    media_type: str
    openapi: str
    title: str
    version: str | None
    operations: int
    document: bytes
    base_version_id: UUID | None
    releases_above: int
    equivalent_to: int


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody makes of a revision.

    Attributes:
        proposal: the number of the proposal.
        revision: the number of the revision.
        reviewer_role: what the reviewer is in the team now, None if no member.
        equivalent_to: the first revision that no client can tell from this one.
        base_version_id: what this one changes.
    """

    id: UUID
    proposal_id: UUID
    proposal: int
    revision: int
    equivalent_to: int
    base_version_id: UUID | None
    reviewer_id: UUID | None
    reviewer_role: str | None
    verdict: str
    body: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReview:
    """What somebody says of a revision, by its number, and in new threads."""

    revision: int
    verdict: str
    body: str | None
    threads: tuple[WantedThread, ...] = ()


@dataclass(frozen=True, slots=True)
class AcceptedChange:
    """A change that may pass, until the end of a day if there is one."""

    id: UUID
    api_id: UUID
    fingerprint: str
    reason: str
    until: date | None
    accepted_by: UUID | None
    accepted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAcceptance:
    """What is to be accepted."""

    fingerprint: str
    reason: str
    until: date | None
