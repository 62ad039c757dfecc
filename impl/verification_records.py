"""What repositories take and return of verifications. See `impl.records`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from impl.deployment_records import DeploymentLabels
from impl.engine.run_reports.report import RunFailure, RunReport

VerificationOutcome = Literal["passed", "failed", "incomplete"]


@dataclass(frozen=True, slots=True)
class BuildVerification:
    """What a test run of a build against a version came to; nothing of it changes."""

    id: UUID
    api_id: UUID
    version: str
    build: str
    commit: str | None
    branch: str | None
    environment: str | None
    tool: str
    started_at: datetime | None
    finished_at: datetime | None
    passed: int
    failed: int
    errored: int
    skipped: int
    recorded_by: UUID | None
    recorded_at: datetime

    @property
    def outcome(self) -> VerificationOutcome:
        """What it came to: what tested nothing has not passed."""
        if self.failed:
            return "failed"
        return "passed" if self.passed and not self.errored else "incomplete"

    @property
    def as_of(self) -> datetime:
        """How fresh it is: when it was over, and never later than it was recorded."""
        return min(self.finished_at or self.recorded_at, self.recorded_at)

    @property
    def tag(self) -> str:
        """The name of this state, which the leaving of who recorded it changes too."""
        return "p" if self.recorded_by else "k"


@dataclass(frozen=True, slots=True)
class VerificationDetails:
    """A verification with the first of what was found."""

    verification: BuildVerification
    failures: Sequence[RunFailure]


@dataclass(frozen=True, slots=True)
class VerificationDemand:
    """What the policy of an API wants of the versions that go anywhere.

    Attributes:
        verification_required: whether a build has to have passed a test run.
        verification_days: how old that may be; None for any age.
    """

    api: str
    version: str
    verification_required: bool
    verification_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVerification:
    """What is to be recorded.

    Attributes:
        labels: of the build; `build` is there.
        environment: what people call the place that it was tested at.
    """

    labels: DeploymentLabels
    environment: str | None
    report: RunReport
