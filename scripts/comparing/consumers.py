"""What a change does to each consumer: read, judged and told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.reports.entries import folded, told
from impl.engine.comparison.reports.markdown import code, escaped, evidence
from impl.engine.comparison.verdicts.profiles import GRAVITY
from scripts.comparing.formats import located
from scripts.comparing.refusals import Unusable
from scripts.comparing.terminal import painted, wrapped
from scripts.comparing.text import SIGNS, entry_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from impl.engine.comparison.verdicts.comparison import ContractComparison
    from impl.engine.usage.comparison import ConsumerComparison
    from impl.engine.usage.documents import ConsumerUsage
    from scripts.comparing.acceptances import Change
    from scripts.comparing.reading import Given

_GRAVE = ("breaking", "undecided", "risky")


@dataclass(frozen=True)
class JudgedConsumer:
    """What comes of a comparison for one consumer.

    Attributes:
        name: its name and version.
        consumer: its name.
        version: its version.
        verdict: what the changes come to.
        changes: those that concern it, with witnesses of its own.
        spared: the fingerprints of those that are graver for others.
    """

    name: str
    consumer: str
    version: str
    verdict: str
    changes: tuple[Change, ...]
    spared: tuple[str, ...]

    @property
    def grave(self) -> list[Change]:
        """The changes that may hurt it."""
        return [change for change in self.changes if change["verdict"] in _GRAVE]

    @property
    def summary(self) -> str:
        """What the changes do to it, in words."""
        spared = len(self.spared)
        more = f"; {spared:,} {_are(spared)} not its concern" if spared else ""
        own = told(self.changes) if self.changes else "not affected"
        return f"{self.verdict}: {own}{more}"


def _are(count: int) -> str:
    return "are" if count > 1 else "is"


def read_usages(files: Sequence[Path], base: Given) -> list[ConsumerUsage]:
    """Read what consumers use of a contract.

    Raises:
        Unusable: a file can't be read.
        DocumentError: it says what it may not say.
    """
    from impl.engine.usage.reading import read_usage

    found = []
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise Unusable(f"{file} can't be read: {error.strerror}") from None
        usage = read_usage(data, base.contract, name=str(file))
        notes = tuple(f"{file}: {note}" for note in usage.notes)
        found.append(replace(usage, notes=notes))
    return found


def judge_consumers(
    usages: Sequence[ConsumerUsage],
    whole: ContractComparison,
    left: ContractComparison,
    base: Given,
    revision: Given,
    seconds: float,
) -> tuple[JudgedConsumer, ...]:
    """Say what changes do to consumers.

    Args:
        usages: what they use.
        whole: the comparison of all that there is.
        left: what is looked at, and nobody has accepted.
        base: the contract that they were built against.
        revision: what it is to become.
        seconds: how long to look for answers about all of them.
    """
    if not usages:
        return ()
    # It takes as long to load as all else, and most comparisons have no consumers.
    from impl.engine.usage.comparison import ConsumerComparisons

    consumers = ConsumerComparisons(
        base.contract, revision.contract, whole, seconds=seconds
    )
    gone = {fact.fingerprint for fact in whole.facts}
    gone -= {fact.fingerprint for fact in left.facts}
    return tuple(_judged(consumers.of(usage), gone, base, revision) for usage in usages)


def _judged(
    found: ConsumerComparison, gone: set[str], base: Given, revision: Given
) -> JudgedConsumer:
    held = tuple(
        fact for fact in found.comparison.differences if fact.fingerprint not in gone
    )
    comparison = replace(found.comparison, differences=held)
    spared = (fact.fingerprint for fact in found.spared)
    return JudgedConsumer(
        found.usage.name,
        found.usage.consumer,
        found.usage.version,
        comparison.verdict,
        tuple(located(comparison, base, revision)),
        tuple(name for name in spared if name not in gone),
    )


def as_json(consumers: Sequence[JudgedConsumer]) -> list[dict[str, Any]]:
    """Write what was judged as JSON values."""
    return [
        {
            "consumer": each.consumer,
            "version": each.version,
            "verdict": each.verdict,
            "changes": list(each.changes),
            "spared": list(each.spared),
        }
        for each in consumers
    ]


def as_text(consumers: Sequence[JudgedConsumer]) -> list[str]:
    """Write what was judged for a terminal; the last line says whom it breaks."""
    lines: list[str] = []
    for each in sorted(consumers, key=_rank):
        sign = painted(SIGNS[each.verdict], each.verdict)
        first, *rest = wrapped(f"{each.name}: {each.summary}", "", "    ")
        lines += ["", f"{sign} {first}", *rest, *entry_lines(each.grave)]
        if lines[-1] == "":
            lines.pop()
    return [*lines, "", *wrapped(in_short(consumers), "", "  ")]


def in_short(consumers: Sequence[JudgedConsumer]) -> str:
    """Say in one sentence whom the changes break, and whom not."""
    names = {
        verdict: [each.name for each in consumers if each.verdict == verdict]
        for verdict in GRAVITY
    }
    parts = []
    if names["breaking"]:
        parts.append(f"breaks {', '.join(names['breaking'])}")
    if names["undecided"]:
        parts.append(f"may break {', '.join(names['undecided'])}")
    fine = [*names["risky"], *names["compatible"]]
    if fine:
        parts.append(
            f"not {', '.join(fine)}" if parts else f"breaks none of {len(fine)}"
        )
    return ", ".join(parts)


def as_markdown(consumers: Sequence[JudgedConsumer]) -> list[str]:
    """Write what was judged for a comment."""
    lines = ["", "### Consumers", "", f"**{escaped(in_short(consumers))}.**", ""]
    ordered = sorted(consumers, key=_rank)
    lines += [
        f"- {SIGNS[each.verdict]} {code(each.name)}: {escaped(each.summary)}"
        for each in ordered
    ]
    for each in ordered:
        lines += _evidence(each)
    return lines


def _evidence(consumer: JudgedConsumer) -> Iterator[str]:
    for entry in folded(consumer.grave):
        yield from ("", f"{code(consumer.name)}:", "")
        yield from evidence(entry)


def _rank(consumer: JudgedConsumer) -> tuple[int, str]:
    verdicts: tuple[str, ...] = GRAVITY
    return verdicts.index(consumer.verdict), consumer.name
