"""What those take and return who work comparisons off. See `impl.records`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ComparisonJob:
    """A comparison to work on, for as long as its `revision` stays this one."""

    id: UUID
    api_id: UUID
    team_id: UUID
    revision: int
    attempts: int
    is_slow: bool
    profile: str
    as_of: date | None
    seed: int
    whole_question: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonResult:
    """What came out of a comparison; the reason is for who uses only some.

    The meanings are digests of the documents as they are read, slips amended, which is
    what certificates name. Each change is its verdict and itself as JSON.
    """

    verdict: str
    semver: str
    base_meaning: str
    revision_meaning: str
    certificate: bytes
    certificate_digest: str
    changelog: bytes
    changes: Sequence[tuple[str, bytes]]
    reason: str | None = None
