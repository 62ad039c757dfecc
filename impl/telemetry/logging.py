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
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

from impl.telemetry.output import Output

Format = Literal["auto", "json", "pretty"]

_AT_EXIT: Final = 2.0
_request: contextvars.ContextVar[Mapping[str, Any] | None] = contextvars.ContextVar(
    "request", default=None
)


class _Sink:
    """Where this process's lines go, once it has been configured."""

    output: Output | None = None
    is_json = False


class _Second:
    """The last second that a line was of; most lines are of the same as others."""

    known = 0, "1970-01-01T00:00:00"


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
    from impl.telemetry import rendering  # noqa: PLC0415 - mostly loaded in vain

    pretty = style == "pretty" or (style == "auto" and sys.stderr.isatty())
    in_full = level == "debug"
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": rendering.formatter,
                    "pretty": pretty,
                    "in_full": in_full,
                    "request": _request.get,
                }
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
    rendering.configure(_request.get)


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


def of_request(name: str) -> str | None:
    """Return what is known by this name of the request that is handled, if one is."""
    request = _request.get()
    found = None if request is None else request.get(name)
    return found if isinstance(found, str) else None


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
    """Return how many lines were not written: nobody read them, or a disk was full."""
    return 0 if _Sink.output is None else _Sink.output.dropped


def now() -> str:
    """Return the time as lines have it."""
    second, rest = divmod(time.time_ns(), 1_000_000_000)
    known, text = _Second.known
    if known != second:
        text = datetime.fromtimestamp(second, UTC).isoformat()[:-6]
        _Second.known = second, text
    return f"{text}.{rest // 1000:06d}Z"


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
