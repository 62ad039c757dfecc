"""Reports of errors to Sentry, or to what speaks its protocol.

What is reported is what the log has as an error: the kind of an exception and where it
came from. Its message, variables, headers and bodies stay here, since they may hold
anything.
"""

import logging
from collections.abc import Callable
from typing import Any

import sentry_sdk
from sentry_sdk.types import Event, Hint

_PATIENCE = 2.0
_UNSAID = "(see the log)"


class ErrorReports(logging.Handler):
    """Reports each line of level error, once it is logged.

    Args:
        dsn: where to.
        environment: of this service, such as production.
        release: of this service.
        known: returns what is known of the request that is handled, by a name.
    """

    def __init__(
        self,
        dsn: str,
        environment: str,
        release: str,
        known: Callable[[str], str | None],
    ) -> None:
        self._known = known
        self._client = sentry_sdk.Client(
            dsn=dsn,
            environment=environment,
            release=release,
            server_name="",
            default_integrations=False,
            auto_enabling_integrations=False,
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            before_send=_without_values,
            shutdown_timeout=_PATIENCE,
        )
        # Last of all, since logging closes whatever has begun to be a handler.
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """Report a line; never an error of reporting itself."""
        if record.name.startswith(("sentry_sdk", "urllib3")):
            return
        try:
            with sentry_sdk.isolation_scope() as scope:
                scope.set_client(self._client)
                for name in ("request_id", "trace_id"):
                    if value := self._known(name):
                        scope.set_tag(name, value)
                scope.set_tag("logger", record.name)
                if isinstance(record.exc_info, tuple) and record.exc_info[1]:
                    scope.capture_exception(record.exc_info[1])
                else:
                    # What is filled in stays here, too.
                    scope.capture_message(str(record.msg), "error")
        except Exception:  # noqa: BLE001 - as logging itself has it
            self.handleError(record)

    def close(self) -> None:
        """Send what there is, and stop."""
        self._client.close(_PATIENCE)
        super().close()


def _without_values(event: Event, _hint: Hint) -> Event:
    """Take out of a report what an exception says."""
    found: Any = event.get("exception") or {}
    for each in found.get("values", ()):
        each["value"] = _UNSAID
    event.pop("extra", None)
    return event
