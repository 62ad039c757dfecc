"""HTTP/1.1 connections with deadlines and limits that uvicorn leaves out.

uvicorn waits forever for a request that never ends. Here the headers and the body
each have a deadline and the headers a size, and a client has to take its answer, so
that a few slow ones can't hold every connection; and of those that wait, the oldest go
when there are too many. What is refused before there is an application to ask leaves as
problem+json (RFC 9457), like everything else.
"""

import asyncio
from functools import partial
from http import HTTPStatus
from typing import Any, ClassVar, cast

import httptools
from uvicorn.protocols.http.httptools_impl import (
    HttpToolsProtocol,
    RequestResponseCycle,
)

from generated.runtime.http.request_ids import new_id
from impl.http import heads, methods, unserved
from impl.http.boundaries import Boundaries
from impl.http.connections import Connections, State
from impl.http.deadlines import Deadline
from impl.http.joining import JoiningTransport
from impl.http.unserved import Refused, status_of
from impl.lifecycle import drain

# When the server stops, a connection without a request may have one in flight.
_LINGER = 0.5
# Closing on unread bytes resets the connection, and the client may lose the answer
# (RFC 9112 §9.6): for so long they are read and thrown away.
_DISCARD = 1.0


class TimedProtocol(HttpToolsProtocol):
    """One connection; subclassed with limits by `limited_protocol`."""

    header_timeout: ClassVar[float]
    body_timeout: ClassVar[float]
    max_header_bytes: ClassVar[int]
    everybody: ClassVar[Connections]
    tell: ClassVar[unserved.Tell]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline = Deadline(self.loop)
        self._stalled = Deadline(self.loop)
        # Later minor versions are understood as 1.1 (RFC 9110 §2.5).
        self.parser.set_dangerous_leniencies(lenient_version=True)
        # Bytes received since the parser last made something of them.
        self._undigested = 0
        self._in_headers = True
        self._begun = False
        self._refusal: HTTPStatus | None = None
        self.url = b""
        self._boundaries = Boundaries()
        # Requests that wait, unparsed, for the answer before them.
        self._later = b""

    def connection_made(  # type: ignore[override] # uvicorn narrows it too
        self, transport: asyncio.Transport
    ) -> None:
        super().connection_made(transport)
        self._joining = JoiningTransport(transport, self.loop)
        self.transport = cast(asyncio.Transport, self._joining)
        self.everybody.opened(self, self.client[0] if self.client else None)
        self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self.everybody.closed(self)
        self._deadline.clear()
        self._stalled.clear()
        super().connection_lost(exc)

    def give_up(self) -> None:
        """Close at once, whatever is still to be sent."""
        self._refusal = self._refusal or HTTPStatus.REQUEST_TIMEOUT
        self.transport.abort()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stall(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        self._stalled.clear()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        if self._refusal is not None:
            return
        data, self._later = self._later + data, b""
        if self._has_to_wait():
            self._put_off(data)
            return
        self._unset_keepalive_if_required()
        if not self._deadline.is_set and self._in_headers:
            # Empty lines before a request begin nothing, and stop uvicorn's timer.
            self._expect_headers()
        self._undigested += len(data)
        try:
            while data and not self._has_to_wait():
                data = self._feed(data)
        except httptools.HttpParserError as error:
            self._refuse(status_of(error))
            return
        if data:
            self._put_off(data)
        elif self._undigested > self.max_header_bytes:
            self._refuse(self._too_large())

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._boundaries.at_start = False
        if not self._begun:
            self._begins()

    def on_header(self, name: bytes, value: bytes) -> None:
        # Trailer fields must not be merged into the header (RFC 9110 §6.5.1).
        if self._in_headers:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._undigested = 0
        size = sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size + len(self.url) > self.max_header_bytes:
            raise Refused(self._too_large())
        version = heads.understood(self.parser.get_http_version())
        if not heads.is_sound(version, self.headers):
            raise Refused(HTTPStatus.BAD_REQUEST)
        method = self.parser.get_method()
        self.url = heads.normal_target(self.url, method)
        if self._boundaries.is_foreign or method not in methods.KNOWN:
            raise Refused(HTTPStatus.NOT_IMPLEMENTED)
        if self.url == heads.WHOLE_SERVICE and method != b"OPTIONS":
            raise Refused(HTTPStatus.BAD_REQUEST)
        # A client of 1.0 knows no interim answers (RFC 9110 §10.1.1).
        self.expect_100_continue = self.expect_100_continue and version == "1.1"
        self._joining.expect_head()
        super().on_headers_complete()
        self.scope["http_version"] = version
        self._boundaries.end_head(heads.content_length(self.headers))
        self._in_headers = False
        self.everybody.enters(self, State.READING)
        if drain.started:
            # Tells the client to take its next request to another replica.
            self.cycle.keep_alive = False
        is_late = partial(self._refuse, HTTPStatus.REQUEST_TIMEOUT)
        self._deadline.set(self.body_timeout, is_late)

    def on_body(self, body: bytes) -> None:
        self._undigested = 0
        self._boundaries.take(len(body))
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._deadline.clear()
        self._boundaries.end()
        self._in_headers = True
        self._begun = False
        self._undigested = 0
        super().on_message_complete()
        self.everybody.enters(self, State.WORKING if self._busy() else State.IDLE)

    def on_response_complete(self) -> None:
        self._joining.release()
        if self._in_headers:
            self.everybody.enters(self, State.IDLE)
        super().on_response_complete()
        if self._later:
            # In a turn of its own: who sends a thousand at once must hold nobody up.
            self.loop.call_soon(self._go_on)

    def shutdown(self) -> None:
        if self._busy():
            self.cycle.keep_alive = False
        else:
            self.loop.call_later(_LINGER, self._close_idle)

    def _busy(self) -> bool:
        # Before the first request uvicorn holds None, whatever its annotation says.
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def _close_idle(self) -> None:
        if self._busy():
            self.cycle.keep_alive = False
        else:
            self.transport.close()

    def _has_to_wait(self) -> bool:
        """Is what comes next a request that comes before the answer to the last?"""
        return self._boundaries.at_start and self._busy()

    def _put_off(self, data: bytes) -> None:
        self._later = data
        self._undigested = 0
        self.flow.pause_reading()

    def _go_on(self) -> None:
        if self._later and not self.transport.is_closing():
            self.data_received(b"")

    def _begins(self) -> None:
        self._begun = True
        self._expect_headers()

    def _stall(self, size: int) -> None:
        self._stalled.set(self.body_timeout, partial(self._look_again, size))

    def _look_again(self, before: int) -> None:
        size = self.transport.get_write_buffer_size()
        if size < before:
            self._stall(size)
        else:
            # Somebody asked and takes nothing of the answer.
            self.give_up()

    def _expect_headers(self) -> None:
        self._in_headers = True
        self._deadline.set(self.header_timeout, self._headers_are_late)

    def _headers_are_late(self) -> None:
        if self._begun:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.transport.close()

    def _feed(self, data: bytes) -> bytes:
        """Parse up to where a request may end; return what is left."""
        if self._boundaries.at_start:
            data = self._boundaries.begin(data)
            if self._boundaries.in_method and not self._begun:
                self._begins()
            if not data:
                return b""
        size = self._boundaries.piece(data, in_head=self._in_headers)
        try:
            self.parser.feed_data(data[:size])
        except httptools.HttpParserUpgrade as upgrade:
            # RFC 9110 §7.8: the protocol stays, and so does what comes next.
            offset: int = upgrade.args[0]
            return data[offset:]
        return data[size:]

    def _too_large(self) -> HTTPStatus:
        is_target = self._begun and self._in_headers
        if is_target and len(self.url) > self.max_header_bytes // 2:
            return HTTPStatus.REQUEST_URI_TOO_LONG
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer without the application, and close."""
        self._refusal = status
        self._deadline.clear()
        if not self._in_headers and self.cycle.response_started:
            self.transport.close()
        elif not self.transport.is_closing():
            self._write_refusal(status)

    def _write_refusal(self, status: HTTPStatus) -> None:
        request_id = new_id()
        headers, body = unserved.answer(status, request_id)
        client = self.client[0] if self.client else None
        self.tell(status.value, request_id, len(body), client)
        fields = [*self.server_state.default_headers, *headers]
        self.transport.write(unserved.last_message(status, fields, body))
        self.transport.write_eof()
        self.loop.call_later(_DISCARD, self.transport.close)


def limited_protocol(
    *,
    header_timeout: float,
    body_timeout: float,
    max_header_bytes: int,
    everybody: Connections,
    tell: unserved.Tell,
) -> type[TimedProtocol]:
    """Return the connection class for these limits, in seconds and bytes.

    `header_timeout` runs from the first byte of a request (or from connecting) to
    the end of its headers, `body_timeout` from there to the end of the body, and anew
    whenever the client has taken something of its answer. Late or oversized requests
    get 408, 414 or 431 and lose their connection, as do unknown methods, with 501.
    `everybody` holds the connections of the process; `tell` is told of refusals.
    """
    return type(
        "LimitedProtocol",
        (TimedProtocol,),
        {
            "header_timeout": header_timeout,
            "body_timeout": body_timeout,
            "max_header_bytes": max_header_bytes,
            "everybody": everybody,
            "tell": tell,
        },
    )
