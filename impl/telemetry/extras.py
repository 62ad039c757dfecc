"""What is told to other systems of operators, where they have any."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from impl.telemetry.logging import of_request

if TYPE_CHECKING:
    from impl.telemetry.error_reports import ErrorReports
    from impl.telemetry.spans import RequestSpans
    from impl.telemetry.statement_spans import StatementSpans


class Extras:
    """Spans of requests and reports of errors; neither if nobody wants them.

    Args:
        otlp: the endpoint of a collector, and the share of requests to trace; "" for
            none.
        sentry: where errors are reported to; None for nowhere.
        environment, version: of this service.

    Attributes:
        spans: makes spans; None if nobody wants any.
    """

    def __init__(
        self,
        otlp: tuple[str, float],
        sentry: str | None,
        environment: str,
        version: str,
    ) -> None:
        self.spans: RequestSpans | None = None
        self._reports: ErrorReports | None = None
        endpoint, ratio = otlp
        if endpoint:
            from impl.telemetry.spans import RequestSpans  # noqa: PLC0415 - an extra

            self.spans = RequestSpans(endpoint, ratio, version)
        if sentry:
            from impl.telemetry.error_reports import ErrorReports  # noqa: PLC0415 - an extra

            release = f"countersign@{version}"
            self._reports = ErrorReports(sentry, environment, release, of_request)
            logging.getLogger().addHandler(self._reports)

    @property
    def statements(self) -> StatementSpans | None:
        """What makes spans of statements; None if nobody wants any."""
        return self.spans.statements if self.spans else None

    def close(self) -> None:
        """Send what there is, and stop."""
        if self._reports is not None:
            logging.getLogger().removeHandler(self._reports)
            self._reports.close()
        if self.spans is not None:
            self.spans.close()
