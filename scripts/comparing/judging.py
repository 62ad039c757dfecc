"""What comes of a comparison: what is accepted, what the version allows, what fails."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES
from scripts.comparing.acceptances import AcceptanceList, marked
from scripts.comparing.formats import located
from scripts.comparing.refusals import Unusable
from scripts.comparing.selection import Selection

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from impl.engine.comparison.verdicts.comparison import ContractComparison
    from impl.engine.usage.documents import ConsumerUsage
    from scripts.comparing.acceptances import Acceptance, Change
    from scripts.comparing.consumers import JudgedConsumer
    from scripts.comparing.reading import Given

STATUS: Final = {"compatible": 0, "breaking": 1, "undecided": 3, "risky": 4}
TOO_LOW: Final = 5
# What each level of --fail-on lets pass.
PASSING: Final = {
    "breaking": {"undecided", "risky", "compatible"},
    "undecided": {"risky", "compatible"},
    "risky": {"compatible"},
}
_GRAVEST: Final = (2, 1, 3, 4, TOO_LOW, 0)


def status_of(verdict: str, fail_on: str) -> int:
    """Return the exit status for a verdict."""
    return 0 if verdict in PASSING[fail_on] else STATUS[verdict]


def gravest(statuses: list[int]) -> int:
    """Return the exit status for several contracts; 0 for none."""
    return min(statuses, key=_GRAVEST.index, default=0)


@dataclass(frozen=True)
class JudgedContract:
    """A comparison, and what comes of it.

    Attributes:
        base: what clients know.
        revision: what it is to become.
        comparison: all of it.
        left: what is looked at, and nobody has accepted.
        accepted: the changes that may pass, each with who accepts it.
        version: what there is to say of the version, if it counts.
        status: the exit status.
        consumers: what the changes do to consumers, where some are named.
    """

    base: Given
    revision: Given
    comparison: ContractComparison
    left: ContractComparison
    accepted: tuple[Change, ...]
    version: str
    status: int
    consumers: tuple[JudgedConsumer, ...] = ()


class ContractJudge:
    """Compares contracts and judges what comes of it, all by the same rules.

    Args:
        options: of the command line.
        acceptances: the changes that may pass.
        progress: called with the number of operations done, and of all.
        usages: what consumers use, where those are who count.
    """

    def __init__(
        self,
        options: argparse.Namespace,
        acceptances: tuple[Acceptance, ...],
        progress: Callable[[int, int], None] | None = None,
        usages: Sequence[ConsumerUsage] = (),
    ) -> None:
        self._usages = usages
        self._options = options
        self._progress = progress
        self._selection = Selection(
            tuple(options.operation), tuple(options.tag), tuple(options.exclude)
        )
        today = dt.datetime.now(tz=dt.UTC).date()
        self._profile = PROFILES[options.profile].on(
            (options.as_of or today).isoformat()
        )
        self.acceptances = AcceptanceList(acceptances, today)

    def judge(self, name: str, base: Given, revision: Given) -> JudgedContract:
        """Compare two states of a contract, which acceptances know by a name.

        Raises:
            Unusable: one of them can't be compared, or has no semantic version where
                that counts.
        """
        try:
            comparison = compare(
                base.contract,
                revision.contract,
                self._profile,
                seed=self._options.seed,
                seconds=self._options.seconds,
                progress=self._progress,
            )
        except ValueError as error:
            raise Unusable(f"a contract has no canonical form: {error}") from None
        looked_at = self._selection.of(comparison, base.contract, revision.contract)
        left, accepted = self._parted(name, looked_at, base, revision)
        if self._usages:
            return self._for_consumers(
                JudgedContract(base, revision, comparison, left, accepted, "", 0)
            )
        status, said = self._status(left, base, revision)
        return JudgedContract(base, revision, comparison, left, accepted, said, status)

    def _for_consumers(self, judged: JudgedContract) -> JudgedContract:
        """Judge by those who are named alone."""
        from scripts.comparing.consumers import judge_consumers

        consumers = judge_consumers(
            self._usages,
            judged.comparison,
            judged.left,
            judged.base,
            judged.revision,
            self._options.seconds,
        )
        fail_on = self._options.fail_on
        status = gravest([status_of(each.verdict, fail_on) for each in consumers])
        return replace(judged, status=status, consumers=consumers)

    def notes(self) -> list[str]:
        """Return what is to be said of acceptances and the like, once all is done.

        Raises:
            Unusable: an operation or tag is asked for that there is not.
        """
        self._selection.refuse_unknown()
        idle = [
            f"{each.place}: the acceptance of {each} {why}"
            for each, why in self.acceptances.idle()
        ]
        idle += self._selection.idle()
        return [*idle, *(note for usage in self._usages for note in usage.notes)]

    def _parted(
        self, name: str, comparison: ContractComparison, base: Given, revision: Given
    ) -> tuple[ContractComparison, tuple[Change, ...]]:
        """Part what is accepted from what is left."""
        if not self.acceptances:
            return comparison, ()
        held = located(comparison, base, revision)
        found = self.acceptances.accepted(name, held)
        # Not by fingerprint: what is accepted at one place may happen at another.
        gone = [comparison.facts[place] for place in found]
        left = [
            fact
            for fact in comparison.differences
            if not any(fact is each for each in gone)
        ]
        return (
            replace(comparison, differences=tuple(left)),
            tuple(marked(held[place], found[place]) for place in found),
        )

    def _status(
        self, left: ContractComparison, base: Given, revision: Given
    ) -> tuple[int, str]:
        status = status_of(left.verdict, self._options.fail_on)
        if not self._options.respect_version:
            return status, ""
        from scripts.comparing.announced_versions import judge_version

        is_enough, said = judge_version(left, base, revision, fails=status != 0)
        return (0 if is_enough else status or TOO_LOW), said
