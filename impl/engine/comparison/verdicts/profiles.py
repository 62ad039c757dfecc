"""Named policies: which facts a profile calls breaking.

A fact says what is true for each way of reading; a profile says whose reading counts.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.differences.tolerance import takes_any_alternative
from impl.engine.comparison.kinds.kind import Misreading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.comparison.differences.facts import Certainty, Fact
    from impl.engine.comparison.differences.tolerance import Aspect, Reading

Verdict = Literal["compatible", "risky", "breaking", "undecided"]
# From the gravest on; what is undecided may break somebody.
GRAVITY: tuple[Verdict, ...] = ("breaking", "undecided", "risky", "compatible")
_VERDICTS: dict[Certainty, Verdict] = {
    "proved": "compatible",
    "refuted": "breaking",
    "undecided": "undecided",
}
DEFAULT = "tolerant-reader"


@dataclass(frozen=True, slots=True)
class Profile:
    """A policy.

    Attributes:
        name: what it is called.
        about: one sentence for people.
        reading: how clients read what the API sends.
        formats: whether `format` is an assertion.
        guards_security: whether weaker security is a break too.
        honours_sunsets: whether what was announced may go, once its day has come.
        judges_code: whether clients are code that was generated from the contract.
        as_of: the day of the judgement (RFC 3339 date), for sunsets.
    """

    name: str
    about: str
    reading: Reading = "lenient"
    formats: bool = False
    guards_security: bool = False
    honours_sunsets: bool = False
    judges_code: bool = False
    as_of: str = ""

    @property
    def takes_any_alternative(self) -> bool:
        """Whether clients take what fits several of exclusive alternatives.

        They try one after the other. That formats are assertions keeps fewer values
        apart, or more, and is no reason to count how many alternatives fit.
        """
        return takes_any_alternative(self.reading)

    def on(self, day: str) -> Profile:
        """Return the profile as it judges on a day, an RFC 3339 date."""
        return replace(self, as_of=day)

    def describe(self) -> dict[str, Any]:
        """Return the profile as a JSON object."""
        return asdict(self)


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            DEFAULT,
            "Clients ignore properties that they don't know, cope with values that "
            "enumerations don't list yet, and take the first alternative that fits.",
        ),
        Profile(
            "strict-reader",
            "Clients refuse whatever they don't know, and may send names that their "
            "contract doesn't mention.",
            reading="strict",
        ),
        Profile(
            "open-enums",
            "Clients cope with values that enumerations don't list yet, take the first "
            "alternative that fits, and otherwise go by the contract.",
            reading="open-enums",
        ),
        Profile(
            "as-declared",
            "Both sides go by the contract, no more and no less.",
            reading="exact",
        ),
        Profile(
            "format-asserted",
            "Like tolerant-reader, and values have to have their format.",
            formats=True,
        ),
        Profile(
            "security-gate",
            "Like tolerant-reader, and an operation may not become easier to call.",
            guards_security=True,
        ),
        Profile(
            "deprecation-policy",
            "Like tolerant-reader; what was deprecated may go after its sunset, and "
            "nothing may be deprecated without one.",
            honours_sunsets=True,
        ),
        Profile(
            "generated-clients",
            "Like tolerant-reader, and clients are code that was generated or typed "
            "from the contract, with its names, types and lists of values.",
            judges_code=True,
        ),
    )
}


def judge(fact: Fact, profile: Profile) -> Verdict:
    """Say what a profile makes of a fact."""
    if profile.guards_security and PolicyMark.SECURITY_WIDENED in fact.marks:
        return "breaking"
    if profile.honours_sunsets:
        if {PolicyMark.NO_SUNSET, PolicyMark.SOONER_SUNSET}.intersection(fact.marks):
            return "breaking"
        announced = PolicyMark.DEPRECATED_REMOVAL in fact.marks and fact.sunset
        if announced and fact.sunset <= profile.as_of:
            return "compatible"
    certainty = fact.readings[profile.reading]
    if profile.formats and fact.formats:
        certainty = fact.formats
    return worst([_VERDICTS[certainty], _level(fact, profile)])


def _level(fact: Fact, profile: Profile) -> Verdict:
    """Say what a fact comes to beyond messages."""
    kind = fact.kind
    is_shown = kind.misreading and kind.misreading is not Misreading.DEFAULT
    if is_shown and set(fact.readings.values()) == {"proved"}:
        # No message is taken for anything else, whoever reads it. What is assumed of
        # what is left out, programs fill in where no message can tell, too.
        return "compatible"
    return kind.level_in_code if profile.judges_code else kind.level


def concerns(fact: Fact, profile: Profile) -> bool:
    """Tell whether a fact is anything that a profile looks at."""
    return profile.judges_code or not fact.kind.is_of_code


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the gravest of some verdicts; compatible of none."""
    return min(verdicts, key=GRAVITY.index, default="compatible")


def is_at_least(verdict: Verdict, level: Verdict) -> bool:
    """Tell whether a verdict is as grave as another one, or graver."""
    return GRAVITY.index(verdict) <= GRAVITY.index(level)


def from_gravest(level: Verdict) -> tuple[Verdict, ...]:
    """Return the verdicts that are at least as grave as one, the gravest first."""
    return GRAVITY[: GRAVITY.index(level) + 1]


def witness_of(fact: Fact, profile: Profile) -> dict[str, Any] | None:
    """Return the message that shows why a profile calls a fact breaking."""
    aspects: list[Aspect] = [profile.reading]
    if profile.formats:
        aspects.append("formats")
    if profile.judges_code:
        # Whoever breaks by the letter shows what code has no case for.
        aspects.append("exact")
    found = (fact.witnesses.get(aspect) for aspect in aspects)
    return next(filter(None, found), None)
