"""One log format for the application, the server and the libraries.

Everything goes through the standard library's root logger to standard error;
structlog renders it. Values bound by `request_context` appear on every line that is
logged while that request is handled.
"""

import contextlib
import logging
import logging.config
import sys
from collections.abc import Iterator
from typing import Literal

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

Format = Literal["auto", "json", "pretty"]


def configure(level: str = "info", style: Format = "auto") -> None:
    """Route every logger of this process to standard error.

    Args:
        level: the least severe line to keep: debug, info, warning or error.
        style: `json` is one object per line, `pretty` is for people; `auto` is
            pretty on a terminal.
    """
    pretty = style == "pretty" or (style == "auto" and sys.stderr.isatty())
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"()": _formatter, "pretty": pretty}},
            "handlers": {
                "stderr": {"class": "logging.StreamHandler", "formatter": "line"}
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
def request_context(request_id: str) -> Iterator[None]:
    """Put `request_id` on every line logged inside, in this task and its children."""
    with structlog.contextvars.bound_contextvars(request_id=request_id):
        yield


def _shared_processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        _drop_colour,
    ]


def _drop_colour(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    # uvicorn repeats its messages with terminal escapes.
    event.pop("color_message", None)
    return event


def _formatter(*, pretty: bool) -> logging.Formatter:
    # Frames hold passwords and tokens: their variables stay out of the log.
    last: list[Processor] = (
        [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(),
                exception_formatter=structlog.dev.plain_traceback,
            )
        ]
        if pretty
        else [
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
            ),
            structlog.processors.EventRenamer("message"),
            structlog.processors.JSONRenderer(),
        ]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *_shared_processors()],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
