"""The report: what a person reads in a minute, and all of it as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from scripts.fuzzing.findings import FuzzFinding
from scripts.fuzzing.outcome import CampaignOutcome

# What a terminal shows; report.md has all.
_MOST_CAUSES = 5
_MOST_LISTED = 8
_LONGEST = 500


def text(outcome: CampaignOutcome, report: str) -> str:
    """Return what the terminal shows; `report` is the file that has all."""
    lines: list[str] = []
    for label, found in _by_operation(outcome):
        lines += ["", label]
        for finding in found[:_MOST_CAUSES]:
            lines += _shown(finding)
        if (more := len(found) - _MOST_CAUSES) > 0:
            lines.append(f"  … and {more} more of this operation in {report}")
    lines += ["", *_notes(outcome), verdict(outcome), f"Report: {report}"]
    return "\n".join(lines).lstrip("\n") + "\n"


def verdict(outcome: CampaignOutcome) -> str:
    """Return the last word: what was found, in how many requests."""
    seeds = ", ".join(map(str, outcome.seeds))
    sent = (
        f"{_many(outcome.requests, 'request')} to "
        f"{_many(len(outcome.operations), 'operation')}, "
        f"{'seeds' if len(outcome.seeds) > 1 else 'seed'} {seeds}, "
        f"{outcome.seconds:.1f} s"
    )
    if outcome.findings:
        return f"{_many(len(outcome.findings), 'finding')}: {sent}"
    if outcome.status:
        return f"Incomplete: {sent}"
    return f"Nothing found: {sent}"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _by_operation(outcome: CampaignOutcome) -> Iterator[tuple[str, list[FuzzFinding]]]:
    for label in dict.fromkeys(finding.operation for finding in outcome.findings):
        yield label, [one for one in outcome.findings if one.operation == label]


def _shown(finding: FuzzFinding) -> Iterator[str]:
    times = "once" if finding.count == 1 else f"{finding.count:,} times"
    yield f"  ✗ {finding.title} ({times})"
    if finding.message:
        yield f"    {_cut(finding.message)}"
    for command in finding.request.before:
        yield f"    $ {_cut(command)}   # first"
    yield f"    $ {_cut(finding.request.command)}"


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}… (whole in report.md)"


def _notes(outcome: CampaignOutcome) -> Iterator[str]:
    yield from (f"! {error}" for error in outcome.errors)
    for told in outcome.untried:
        yield f"Not tried: {_cut(told)}"
    if outcome.nothing_reached:
        yield (
            "! No valid request succeeded, so nothing is shown: "
            f"{_answers(outcome)}. Check --url and --header."
        )
    elif unreached := outcome.unreached:
        listed = ", ".join(unreached[:_MOST_LISTED])
        more = len(unreached) - _MOST_LISTED
        yield (
            f"Never succeeded, so hardly tried: {listed}"
            f"{f' and {more} more' if more > 0 else ''}"
        )
    if outcome.findings and outcome.started:
        again = f"uvicorn {outcome.started} --port {urlsplit(outcome.url).port}"
        yield f"For the commands, start it again: {again}"
    if outcome.findings and outcome.variables:
        named = ", ".join(f"${name}" for name in outcome.variables)
        verb = "stands" if len(outcome.variables) == 1 else "stand"
        yield f"In commands {named} {verb} for what was given."


def _answers(outcome: CampaignOutcome) -> str:
    counts: Counter[int] = Counter()
    for row in outcome.traffic.rows:
        if row.is_valid:
            counts[row.status] += row.count
    if not counts:
        return "none was answered"
    listed = ", ".join(
        f"{count:,} x {status}" for status, count in counts.most_common()
    )
    return f"the answers were {listed}"


def markdown(outcome: CampaignOutcome) -> str:
    """Return the whole report."""
    lines = [
        f"# Fuzzing {outcome.contract}",
        "",
        f"{verdict(outcome)}. The service: {outcome.url}",
        "",
        *(f"- {note}" for note in _notes(outcome)),
    ]
    for label, found in _by_operation(outcome):
        lines += ["", f"## {label}"]
        for finding in found:
            lines += _section(finding)
    lines += ["", "## Requests by operation", "", *outcome.traffic.table()]
    lines += ["", f"And {outcome.probes:,} raw requests."]
    if outcome.sequences.requests:
        lines += ["", "## Sequences", "", *outcome.sequences.lines()]
    return "\n".join(lines) + "\n"


def _section(finding: FuzzFinding) -> Iterator[str]:
    seeds = ", ".join(map(str, finding.seeds))
    seen = f", seed {seeds}" if seeds else ""
    yield from ("", f"### {finding.title}", "")
    yield f"`{finding.check}`, {_many(finding.count, 'time')}{seen}"
    if finding.message:
        yield from ("", finding.message)
    commands = "\n".join((*finding.request.before, finding.request.command))
    fence = "`" * 3
    while fence in commands:
        fence += "`"
    yield from ("", f"{fence}sh", commands, fence)
