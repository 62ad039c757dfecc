"""One log format for the application, the server and the libraries.

Everything goes through the standard library's root logger to standard error;
structlog renders it and a thread writes it. Lines that are logged while a request is
handled carry its id.
"""

import contextlib
import contextvars
import json
import logging
import logging.config
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from impl.telemetry import exceptions
from impl.telemetry.output import Output

Format = Literal["auto", "json", "pretty"]

_AT_EXIT: Final = 2.0
# What a terminal or a reader of lines would take for more than text.
_CONTROLS: Final = {
    code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
}
_request: contextvars.ContextVar[Mapping[str, Any] | None] = contextvars.ContextVar(
    "request", default=None
)


class _Sink:
    """Where this process's lines go, once it has been configured."""

    output: Output | None = None
    is_json = False


def configure(
    level: str = "info", style: Format = "auto", *, is_shared: bool = False
) -> None:
    """Route every logger of this process to standard error.

    Args:
        level: the least severe line to keep: debug, info, warning or error. Only
            debug shows the messages of exceptions, which may hold anything.
        style: `json` is one object per line, `pretty` is for people; `auto` is
            pretty on a terminal.
        is_shared: whether other processes write to the same standard error.
    """
    pretty = style == "pretty" or (style == "auto" and sys.stderr.isatty())
    in_full = level == "debug"
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {"()": _formatter, "pretty": pretty, "in_full": in_full}
            },
            "handlers": {
                "stderr": {"()": _Handler, "formatter": "line", "is_shared": is_shared}
            },
            "root": {"handlers": ["stderr"], "level": level.upper()},
            "loggers": {
                # uvicorn installs handlers of its own unless they are taken away.
                "uvicorn": {"handlers": [], "propagate": True, "level": "INFO"},
                "uvicorn.error": {"handlers": [], "propagate": True},
                # The edge logs requests itself, with their operation and duration.
                "uvicorn.access": {"handlers": [], "propagate": False},
            },
        }
    )
    _Sink.is_json = not pretty
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared_processors(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


@contextlib.contextmanager
def request_context(request: Mapping[str, Any]) -> Iterator[None]:
    """Put a request's id on every line logged inside, in this task and its children.

    The id is `request["request_id"]` at the time of the line: it may come later.
    """
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def write_json(line: str) -> bool:
    """Write a line that is an object already; False if lines are not JSON here."""
    if not _Sink.is_json or _Sink.output is None:
        return False
    _Sink.output.write(line)
    return True


def flush(seconds: float = _AT_EXIT) -> bool:
    """Wait until all lines are written, at most so long; tell whether they are."""
    return _Sink.output is None or _Sink.output.flush(seconds)


def dropped() -> int:
    """Return how many lines were not written because nobody read them."""
    return 0 if _Sink.output is None else _Sink.output.dropped


def now() -> str:
    """Return the time as lines have it."""
    moment = datetime.now(UTC)
    return moment.isoformat(timespec="microseconds")[:-6] + "Z"


class _Handler(logging.Handler):
    """Formats where a line is logged, and leaves the writing to a thread."""

    def __init__(self, *, is_shared: bool) -> None:
        super().__init__()
        self._output = Output(sys.stderr, _sorry, is_shared=is_shared)
        _Sink.output = self._output

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
        except Exception:  # noqa: BLE001 - as every handler does: a log line may not hurt
            self.handleError(record)
            return
        self._output.write(line, matters=record.levelno >= logging.WARNING)

    def flush(self) -> None:
        self._output.flush(_AT_EXIT)

    def close(self) -> None:
        self._output.close()
        super().close()


def _sorry(count: int) -> str:
    said = {
        "dropped": count,
        "logger": __name__,
        "level": "warning",
        "timestamp": now(),
        "message": "log_lines_dropped",
    }
    if _Sink.is_json:
        return json.dumps(said)
    return f"{said['timestamp']} [warning  ] log_lines_dropped dropped={count}"


def _shared_processors() -> list[Processor]:
    return [
        _add_request_id,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        _drop_colour,
    ]


def _add_request_id(
    _logger: WrappedLogger, _method: str, event: EventDict
) -> EventDict:
    request = _request.get()
    if request is not None and "request_id" in request:
        event.setdefault("request_id", request["request_id"])
    return event


def _drop_colour(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    # uvicorn repeats its messages with terminal escapes.
    event.pop("color_message", None)
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


def _formatter(*, pretty: bool, in_full: bool) -> logging.Formatter:
    last: list[Processor] = (
        [
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
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *_shared_processors()],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
