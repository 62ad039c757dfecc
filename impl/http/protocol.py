"""HTTP/1.1 connections with deadlines and limits that uvicorn leaves out.

uvicorn waits forever for a request that never ends. Here the headers and the body
each have a deadline and the headers a size, so that a few slow clients can't hold
every connection. What is refused before there is an application to ask leaves as
problem+json (RFC 9457), like everything else.
"""

import asyncio
from http import HTTPStatus
from typing import Any, ClassVar

import httptools
from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.flow_control import service_unavailable
from uvicorn.protocols.http.httptools_impl import (
    HttpToolsProtocol,
    RequestResponseCycle,
)

from generated.runtime.refusal import phrase
from impl.http import heads, unserved
from impl.lifecycle import drain

# When the server stops, a connection without a request may have one in flight.
_LINGER = 0.5
# Closing on unread bytes resets the connection, and the client may lose the answer
# (RFC 9112 §9.6): for so long they are read and thrown away.
_DISCARD = 1.0


class _Refused(Exception):
    """Raised inside the parser, so that it stops where the request is refused."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class TimedProtocol(HttpToolsProtocol):
    """One connection; subclassed with limits by `limited_protocol`."""

    header_timeout: ClassVar[float]
    body_timeout: ClassVar[float]
    max_header_bytes: ClassVar[int]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline: asyncio.TimerHandle | None = None
        # Bytes received since the parser last made something of them.
        self._undigested = 0
        self._in_headers = True
        self._begun = False
        self._refusal: HTTPStatus | None = None

    def connection_made(  # type: ignore[override] # uvicorn narrows it too
        self, transport: asyncio.Transport
    ) -> None:
        super().connection_made(transport)
        self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refusal is not None:
            return
        self._unset_keepalive_if_required()
        if self._deadline is None and self._in_headers:
            # Empty lines before a request begin nothing, and stop uvicorn's timer.
            self._expect_headers()
        self._undigested += len(data)
        try:
            while data:
                data = self._feed(data)
        except httptools.HttpParserError as error:
            match error.__context__:
                case _Refused(status=status):
                    self._refuse(status)
                case _:
                    self._refuse(HTTPStatus.BAD_REQUEST)
            return
        if self._undigested > self.max_header_bytes:
            self._refuse(self._too_large())

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._begun = True
        self._expect_headers()

    def on_header(self, name: bytes, value: bytes) -> None:
        # Trailer fields must not be merged into the header (RFC 9110 §6.5.1).
        if self._in_headers:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._undigested = 0
        size = sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size + len(self.url) > self.max_header_bytes:
            raise _Refused(self._too_large())
        version = self.parser.get_http_version()
        if not heads.is_sound(version, self.headers):
            raise _Refused(HTTPStatus.BAD_REQUEST)
        self.url = heads.origin_form(self.url)
        # A client of 1.0 knows no interim answers (RFC 9110 §10.1.1).
        self.expect_100_continue = self.expect_100_continue and version == "1.1"
        super().on_headers_complete()
        self._in_headers = False
        if drain.started:
            # Tells the client to take its next request to another replica.
            self.cycle.keep_alive = False
        self._arm(self.body_timeout, self._body_is_late)

    def on_body(self, body: bytes) -> None:
        self._undigested = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._disarm()
        self._in_headers = True
        self._begun = False
        self._undigested = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        is_last = not self.pipeline
        super().on_response_complete()
        if self._refusal is not None and is_last:
            self._write_refusal(self._refusal)

    def shutdown(self) -> None:
        if self._busy():
            self.cycle.keep_alive = False
        else:
            self.loop.call_later(_LINGER, self._close_idle)

    def _start_asgi_task(
        self, cycle: RequestResponseCycle, app: ASGI3Application
    ) -> None:
        overloaded = app is service_unavailable
        super()._start_asgi_task(cycle, unserved.overloaded if overloaded else app)

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

    def _feed(self, data: bytes) -> bytes:
        """Parse; return what follows a request to upgrade, which is ignored."""
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            # RFC 9110 §7.8: the protocol stays, and so does what comes next.
            offset: int = upgrade.args[0]
            return data[offset:]
        return b""

    def _too_large(self) -> HTTPStatus:
        is_target = self._begun and self._in_headers
        if is_target and len(self.url) > self.max_header_bytes // 2:
            return HTTPStatus.REQUEST_URI_TOO_LONG
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer without the application, after what is owed before, and close."""
        self._refusal = status
        self._disarm()
        if self._in_headers:
            if self._busy():
                return
        elif self.pipeline and self.pipeline[0][0] is self.cycle:
            self.pipeline.popleft()
            return
        elif self.cycle.response_started:
            self.transport.close()
            return
        self._write_refusal(status)

    def _write_refusal(self, status: HTTPStatus) -> None:
        if self.transport.is_closing():
            return
        headers, body = unserved.answer(status)
        fields = [
            *self.server_state.default_headers,
            *headers,
            (b"connection", b"close"),
        ]
        lines = [b"HTTP/1.1 %d %s" % (status.value, phrase(status).encode())]
        lines += [b"%s: %s" % field for field in fields]
        self.transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        self.transport.write_eof()
        self.loop.call_later(_DISCARD, self.transport.close)


def limited_protocol(
    *, header_timeout: float, body_timeout: float, max_header_bytes: int
) -> type[TimedProtocol]:
    """Return the connection class for these limits, in seconds and bytes.

    `header_timeout` runs from the first byte of a request (or from connecting) to
    the end of its headers, `body_timeout` from there to the end of the body. Late or
    oversized requests get 408, 414 or 431 and lose their connection.
    """
    limits = {
        "header_timeout": header_timeout,
        "body_timeout": body_timeout,
        "max_header_bytes": max_header_bytes,
    }
    return type("LimitedProtocol", (TimedProtocol,), limits)
