"""HTTP/1.1 connections with deadlines and limits that uvicorn leaves out.

uvicorn waits forever for a request that never ends. Here the headers and the body
each have a deadline and the headers a size, and a client has to take its answer, so
that a few slow ones can't hold every connection; and of those that wait, the oldest go
when there are too many. What is refused before there is an application to ask leaves as
problem+json (RFC 9457), like everything else.
"""

import asyncio
from http import HTTPStatus
from typing import Any, ClassVar, Protocol

import httptools
from uvicorn.protocols.http.httptools_impl import (
    HttpToolsProtocol,
    RequestResponseCycle,
)

from generated.runtime.http.refusal import phrase
from generated.runtime.http.request_ids import new_id
from impl.http import heads, methods, unserved
from impl.http.connections import Connections, State
from impl.lifecycle import drain

# When the server stops, a connection without a request may have one in flight.
_LINGER = 0.5
# Closing on unread bytes resets the connection, and the client may lose the answer
# (RFC 9112 §9.6): for so long they are read and thrown away.
_DISCARD = 1.0
_END_OF_HEAD = b"\r\n\r\n"


class Tell(Protocol):
    """Is told of every refusal."""

    def __call__(
        self, status: int, request_id: str, sent: int, client: str | None
    ) -> None:
        """Take note; `sent` is the size of the body, in bytes."""
        ...


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
    everybody: ClassVar[Connections]
    tell: ClassVar[Tell]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline: asyncio.TimerHandle | None = None
        # Bytes received since the parser last made something of them.
        self._undigested = 0
        self._in_headers = True
        self._begun = False
        self._refusal: HTTPStatus | None = None
        self.url = b""
        # The start of a request whose method is not complete yet.
        self._start = b""
        self._at_start = True
        self._is_foreign = False
        # Of the body; None if only its end will tell.
        self._expected: int | None = 0
        # The last bytes that were parsed, where the end of a head may begin.
        self._tail = b""
        # Requests that wait, unparsed, for the answer before them.
        self._later = b""
        self._stalled: asyncio.TimerHandle | None = None

    def connection_made(  # type: ignore[override] # uvicorn narrows it too
        self, transport: asyncio.Transport
    ) -> None:
        super().connection_made(transport)
        self.everybody.opened(self, self.client[0] if self.client else None)
        self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self.everybody.closed(self)
        self._disarm()
        self._unstall()
        super().connection_lost(exc)

    def give_up(self) -> None:
        """Close at once, whatever is still to be sent."""
        self._refusal = self._refusal or HTTPStatus.REQUEST_TIMEOUT
        self.transport.abort()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stall(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        self._unstall()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        if self._refusal is not None:
            return
        data, self._later = self._later + data, b""
        if self._has_to_wait():
            self._put_off(data)
            return
        self._unset_keepalive_if_required()
        if self._deadline is None and self._in_headers:
            # Empty lines before a request begin nothing, and stop uvicorn's timer.
            self._expect_headers()
        self._undigested += len(data)
        try:
            while data and not self._has_to_wait():
                data = self._feed(data)
        except httptools.HttpParserError as error:
            match error.__context__:
                case _Refused(status=status):
                    self._refuse(status)
                case _:
                    self._refuse(HTTPStatus.BAD_REQUEST)
            return
        if data:
            self._put_off(data)
        elif self._undigested > self.max_header_bytes:
            self._refuse(self._too_large())

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._at_start = False
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
            raise _Refused(self._too_large())
        version = self.parser.get_http_version()
        if not heads.is_sound(version, self.headers):
            raise _Refused(HTTPStatus.BAD_REQUEST)
        self.url = heads.origin_form(self.url)
        if self._is_foreign or self.parser.get_method() not in methods.KNOWN:
            raise _Refused(HTTPStatus.NOT_IMPLEMENTED)
        # A client of 1.0 knows no interim answers (RFC 9110 §10.1.1).
        self.expect_100_continue = self.expect_100_continue and version == "1.1"
        self._expected = heads.content_length(self.headers)
        super().on_headers_complete()
        self._in_headers = False
        self._tail = b""
        self.everybody.enters(self, State.READING)
        if drain.started:
            # Tells the client to take its next request to another replica.
            self.cycle.keep_alive = False
        self._arm(self.body_timeout, self._body_is_late)

    def on_body(self, body: bytes) -> None:
        self._undigested = 0
        if self._expected is not None:
            self._expected -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._disarm()
        self._in_headers = self._at_start = True
        self._begun = False
        self._undigested = 0
        self._tail = b""
        super().on_message_complete()
        self.everybody.enters(self, State.WORKING if self._busy() else State.IDLE)

    def on_response_complete(self) -> None:
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
        return self._at_start and self._busy()

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
        self._unstall()
        self._stalled = self.loop.call_later(self.body_timeout, self._look_again, size)

    def _unstall(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _look_again(self, before: int) -> None:
        size = self.transport.get_write_buffer_size()
        if size < before:
            self._stall(size)
        else:
            # Somebody asked and takes nothing of the answer.
            self.give_up()

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
        if self._begun:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.transport.close()

    def _body_is_late(self) -> None:
        if self.cycle.response_started:
            self.transport.close()
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _feed(self, data: bytes) -> bytes:
        """Parse up to where a request may end; return what is left."""
        if self._at_start:
            # Empty lines before a request mean nothing (RFC 9112 §2.2).
            data = (self._start + data).lstrip(b"\r\n")
            if not data:
                return b""
            looked = methods.look(data)
            if looked.data is None:
                self._start = data
                if not self._begun:
                    self._begins()
                return b""
            data, self._start = looked.data, b""
            self._at_start = False
            self._is_foreign = not looked.is_known
        size = self._piece(data)
        try:
            self.parser.feed_data(data[:size])
        except httptools.HttpParserUpgrade as upgrade:
            # RFC 9110 §7.8: the protocol stays, and so does what comes next.
            offset: int = upgrade.args[0]
            return data[offset:]
        return data[size:]

    def _piece(self, data: bytes) -> int:
        """Return how many bytes belong to one request at most."""
        if not self._in_headers and self._expected is not None:
            return self._expected or len(data)
        found = (self._tail + data).find(_END_OF_HEAD)
        if found < 0:
            self._tail = (self._tail + data)[-3:]
            return len(data)
        size = found + len(_END_OF_HEAD) - len(self._tail)
        self._tail = b""
        return size

    def _too_large(self) -> HTTPStatus:
        is_target = self._begun and self._in_headers
        if is_target and len(self.url) > self.max_header_bytes // 2:
            return HTTPStatus.REQUEST_URI_TOO_LONG
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer without the application, and close."""
        self._refusal = status
        self._disarm()
        if not self._in_headers and self.cycle.response_started:
            self.transport.close()
            return
        self._write_refusal(status)

    def _write_refusal(self, status: HTTPStatus) -> None:
        if self.transport.is_closing():
            return
        request_id = new_id()
        headers, body = unserved.answer(status, request_id)
        client = self.client[0] if self.client else None
        self.tell(status.value, request_id, len(body), client)
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
    *,
    header_timeout: float,
    body_timeout: float,
    max_header_bytes: int,
    everybody: Connections,
    tell: Tell,
) -> type[TimedProtocol]:
    """Return the connection class for these limits, in seconds and bytes.

    `header_timeout` runs from the first byte of a request (or from connecting) to
    the end of its headers, `body_timeout` from there to the end of the body, and anew
    whenever the client has taken something of its answer. Late or oversized requests
    get 408, 414 or 431 and lose their connection, as do unknown methods, with 501.
    `everybody` holds the connections of the process; `tell` is told of refusals.
    """
    limits = {
        "header_timeout": header_timeout,
        "body_timeout": body_timeout,
        "max_header_bytes": max_header_bytes,
        "everybody": everybody,
        "tell": tell,
    }
    return type("LimitedProtocol", (TimedProtocol,), limits)
