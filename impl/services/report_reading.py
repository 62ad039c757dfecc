"""Reports of test runs are read by a process of its own, within limits."""

from collections.abc import Collection

from impl.engine.run_reports.report import RunReport
from impl.jobs import report_task
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lanes
from impl.jobs.presence import while_present
from impl.jobs.processes import ProcessFailed
from impl.jobs.report_task import ReportForm


class ReportReading:
    """Reads reports.

    Args:
        lanes: who goes next.
        limits: what one report may take.
    """

    def __init__(self, lanes: Lanes, limits: JobLimits) -> None:
        self._lanes = lanes
        self._limits = limits

    async def of(
        self, content: bytes, form: ReportForm, holders: Collection[str]
    ) -> RunReport:
        """Return what a report says; `holders` as for `Examination`.

        Raises:
            Invalid: it is no report, or takes too much (`invalid_report`).
            Unavailable: too many documents are being examined.
            Exception: the caller has left, see `impl.jobs.presence`.
        """
        message = report_task.asking(content, form)
        try:
            parts = await while_present(self._lanes.run(message, self._limits, holders))
        except TimeoutError:
            raise report_task.too_complex() from None
        except ProcessFailed as failure:
            if failure.out_of_memory:
                raise report_task.too_complex() from None
            raise
        return report_task.result(parts)
