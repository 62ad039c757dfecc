"""What repositories take and return of threads. See `impl.records`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from impl.engine.anchors import DocumentAnchor, FoundPlace

ThreadFate = Literal["same", "moved", "changed", "gone", "unknown"]
# Nothing of it is in the latest revision, as far as anybody knows.
NOWHERE: Final[frozenset[str | None]] = frozenset({None, "gone", "unknown"})


@dataclass(frozen=True, slots=True)
class CommentThread:
    """Something that people talk about.

    Attributes:
        proposal: the number of the proposal.
        latest_revision: how many revisions the proposal has.
        revision: the latest when it was begun.
        side: which document it is about, base or revision; None for no place in one,
            and so are all that say of a place.
        fate: what became of the place since.
        last_pointer: where it was last, and so on.
        comments: how many there are.
    """

    id: UUID
    proposal_id: UUID
    proposal: int
    latest_revision: int
    revision: int
    side: str | None
    pointer: str | None
    line: int | None
    excerpt: str | None
    fate: str | None
    last_pointer: str | None
    last_line: int | None
    last_excerpt: str | None
    comments: int
    author_id: UUID | None
    resolved_at: datetime | None
    resolved_by: UUID | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AnchoredThread:
    """Where a thread was at first, and last."""

    id: UUID
    side: str
    pointer: str
    fingerprint: str
    last_pointer: str
    last_fingerprint: str

    @property
    def anchor(self) -> DocumentAnchor:
        """What is looked for in another document."""
        return DocumentAnchor(
            self.pointer, self.fingerprint, self.last_pointer, self.last_fingerprint
        )


@dataclass(frozen=True, slots=True)
class WantedThread:
    """What somebody wants to talk about.

    Attributes:
        side: which document, base or revision; None for the whole proposal.
        pointer: a place in it.
    """

    side: str | None
    pointer: str | None
    body: str


@dataclass(frozen=True, slots=True)
class NewThread:
    """What somebody begins to talk about; `place` is None for the whole proposal."""

    revision: int
    side: str | None
    place: FoundPlace | None
    body: str


@dataclass(frozen=True, slots=True)
class CarriedThread:
    """Where a thread is in a new revision; `place` is None if that is nowhere."""

    thread_id: UUID
    fate: ThreadFate
    place: FoundPlace | None


@dataclass(frozen=True, slots=True)
class Comment:
    """Something that somebody said in a thread."""

    id: UUID
    thread_id: UUID
    author_id: UUID | None
    body: str
    created_at: datetime
