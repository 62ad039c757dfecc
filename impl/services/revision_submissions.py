"""Documents as they are proposed."""

from dataclasses import dataclass
from uuid import UUID

from impl.jobs.examination_task import PublishableContract
from impl.proposal_records import NewRevision, ProposalRevision
from impl.records import Version


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


@dataclass(frozen=True, slots=True)
class CheckedSubmission:
    """A document that is a valid contract; see `RevisionSubmission`."""

    contract: PublishableContract
    content: bytes
    media_type: str
    merged_from: MergedFrom | None


def is_same(
    latest: ProposalRevision, checked: CheckedSubmission, base: Version | None
) -> bool:
    """Tell whether a document would change nothing."""
    is_base = latest.base_version_id == (base.id if base else None)
    is_form = latest.media_type == checked.contract.media_type
    is_text = latest.text_digest == checked.contract.text
    return is_base and is_form and is_text and not latest.is_base_moved


def new_revision(
    checked: CheckedSubmission,
    number: int,
    author_id: UUID | None,
    base_id: UUID | None,
    releases_above: int,
    equivalent: int | None,
) -> NewRevision:
    """Return the revision that a document becomes."""
    contract = checked.contract
    return NewRevision(
        number=number,
        author_id=author_id,
        digest=contract.digest,
        text_digest=contract.text,
        media_type=contract.media_type,
        openapi=contract.openapi,
        title=contract.title,
        version=contract.version,
        operations=contract.operations,
        document=checked.content,
        base_version_id=base_id,
        releases_above=releases_above,
        equivalent_to=equivalent or number,
    )
