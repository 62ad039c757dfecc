"""What a fuzzing campaign came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.sequences.outcome import PlayedSequences
from scripts.fuzzing.traffic import Traffic


@dataclass(frozen=True)
class CampaignOutcome:
    """What was sent and what was found, over all seeds.

    Attributes:
        contract: what the contract is called.
        url: what was fuzzed.
        seeds: of the runs.
        findings: one for each cause.
        errors: what kept a run from being complete.
        untried: operations for which no requests could be made, and why.
        operations: all that were to be fuzzed.
        traffic: requests by operation.
        probes: how many raw requests were sent.
        sequences: what was played; its findings are among the others.
        variables: the names that stand for given headers in commands.
        started: the application that was started, and is gone.
    """

    contract: str
    url: str
    seeds: tuple[int, ...]
    findings: tuple[FuzzFinding, ...]
    errors: tuple[str, ...]
    untried: tuple[str, ...]
    operations: tuple[str, ...]
    traffic: Traffic
    probes: int
    sequences: PlayedSequences = field(default_factory=PlayedSequences)
    variables: tuple[str, ...] = ()
    started: str = ""
    seconds: float = field(default=0.0, compare=False)

    @property
    def requests(self) -> int:
        """How many requests there were."""
        return (
            sum(row.count for row in self.traffic.rows)
            + self.sequences.requests
            + self.probes
        )

    @property
    def unreached(self) -> tuple[str, ...]:
        """The operations of which no valid request ever succeeded."""
        reached = {row.operation for row in self.traffic.rows if row.succeeded}
        reached |= self.sequences.reached
        return tuple(label for label in self.operations if label not in reached)

    @property
    def nothing_reached(self) -> bool:
        """Whether all of it says nothing, because nothing ever succeeded."""
        return len(self.unreached) == len(self.operations)

    @property
    def status(self) -> int:
        """The exit status: 0 nothing found, 1 something, 2 it did not really run."""
        if self.findings:
            return 1
        return 2 if self.errors or self.nothing_reached else 0
