"""Reads what the fuzzer left and says it in a few lines."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.fuzzing.findings import FuzzFinding, finding_of
from scripts.fuzzing.sequences.outcome import PlayedSequences, unsaid
from scripts.fuzzing.traffic import PHASES, Traffic
from scripts.proving.tester import Run, without_tokens

_LONGEST_CURL = 600
_COLUMNS = (
    *("seed", "operations", "cases", "sequences", *PHASES),
    *("findings", "errors", "warnings", "time"),
)


@dataclass(frozen=True)
class FuzzOutcome:
    """What one run came to."""

    seed: int
    status: int
    seconds: float
    cases: int = 0
    stop: str = "error"
    findings: tuple[FuzzFinding, ...] = ()
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    operations: int = 0
    traffic: Traffic = field(default_factory=Traffic)
    # Phases that should have sent something and did not.
    silent: tuple[str, ...] = ()
    sequences: PlayedSequences = field(default_factory=PlayedSequences)

    @property
    def causes(self) -> tuple[FuzzFinding, ...]:
        """All that was found, each cause once."""
        return (*self.findings, *unsaid(self.sequences, self.findings))

    @property
    def passed(self) -> bool:
        """Whether the run was complete, reached everything and found nothing."""
        found = self.causes or self.errors or self.silent or self.traffic.failing()
        return self.status == 0 and self.stop == "completed" and not found


def read(run: Run, status: int, seconds: float) -> FuzzOutcome:
    """Return the outcome of a run that ended with an exit status."""
    if not run.summary.exists():
        error = "Schemathesis ended before it wrote its reports."
        return FuzzOutcome(run.seed, status, seconds, errors=(error,))
    summary = json.loads(run.summary.read_text())
    traffic = Traffic.read(run.tally)
    return FuzzOutcome(
        seed=run.seed,
        status=status,
        seconds=seconds,
        cases=summary["test_cases"]["generated"],
        stop=summary["stop_reason"],
        findings=tuple(_findings(run)),
        errors=tuple(f"{e['title']} ({e['count']} times)" for e in summary["errors"]),
        warnings=tuple(_warnings(summary["warnings"])),
        operations=(summary["operations"] or {}).get("tested", 0),
        traffic=traffic,
        silent=tuple(_silent(run, traffic)),
    )


def _findings(run: Run) -> Iterator[FuzzFinding]:
    if run.findings.exists():
        for content in json.loads(run.findings.read_bytes())["findings"]:
            yield finding_of(content, run.seed)


def _warnings(warnings: Mapping[str, Sequence[object]]) -> Iterator[str]:
    for name, subjects in sorted(warnings.items()):
        for subject in subjects:
            yield f"{name}: {subject}"


def _silent(run: Run, traffic: Traffic) -> Iterator[str]:
    # Schemathesis calls a phase a success that broke off, or that never began.
    least = {"stateful": 0 if run.operations else run.examples}
    for phase, count in traffic.by_phase().items():
        if count < least.get(phase, 1):
            yield phase


def markdown(outcomes: Sequence[FuzzOutcome]) -> str:
    """Return a report for people."""
    passed = all(outcome.passed for outcome in outcomes)
    lines = [
        f"# Fuzzing: {'nothing found' if passed else 'FAILED'}",
        "",
        f"| {' | '.join(_COLUMNS)} |",
        "|" + "---|" * len(_COLUMNS),
    ]
    lines += [f"| {' | '.join(_cells(one))} |" for one in outcomes]
    for one in outcomes:
        lines += _section(one)
    traffic = Traffic.of_all(one.traffic for one in outcomes)
    lines += ["", "## Requests by operation, all seeds", "", *traffic.table()]
    lines += ["", "## Answers by what the caller may do, all seeds", ""]
    lines += traffic.verdicts()
    if refusals := list(traffic.refusals()):
        lines += ["", "## Turned away for load, rates or quotas", "", *refusals]
    return "\n".join(lines) + "\n"


def _cells(one: FuzzOutcome) -> Iterator[str]:
    phases = one.traffic.by_phase()
    counts = [one.seed, one.operations, one.cases, one.sequences.requests]
    counts += [*(phases[name] for name in PHASES), len(one.causes)]
    counts += [len(one.errors), len(one.warnings)]
    yield from (f"{count:,}" for count in counts)
    yield f"{one.seconds:.0f} s"


def _section(outcome: FuzzOutcome) -> list[str]:
    lines: list[str] = []
    if outcome.stop != "completed":
        lines.append(f"- stopped: {outcome.stop} (exit status {outcome.status})")
    lines += [f"- error: {error}" for error in outcome.errors]
    lines += [f"- warning: {warning}" for warning in outcome.warnings]
    lines += [f"- phase {phase} sent too few requests" for phase in outcome.silent]
    if failing := outcome.traffic.failing():
        listed = ", ".join(f"`{name}`" for name in failing)
        lines.append(f"- no valid request succeeded: {listed}")
    for finding in outcome.causes:
        lines += _shown(finding)
    if outcome.sequences.requests:
        lines += ["", "### Sequences", "", *outcome.sequences.lines()]
    return ["", f"## Seed {outcome.seed}", "", *lines] if lines else []


def _shown(finding: FuzzFinding) -> Iterator[str]:
    what = f"{finding.title}: {finding.message}" if finding.message else finding.title
    yield f"- **{finding.operation}** {what} ({finding.count} times)"
    for command in (*finding.request.before, finding.request.command):
        shown = without_tokens(command)
        if len(shown) > _LONGEST_CURL:
            shown = f"{shown[:_LONGEST_CURL]}…"
        yield f"  - `{shown}`"
