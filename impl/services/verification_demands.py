"""Whether a version is verified as the policy of its API wants it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from impl.services.meetings import Answer
from impl.verification_records import BuildVerification, VerificationDemand

VerificationCode = Literal[
    "verified",
    "not_verified",
    "verification_failed",
    "verification_incomplete",
    "verification_outdated",
]
VERIFICATION_ANSWERS: Final[dict[VerificationCode, Answer]] = {
    "verified": "yes",
    "not_verified": "unknown",
    "verification_failed": "no",
    "verification_incomplete": "unknown",
    "verification_outdated": "unknown",
}
_REASONS: Final[dict[VerificationCode, str]] = {
    "verified": "{what} passed its verification.",
    "not_verified": "No verification of {what} is recorded, and the policy of the API "
    "wants one that passed.",
    "verification_failed": "The latest verification of {what} failed.",
    "verification_incomplete": "The latest verification of {what} came to no end, or "
    "tested nothing.",
    "verification_outdated": "The latest verification of {what} is more than {days} "
    "days old, and the policy of the API wants a fresher one.",
}


@dataclass(frozen=True, slots=True)
class JudgedVerification:
    """What there is to say of a version's verification.

    Attributes:
        code: why, for programs.
        reason: the same for people.
        build: of which build; None if none was named, and there is no verification.
        verification_id: the latest one.
    """

    code: VerificationCode
    reason: str
    build: str | None
    verification_id: UUID | None

    @property
    def answer(self) -> Answer:
        """Whether that is what the policy wants."""
        return VERIFICATION_ANSWERS[self.code]


def judged_verification(
    demand: VerificationDemand,
    latest: BuildVerification | None,
    build: str | None,
    now: datetime,
) -> JudgedVerification:
    """Say whether a version is verified as it has to be.

    Args:
        demand: what the policy wants.
        latest: the latest verification, of the build if one is named.
        build: the one that is meant, None for whichever was verified last.
        now: when that is asked.
    """
    code = _code(demand, latest, now)
    named = latest.build if latest else build
    what = f"{demand.api} {demand.version}"
    what = f"{what} (build {named})" if named else what
    reason = _REASONS[code].format(what=what, days=demand.verification_days)
    return JudgedVerification(code, reason, named, latest.id if latest else None)


def _code(
    demand: VerificationDemand, latest: BuildVerification | None, now: datetime
) -> VerificationCode:
    if latest is None:
        return "not_verified"
    if latest.outcome == "failed":
        return "verification_failed"
    if latest.outcome == "incomplete":
        return "verification_incomplete"
    days = demand.verification_days
    if days is not None and now - latest.as_of > timedelta(days=days):
        return "verification_outdated"
    return "verified"
