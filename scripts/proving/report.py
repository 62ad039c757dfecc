"""Reads what the fuzzer left and says it in a few lines."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.proving.tester import Run, without_tokens
from scripts.proving.traffic import PHASES, Traffic

_CASE = re.compile(r"^\s*\d+\. Test Case ID: (?P<id>\w+)$", re.MULTILINE)
_FAILURE = re.compile(r"^\s*- (?P<code>[A-Z]{2}\d+) (?P<title>.+)$", re.MULTILINE)
_CURL = re.compile(r"(?P<curl>curl -X .+)$", re.MULTILINE)
_LONGEST_CURL = 600
_SAMPLES = 3
_COLUMNS = (
    *("seed", "operations", "cases", *PHASES),
    *("findings", "errors", "warnings", "time"),
)


@dataclass(frozen=True)
class FuzzFinding:
    """One thing that a case showed to be wrong."""

    operation: str
    code: str
    title: str
    curl: str


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

    @property
    def passed(self) -> bool:
        """Whether the run was complete, reached everything and found nothing."""
        found = self.findings or self.errors or self.silent or self.traffic.failing()
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
        findings=tuple(_findings(run.junit.read_text())) if run.junit.exists() else (),
        errors=tuple(f"{e['title']} ({e['count']} times)" for e in summary["errors"]),
        warnings=tuple(_warnings(summary["warnings"])),
        operations=(summary["operations"] or {}).get("tested", 0),
        traffic=traffic,
        silent=tuple(_silent(run, traffic)),
    )


def _findings(junit: str) -> Iterator[FuzzFinding]:
    # Our own file, written a moment ago by our own tool.
    for case in ET.fromstring(junit).iter("testcase"):  # noqa: S314
        for failure in case.iter("failure"):
            yield from findings_in(case.get("name", ""), failure.text or "")


def findings_in(operation: str, text: str) -> Iterator[FuzzFinding]:
    """Take the text of one JUnit failure apart: several cases, several codes each."""
    starts = [match.start() for match in _CASE.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        # A sequence of calls ends with the one that showed the fault.
        calls = _CURL.findall(part)
        curl = without_tokens(calls[-1].strip()) if calls else ""
        for failure in _FAILURE.finditer(part):
            yield FuzzFinding(
                operation, failure["code"], failure["title"].strip(), curl
            )


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
    counts = [one.seed, one.operations, one.cases, *(phases[name] for name in PHASES)]
    counts += [len(one.findings), len(one.errors), len(one.warnings)]
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
    counts = Counter((f.operation, f.code, f.title) for f in outcome.findings)
    for (operation, code, title), count in sorted(counts.items()):
        lines.append(f"- **{operation}** {code} {title} ({count} times)")
        lines += _samples(outcome.findings, operation, code)
    return ["", f"## Seed {outcome.seed}", "", *lines] if lines else []


def _samples(
    findings: Sequence[FuzzFinding], operation: str, code: str
) -> Iterator[str]:
    mine = [f.curl for f in findings if (f.operation, f.code) == (operation, code)]
    for curl in list(dict.fromkeys(mine))[:_SAMPLES]:
        if len(curl) > _LONGEST_CURL:
            yield f"  - `{curl[:_LONGEST_CURL]}…` (in full in the JUnit report)"
        elif curl:
            yield f"  - `{curl}`"
