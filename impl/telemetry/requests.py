"""One line for each request.

The line is written for every request there is, so it takes a way of its own past the
processors of other lines when lines are JSON; it looks the same as they do.
"""

import logging
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii as quoted
from typing import Final

from impl.telemetry.logging import now, write_json

_LOGGER: Final = logging.getLogger(__name__)
_Kind = tuple[str | None, str | None, str | None, int | None]
_beginnings: Final[dict[_Kind, str]] = {}
_LEVELS: Final = {logging.DEBUG: "debug", logging.INFO: "info"}


# Not frozen, which would double the time to make one.
@dataclass(slots=True, kw_only=True)
class Request:
    """A request that was answered.

    Attributes:
        operation: its operation's id; None if it has none.
        method: None if nobody knows such a method.
        route: the operation's path, as the contract has it.
        status: of the answer; None if the client left before there was one.
        seconds: from the request's head to the end of the answer; None if unknown.
        caller: id of a person or an API key.
        trace_id: of the trace that it is part of, if it is of one.
        received: bytes of the request's body.
        sent: bytes of the answer's body.
        client: the client's address, if it may be logged.
    """

    operation: str | None
    method: str | None
    route: str | None
    status: int | None
    seconds: float | None
    caller: str | None
    request_id: str | None
    trace_id: str | None
    received: int
    sent: int
    client: str | None


def log(request: Request, level: int = logging.INFO) -> None:
    """Write a request's line, at level debug or info."""
    if _LOGGER.isEnabledFor(level) and not write_json(_json(request, level)):
        _LOGGER.log(level, "request", extra=_fields(request))


def _fields(request: Request) -> dict[str, object]:
    return {
        "operation": request.operation,
        "method": request.method,
        "route": request.route,
        "status": request.status,
        "duration_ms": _milliseconds(request),
        "caller": request.caller,
        "request_id": request.request_id,
        "bytes_in": request.received,
        "bytes_out": request.sent,
        "client": request.client,
        **({"trace_id": request.trace_id} if request.trace_id else {}),
    }


def _json(request: Request, level: int) -> str:
    seconds = request.seconds
    kind = request.operation, request.method, request.route, request.status
    return (
        f"{_beginnings.get(kind) or _begin(*kind)}"
        f"{'null' if seconds is None else round(seconds * 1000, 3)}, "
        f'"caller": {_text(request.caller)}, '
        f'"request_id": {_text(request.request_id)}, {_trace(request.trace_id)}'
        f'"bytes_in": {request.received}, '
        f'"bytes_out": {request.sent}, '
        f'"client": {_text(request.client)}, '
        f'"logger": "{__name__}", "level": "{_LEVELS[level]}", '
        f'"timestamp": "{now()}", "message": "request"}}'
    )


def _begin(
    operation: str | None, method: str | None, route: str | None, status: int | None
) -> str:
    """Return how such a line begins; there are as many as operations have statuses."""
    found = _beginnings[operation, method, route, status] = (
        f'{{"operation": {_text(operation)}, '
        f'"method": {_text(method)}, '
        f'"route": {_text(route)}, '
        f'"status": {"null" if status is None else status}, "duration_ms": '
    )
    return found


def _trace(trace_id: str | None) -> str:
    return f'"trace_id": {quoted(trace_id)}, ' if trace_id else ""


def _text(value: str | None) -> str:
    return "null" if value is None else quoted(value)


def _milliseconds(request: Request) -> float | None:
    return None if request.seconds is None else round(request.seconds * 1000, 3)
