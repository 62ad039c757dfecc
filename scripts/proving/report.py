"""Reads what the fuzzer left and says it in a few lines."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.proving.tester import Run

_CASE = re.compile(r"^\s*\d+\. Test Case ID: (?P<id>\w+)$", re.MULTILINE)
_FAILURE = re.compile(r"^\s*- (?P<code>[A-Z]{2}\d+) (?P<title>.+)$", re.MULTILINE)
_CURL = re.compile(r"(?P<curl>curl -X .+)$", re.MULTILINE)
_LONGEST_CURL = 600
_SAMPLES = 3


@dataclass(frozen=True)
class Finding:
    """One thing that a case showed to be wrong."""

    operation: str
    code: str
    title: str
    curl: str


@dataclass(frozen=True)
class Outcome:
    """What one run came to."""

    seed: int
    status: int
    seconds: float
    cases: int = 0
    stop: str = "error"
    findings: tuple[Finding, ...] = ()
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    operations: int = 0
    # Operations that no valid request ever got past a refusal of.
    unreached: tuple[str, ...] = field(default=())

    @property
    def passed(self) -> bool:
        """Whether the run was complete and found nothing."""
        return self.status == 0 and self.stop == "completed" and not self.findings


def read(run: Run, status: int, seconds: float) -> Outcome:
    """Return the outcome of a run that ended with an exit status."""
    if not run.summary.exists():
        error = "Schemathesis ended before it wrote its reports."
        return Outcome(run.seed, status, seconds, errors=(error,))
    summary = json.loads(run.summary.read_text())
    return Outcome(
        seed=run.seed,
        status=status,
        seconds=seconds,
        cases=summary["test_cases"]["generated"],
        stop=summary["stop_reason"],
        findings=tuple(_findings(run.junit.read_text())) if run.junit.exists() else (),
        errors=tuple(f"{e['title']} ({e['count']} times)" for e in summary["errors"]),
        warnings=tuple(_warnings(summary["warnings"])),
        operations=(summary["operations"] or {}).get("tested", 0),
        unreached=tuple(_unreached(summary["valid_rates"])),
    )


def _findings(junit: str) -> Iterator[Finding]:
    # Our own file, written a moment ago by our own tool.
    for case in ET.fromstring(junit).iter("testcase"):  # noqa: S314
        for failure in case.iter("failure"):
            yield from findings_in(case.get("name", ""), failure.text or "")


def findings_in(operation: str, text: str) -> Iterator[Finding]:
    """Take the text of one JUnit failure apart: several cases, several codes each."""
    starts = [match.start() for match in _CASE.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        # A sequence of calls ends with the one that showed the fault.
        calls = _CURL.findall(part)
        curl = calls[-1].strip() if calls else ""
        for failure in _FAILURE.finditer(part):
            yield Finding(operation, failure["code"], failure["title"].strip(), curl)


def _warnings(warnings: Mapping[str, Sequence[object]]) -> Iterator[str]:
    for name, subjects in sorted(warnings.items()):
        for subject in subjects:
            yield f"{name}: {subject}"


def _unreached(rates: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Iterator[str]:
    for operation, phases in sorted(rates.items()):
        if not any(phase["accepted"] for phase in phases.values()):
            yield operation


def markdown(outcomes: Sequence[Outcome]) -> str:
    """Return a report for people."""
    passed = all(outcome.passed for outcome in outcomes)
    lines = [
        f"# Fuzzing: {'nothing found' if passed else 'FAILED'}",
        "",
        "| seed | operations | cases | findings | errors | warnings | time |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.seed} | {one.operations} | {one.cases:,} | {len(one.findings)} "
        f"| {len(one.errors)} | {len(one.warnings)} | {one.seconds:.0f} s |"
        for one in outcomes
    ]
    for one in outcomes:
        lines += _section(one)
    return "\n".join(lines) + "\n"


def _section(outcome: Outcome) -> list[str]:
    lines: list[str] = []
    if outcome.stop != "completed":
        lines.append(f"- stopped: {outcome.stop} (exit status {outcome.status})")
    lines += [f"- error: {error}" for error in outcome.errors]
    lines += [f"- warning: {warning}" for warning in outcome.warnings]
    if outcome.unreached:
        listed = ", ".join(f"`{name}`" for name in outcome.unreached)
        lines.append(f"- no valid request was accepted: {listed}")
    counts = Counter((f.operation, f.code, f.title) for f in outcome.findings)
    for (operation, code, title), count in sorted(counts.items()):
        lines.append(f"- **{operation}** {code} {title} ({count} times)")
        lines += _samples(outcome.findings, operation, code)
    return ["", f"## Seed {outcome.seed}", "", *lines] if lines else []


def _samples(findings: Sequence[Finding], operation: str, code: str) -> Iterator[str]:
    mine = [f.curl for f in findings if (f.operation, f.code) == (operation, code)]
    for curl in list(dict.fromkeys(mine))[:_SAMPLES]:
        if len(curl) > _LONGEST_CURL:
            yield f"  - `{curl[:_LONGEST_CURL]}…` (in full in the JUnit report)"
        elif curl:
            yield f"  - `{curl}`"
