"""Compare a contract with what it is to become."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.canonical import digest
from impl.engine.comparison.verdicts.profiles import (
    DEFAULT,
    PROFILES,
    Profile,
    Verdict,
    concerns,
    judge,
    worst,
)

if TYPE_CHECKING:
    from impl.engine.comparison.differences.facts import Fact
    from impl.engine.comparison.operations.operations import Progress
    from impl.engine.comparison.verdicts.semantic_versions import Semver
    from impl.engine.containment import Budget
    from impl.engine.text.contracts import TracedContract


@dataclass(frozen=True)
class ContractComparison:
    """What two contracts differ in, and what a profile makes of it.

    Attributes:
        base: the digest of the base, `sha256:` and 64 hexadecimal digits.
        revision: the digest of the revision.
        profile: the policy.
        seed: where searches for witnesses started.
        differences: all of them, in a stable order.
    """

    base: str
    revision: str
    profile: Profile
    seed: int
    differences: tuple[Fact, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The differences that the profile looks at."""
        return tuple(fact for fact in self.differences if concerns(fact, self.profile))

    @property
    def verdict(self) -> Verdict:
        """The verdict on the whole."""
        return worst([judge(fact, self.profile) for fact in self.facts])

    @property
    def semver(self) -> Semver:
        """Which part of the version to raise (Semantic Versioning 2.0.0)."""
        return advise(self.facts, self.profile)

    def under(self, profile: Profile) -> ContractComparison:
        """Return the same facts as another profile judges them."""
        return ContractComparison(
            self.base, self.revision, profile, self.seed, self.differences
        )


def advise(found: tuple[Fact, ...], profile: Profile) -> Semver:
    """Say which part of the version facts ask to be raised.

    What is undecided may break somebody, so it counts as if it did.
    """
    verdict = worst(judge(fact, profile) for fact in found)
    if verdict in {"breaking", "undecided"}:
        return "major"
    is_noticed = any(not fact.kind.is_informational for fact in found)
    return "minor" if is_noticed else "patch"


def compare(
    base: TracedContract,
    revision: TracedContract,
    profile: Profile | str = DEFAULT,
    *,
    seed: int = 0,
    budget: Budget | None = None,
    seconds: float = math.inf,
    progress: Progress | None = None,
) -> ContractComparison:
    """Compare two self-contained contracts of OpenAPI 3.0, 3.1 or 3.2.

    Documentation, order, names of components and of path parameters, and the way in
    which schemas are cut into parts make no difference.

    Args:
        base: the contract that clients know.
        revision: what it is to become.
        profile: whose reading counts; the facts are the same for all.
        seed: where searches for witnesses start.
        budget: bounds of each question to containment.
        seconds: wall-clock time after which no more questions are asked; what they
            were about is undecided then.
        progress: called with the number of operations done, and of all.

    Raises:
        KeyError: there is no profile of this name.
        ValueError: a contract has no canonical form.
    """
    chosen = PROFILES[profile] if isinstance(profile, str) else profile
    name = digest(base.content)
    names = (name, name if revision is base else digest(revision.content))
    if names[0] == names[1] and base.version == revision.version:
        return ContractComparison(*names, chosen, seed, ())
    # Nothing of this is needed, and loaded, where nothing has changed.
    from impl.engine.comparison.operations.contracts import differences  # noqa: PLC0415 - see above

    found = differences(base, revision, seed, budget, seconds, progress)
    return ContractComparison(*names, chosen, seed, found)


def explain(fact: Fact, profile: Profile) -> dict[str, Any]:
    """Say what each profile makes of a fact."""
    return {
        name: judge(fact, other.on(profile.as_of)) for name, other in PROFILES.items()
    }
