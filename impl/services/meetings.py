"""Whether a version of an API and one of a consumer get on: a rule for each pair."""

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from impl.deployment_records import KnownAnswer, Meeting

Answer = Literal["yes", "no", "unknown"]
Code = Literal[
    "same_version",
    "compatible",
    "tolerated",
    "breaking",
    "risky",
    "undecided",
    "comparing",
    "not_begun",
    "comparison_failed",
    "not_deployed",
]
ANSWERS: Final[dict[Code, Answer]] = {
    "same_version": "yes",
    "compatible": "yes",
    "tolerated": "yes",
    "breaking": "no",
    "risky": "no",
    "undecided": "unknown",
    "comparing": "unknown",
    "not_begun": "unknown",
    "comparison_failed": "unknown",
    "not_deployed": "no",
}
_REASONS: Final[dict[Code, str]] = {
    "same_version": "It was built against just this version.",
    "compatible": "{revision} breaks nothing that is built against {base}.",
    "tolerated": "{revision} is {verdict} for what is built against {base}, and the "
    "policy of the API lets that pass.",
    "breaking": "{revision} breaks what is built against {base}.",
    "risky": "{revision} is risky for what is built against {base}, and the policy of "
    "the API counts that.",
    "undecided": "Whether {revision} breaks what is built against {base} could not be "
    "decided.",
    "comparing": "Whether {revision} breaks what is built against {base} is being "
    "found out.",
    "not_begun": "Whether {revision} breaks what is built against {base} is found out "
    "once fewer comparisons of the team are unfinished.",
    "comparison_failed": "The comparison of {base} with {revision} came to no end.",
    "not_deployed": "No version of {api} is there.",
}
# What a policy says needs a major version, that it does not let pass here either.
_COUNTED: Final = {
    "risky": frozenset({"risky", "undecided"}),
    "undecided": frozenset({"undecided"}),
    "breaking": frozenset[str](),
    "nothing": frozenset[str](),
}
GRAVITY: Final[tuple[Answer, ...]] = ("no", "unknown", "yes")


@dataclass(frozen=True, slots=True)
class JudgedMeeting:
    """A pair with its answer.

    Attributes:
        meeting: who would meet.
        code: why, for programs.
        known: what the answer follows from, if anything had to be compared.
    """

    meeting: Meeting
    code: Code
    known: KnownAnswer | None

    @property
    def comparison_id(self) -> UUID | None:
        """Of the comparison that the answer follows from, if there is one."""
        return self.known.id if self.known else None

    @property
    def reason(self) -> str:
        """Why, for people."""
        met, known = self.meeting, self.known
        reason = _REASONS[self.code].format(
            api=met.api,
            base=f"{met.api} {met.base_version}",
            revision=f"{met.api} {met.revision_version}",
            verdict=known.verdict if known else None,
        )
        return f"{reason} {known.reason}" if known and known.reason else reason

    @property
    def answer(self) -> Answer:
        """Whether they get on."""
        return ANSWERS[self.code]

    @property
    def is_pending(self) -> bool:
        """Whether the answer will be another one soon."""
        return self.code in {"comparing", "not_begun"}

    @property
    def order(self) -> tuple[object, ...]:
        """Its place among others: the gravest first, and then by names."""
        it = self.meeting
        return (
            GRAVITY.index(self.answer),
            *(it.consumer, it.consumer_version, it.api),
            *(it.revision_version or "", it.base_version),
        )


def judged(meeting: Meeting, known: KnownAnswer | None) -> JudgedMeeting:
    """Say whether a pair gets on; `known` is the comparison of its two contracts."""
    return JudgedMeeting(meeting, _code(meeting, known), known)


def _code(meeting: Meeting, known: KnownAnswer | None) -> Code:
    if meeting.revision_id is None:
        return "not_deployed"
    if meeting.revision_id == meeting.base_id:
        return "same_version"
    if known is None or known.may_ask_again:
        return "not_begun"
    if known.state == "failed":
        return "comparison_failed"
    counted = _COUNTED[meeting.major_version_for]
    match known.verdict:
        case None:
            return "comparing"
        case "compatible":
            return "compatible"
        case "risky" if "risky" in counted:
            return "risky"
        case "undecided" if "undecided" in counted:
            return "undecided"
        case "risky" | "undecided":
            return "tolerated"
        case _:
            return "breaking"
