"""Reading a report of a test run as a message to another process and back."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Final, Literal

from impl.engine.run_reports.report import RunCounts, RunReport, failure_of
from impl.errors import Flaw, Invalid
from impl.jobs.framing import Parts

VERB: Final = b"report"
ReportForm = Literal["junit", "ndjson"]


def asking(content: bytes, form: ReportForm) -> Parts:
    """Write that a report is to be read."""
    return [VERB, content, form.encode()]


def written(report: RunReport) -> Parts:
    """Write what a report says."""
    told = {
        "tool": report.tool,
        "started_at": report.started_at.isoformat() if report.started_at else None,
        "finished_at": report.finished_at.isoformat() if report.finished_at else None,
        "counts": asdict(report.counts),
        "failures": [asdict(each) for each in report.failures],
    }
    return [b"report", json.dumps(told).encode()]


def malformed(detail: str) -> Parts:
    """Write that a report is none."""
    return [b"malformed", detail.encode("utf-8", "replace")]


def result(parts: Parts) -> RunReport:
    """Read what a report says.

    Raises:
        Invalid: it is none (`invalid_report`).
    """
    outcome, told = parts
    if outcome == b"malformed":
        raise refused(told.decode())
    read = json.loads(told)
    return RunReport(
        tool=read["tool"],
        started_at=_instant(read["started_at"]),
        finished_at=_instant(read["finished_at"]),
        counts=RunCounts(**read["counts"]),
        failures=tuple(failure_of(each) for each in read["failures"]),
    )


def too_complex() -> Invalid:
    """Return the refusal of a report that takes too much to read."""
    return refused("It takes more time or memory to read than there is.")


def refused(detail: str) -> Invalid:
    """Return the refusal of what is no report."""
    said = f"The body can't be read as the report that it says it is. {detail}"
    return Invalid("invalid_report", said, [Flaw("body", "", detail)])


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
