"""What a process of its own does to read a report of a test run. Pure, and slow."""

from collections.abc import Callable
from typing import Final

from impl.engine.run_reports.junit import read_junit
from impl.engine.run_reports.ndjson import read_ndjson
from impl.engine.run_reports.report import MalformedReport, RunReport
from impl.jobs import report_task
from impl.jobs.framing import Parts

_READERS: Final[dict[bytes, Callable[[bytes], RunReport]]] = {
    b"junit": read_junit,
    b"ndjson": read_ndjson,
}


def answer(asked: Parts) -> Parts:
    """Read a report, of which the bytes and the form are given."""
    content, form = asked
    try:
        return report_task.written(_READERS[form](content))
    except MalformedReport as error:
        return report_task.malformed(str(error)[:500])
