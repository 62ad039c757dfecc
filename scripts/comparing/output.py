"""Prints reports where they belong: what people read, and what machines do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scripts.comparing.formats import Printing
from scripts.comparing.gate_reports import report_on, report_on_all
from scripts.comparing.judging import PASSING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from scripts.comparing.judging import JudgedContract


def print_report(
    options: argparse.Namespace,
    judged: Sequence[JudgedContract],
    notes: Sequence[str],
    *,
    is_single: bool,
) -> None:
    """Print a report, with notes beside it where its form has no place for them.

    Raises:
        Unusable: the form has room for a single contract, or there is no summary.
    """
    form = options.format
    printing = Printing(form, PASSING[options.fail_on], options.only)
    # A run has one form, and each takes its time to load.
    if form == "github":
        from scripts.comparing.github import workflow_log, write_summary

        print(workflow_log(printing, judged, notes), end="")
        write_summary(printing, judged, notes)
        return
    if form == "markdown":
        from scripts.comparing.comment import comment

        print(comment(printing, judged, notes, is_single=is_single), end="")
        return
    if is_single:
        print(report_on(printing, judged[0]), end="")
    else:
        print(report_on_all(printing, judged), end="")
    for note in notes:
        if form == "text":
            print(note)
        else:
            print(f"compare: {note}", file=sys.stderr)
