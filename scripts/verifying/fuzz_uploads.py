"""What a fuzz run came to, told to a registry."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self

from impl.engine.run_reports.report import RunFailure, cleaned
from scripts.comparing.refusals import Unusable
from scripts.fuzzing.findings import FuzzFinding
from scripts.verifying.target import VerificationTarget, find_target, told

if TYPE_CHECKING:
    import argparse

    from scripts.fuzzing.outcome import CampaignOutcome

_TOOL: Final = "countersign-fuzz"
_ADDRESS: Final = "the service as a whole"


class FuzzUpload:
    """Where the result of a run goes; None for nowhere."""

    def __init__(self, target: VerificationTarget | None) -> None:
        self._target = target

    @classmethod
    def of(cls, options: argparse.Namespace) -> Self:
        """Return where the options want it, which is there.

        Raises:
            Unusable: it is not, or may not be seen.
        """
        wanted = options.report_to
        return cls(find_target(wanted, options) if wanted else None)

    def send(self, report: Callable[[], dict[str, Any]], status: int) -> int:
        """Tell what came out, and say so; return the exit status.

        What could not be told is 2, unless something was found, which is 1.
        """
        if self._target is None:
            return status
        content = json.dumps(report()).encode()
        try:
            made = self._target.record(content, "application/json")
        except Unusable as error:
            print(f"scripts/fuzz: {error}", file=sys.stderr)
            return status or 2
        print(told(self._target, made), flush=True)
        return status


def of_campaign(outcome: CampaignOutcome) -> dict[str, Any]:
    """Return what came out of a campaign against anybody's service, as a report."""
    failed = {one.operation for one in outcome.findings}
    untested = set(outcome.unreached) - failed
    tested = set(outcome.operations) - failed - untested
    broken = len(outcome.errors) + outcome.nothing_reached
    counts = {
        "passed": len(tested),
        "failed": len(failed),
        "errored": broken,
        "skipped": len(untested),
    }
    more = [("The run is not complete.", error) for error in outcome.errors]
    return report_of(counts, outcome.findings, more, outcome.seconds)


def report_of(
    counts: dict[str, int],
    findings: Iterable[FuzzFinding],
    broken: Iterable[tuple[str, str]],
    seconds: float,
) -> dict[str, Any]:
    """Return the report of a run that has just ended.

    Args:
        counts: how many operations came to what.
        findings: what was found.
        broken: titles and messages of what kept it from being complete.
        seconds: how long it took.
    """
    failures = [_failure(one) for one in findings]
    failures += [
        RunFailure(operation=None, title=title, message=text, curl=None)
        for title, text in broken
    ]
    # The registry keeps no credentials; these don't even leave for it.
    told = [asdict(each) for each in cleaned(failures)]
    over = datetime.now(UTC)
    return {
        "tool": _TOOL,
        "started_at": _instant(over - timedelta(seconds=seconds)),
        "finished_at": _instant(over),
        "counts": counts,
        "failures": [
            {name: text for name, text in each.items() if text} for each in told
        ],
    }


def _failure(finding: FuzzFinding) -> RunFailure:
    commands = (*finding.request.before, finding.request.command)
    return RunFailure(
        operation=finding.operation or _ADDRESS,
        title=finding.title,
        message=finding.message,
        curl="\n".join(commands),
    )


def _instant(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
