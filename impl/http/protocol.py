"""HTTP/1.1 connections with deadlines and limits that uvicorn leaves out.

uvicorn waits forever for a request that never ends. Here the headers and the body
each have a deadline and the headers a size, so that a few slow clients can't hold
every connection. What is refused before there is an application to ask leaves as
problem+json (RFC 9457), like everything else.
"""

import asyncio
import json
from http import HTTPStatus
from typing import Any, ClassVar

from uvicorn._types import (
    ASGI3Application,
    ASGIReceiveCallable,
    ASGISendCallable,
    Scope,
)
from uvicorn.protocols.http.flow_control import service_unavailable
from uvicorn.protocols.http.httptools_impl import (
    HttpToolsProtocol,
    RequestResponseCycle,
)

from impl.lifecycle import drain

# When the server stops, a connection without a request may have one in flight.
_LINGER = 0.5
_RETRY_AFTER = (b"retry-after", b"1")


class TimedProtocol(HttpToolsProtocol):
    """One connection; subclassed with limits by `limited_protocol`."""

    header_timeout: ClassVar[float]
    body_timeout: ClassVar[float]
    max_header_bytes: ClassVar[int]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline: asyncio.TimerHandle | None = None
        self._header_bytes = 0
        self._in_headers = True
        self._begun = False

    def connection_made(  # type: ignore[override] # uvicorn narrows it too
        self, transport: asyncio.Transport
    ) -> None:
        super().connection_made(transport)
        self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_headers:
            self._header_bytes += len(data)
        super().data_received(data)
        # Counted after parsing: only bytes that did not complete the headers.
        if self._in_headers and self._header_bytes > self.max_header_bytes:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._begun = True
        self._expect_headers()

    def on_headers_complete(self) -> None:
        size = sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size + len(self.url) > self.max_header_bytes:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return
        self._in_headers = False
        super().on_headers_complete()
        if drain.started:
            # Tells the client to take its next request to another replica.
            self.cycle.keep_alive = False
        self._arm(self.body_timeout, self._body_is_late)

    def on_message_complete(self) -> None:
        self._disarm()
        self._in_headers = True
        self._begun = False
        self._header_bytes = 0
        if not self.transport.is_closing():
            super().on_message_complete()

    def on_body(self, body: bytes) -> None:
        if not self.transport.is_closing():
            super().on_body(body)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn passes it
        # The parser also stumbles over what follows a refusal.
        self._refuse(HTTPStatus.BAD_REQUEST)

    def shutdown(self) -> None:
        if self._busy():
            self.cycle.keep_alive = False
        else:
            self.loop.call_later(_LINGER, self._close_idle)

    def _start_asgi_task(
        self, cycle: RequestResponseCycle, app: ASGI3Application
    ) -> None:
        overloaded = app is service_unavailable
        super()._start_asgi_task(cycle, _overloaded if overloaded else app)

    def _busy(self) -> bool:
        # Before the first request uvicorn holds None, whatever its annotation says.
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def _close_idle(self) -> None:
        if self._busy():
            self.cycle.keep_alive = False
        else:
            self.transport.close()

    def _expect_headers(self) -> None:
        self._in_headers = True
        self._arm(self.header_timeout, self._headers_are_late)

    def _arm(self, seconds: float, late: Any) -> None:
        self._disarm()
        self._deadline = self.loop.call_later(seconds, late)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _headers_are_late(self) -> None:
        if self._busy():
            # A pipelined request waits behind an answer that is being written.
            self._arm(self.header_timeout, self._headers_are_late)
        elif self._begun:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.transport.close()

    def _body_is_late(self) -> None:
        if self.cycle.response_started:
            self.transport.close()
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer without the application, and close."""
        if self.transport.is_closing():
            return
        body = problem(status)
        head = [
            f"HTTP/1.1 {status.value} {status.phrase}",
            "content-type: application/problem+json",
            f"content-length: {len(body)}",
            "connection: close",
        ]
        self.transport.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        self.transport.close()


def limited_protocol(
    *, header_timeout: float, body_timeout: float, max_header_bytes: int
) -> type[TimedProtocol]:
    """Return the connection class for these limits, in seconds and bytes.

    `header_timeout` runs from the first byte of a request (or from connecting) to
    the end of its headers, `body_timeout` from there to the end of the body. Late or
    oversized requests get 408 or 431 and lose their connection.
    """
    limits = {
        "header_timeout": header_timeout,
        "body_timeout": body_timeout,
        "max_header_bytes": max_header_bytes,
    }
    return type("LimitedProtocol", (TimedProtocol,), limits)


def problem(status: HTTPStatus) -> bytes:
    """Return the RFC 9457 body for a request that never reached an operation."""
    details = {
        HTTPStatus.BAD_REQUEST: "The bytes received are not a valid HTTP/1.1 request.",
        HTTPStatus.REQUEST_TIMEOUT: "The request did not arrive in time; send it again "
        "without pauses.",
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The request line and headers are "
        "too large; send fewer or shorter ones.",
        HTTPStatus.SERVICE_UNAVAILABLE: "Too many requests are being served at once; "
        "wait and try again.",
    }
    return json.dumps(
        {
            "type": "about:blank",
            "title": status.phrase,
            "status": status.value,
            "detail": details[status],
            "code": status.name.lower(),
        }
    ).encode()


async def _overloaded(
    _scope: Scope, _receive: ASGIReceiveCallable, send: ASGISendCallable
) -> None:
    body = problem(HTTPStatus.SERVICE_UNAVAILABLE)
    await send(
        {
            "type": "http.response.start",
            "status": HTTPStatus.SERVICE_UNAVAILABLE,
            "headers": [
                (b"content-type", b"application/problem+json"),
                (b"content-length", str(len(body)).encode()),
                (b"connection", b"close"),
                _RETRY_AFTER,
            ],
            "trailers": False,
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": False})
