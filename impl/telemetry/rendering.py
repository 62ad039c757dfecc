"""Lines of the log, rendered by structlog: for machines one object, or for people."""

import logging
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from impl.telemetry import exceptions

# Finds the request that is being handled, if any.
_Finder = Callable[[], Mapping[str, Any] | None]

_OF_REQUESTS: Final = ("request_id", "trace_id")
_SAID_FIRST: Final = (
    *("method", "route", "status", "duration_ms"),
    *("bytes_in", "bytes_out"),
)
# What a terminal or a reader of lines would take for more than text.
_CONTROLS: Final = {
    code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
}


def configure(request: _Finder) -> None:
    """Have structlog's own loggers go through those of the standard library.

    Args:
        request: as for `formatter`.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared_processors(request),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def formatter(*, pretty: bool, in_full: bool, request: _Finder) -> logging.Formatter:
    """Return what renders records.

    Args:
        pretty: for people, not as JSON.
        in_full: with the messages of exceptions, which may hold anything.
        request: finds the request whose id a line carries.
    """
    last: list[Processor] = (
        [
            _shorten,
            _escape,
            _Exceptions(pretty=True, in_full=in_full),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ]
        if pretty
        else [
            _Exceptions(pretty=False, in_full=in_full),
            structlog.processors.EventRenamer("message"),
            structlog.processors.JSONRenderer(),
        ]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *_shared_processors(request)],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )


def _shared_processors(request: _Finder) -> list[Processor]:
    return [
        partial(_add_request_id, request),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        _drop_colour,
    ]


def _add_request_id(
    find: _Finder, _logger: WrappedLogger, _method: str, event: EventDict
) -> EventDict:
    request = find()
    for name in _OF_REQUESTS:
        if request is not None and name in request:
            event.setdefault(name, request[name])
    return event


def _drop_colour(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    # uvicorn repeats its messages with terminal escapes.
    event.pop("color_message", None)
    return event


def _shorten(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    # Of requests people look for what, how it ended and how long it took.
    if event["event"] == "request" and {"method", "route", "status"} <= event.keys():
        method, route, status, took, _, _ = map(event.pop, _SAID_FIRST)
        lasted = "" if took is None else f" {took} ms"
        what = f"{method or 'unknown method'} {route or 'elsewhere'}"
        event["event"] = f"{what} {status or 'gone'}{lasted}"
        for name in [name for name, value in event.items() if value is None]:
            del event[name]
    return event


class _Exceptions:
    """Replaces an exception by what may be said of it."""

    def __init__(self, *, pretty: bool, in_full: bool) -> None:
        self._pretty = pretty
        self._in_full = in_full

    def __call__(
        self, _logger: WrappedLogger, _method: str, event: EventDict
    ) -> EventDict:
        given = event.pop("exc_info", None)
        if given is True:
            given = sys.exc_info()
        error = given[1] if isinstance(given, tuple) else given
        if isinstance(error, BaseException):
            if self._pretty:
                said = exceptions.text(error, in_full=self._in_full)
                lines = said.split("\n    ")
                event["exception"] = "\n    ".join(map(_harmless, lines))
            else:
                event["exception"] = exceptions.described(error, in_full=self._in_full)
        return event


def _escape(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    # In JSON nothing else is possible; here a line break would begin another line.
    for name, value in event.items():
        if isinstance(value, str) and name != "exception":
            event[name] = _harmless(value.rstrip("\n"))
    return event


def _harmless(text: str) -> str:
    return text.translate(_CONTROLS)
