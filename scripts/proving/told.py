"""What runs against this project's own service came to, as a registry is told it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scripts.fuzzing.findings import grouped
from scripts.proving.report import FuzzOutcome
from scripts.verifying.fuzz_uploads import report_of


def of_own(outcomes: Sequence[FuzzOutcome]) -> dict[str, Any]:
    """Return what came out of runs against this project's own service, as a report."""
    findings = grouped(one for each in outcomes for one in each.causes)
    failed = {one.operation for one in findings}
    broken = [
        (f"Seed {each.seed} is not complete.", problem)
        for each in outcomes
        for problem in (*each.errors, *each.silent, *each.traffic.failing())
    ]
    broken += [
        (f"Seed {each.seed} is not complete.", f"It stopped: {each.stop}.")
        for each in outcomes
        if each.stop != "completed" or (each.status and not each.causes)
    ]
    tested = max((each.operations for each in outcomes), default=0)
    counts = {
        "passed": max(tested - len(failed), 0),
        "failed": len(failed),
        "errored": len(broken),
        "skipped": 0,
    }
    return report_of(counts, findings, broken, sum(each.seconds for each in outcomes))
