"""Documents as they are proposed."""

from dataclasses import dataclass
from uuid import UUID


class Overtaken(Exception):
    """Others have added or published what a merged document does not have."""


@dataclass(frozen=True, slots=True)
class MergedFrom:
    """The latest revision, and the highest release, that a document was made of."""

    revision: int
    version_id: UUID


@dataclass(frozen=True, slots=True)
class RevisionSubmission:
    """A document to propose.

    Attributes:
        base: what the caller says that it changes.
        merged_from: what it was made of.
    """

    content: bytes
    media_type: str
    base: str | None
    merged_from: MergedFrom | None = None
