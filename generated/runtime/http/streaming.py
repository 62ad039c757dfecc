# A copy of Countersign's scripts/codegen/runtime/http/streaming.py.
"""Sends bodies as they are made: chunk by chunk, until the client leaves."""

from __future__ import annotations

import anyio
from starlette.requests import ClientDisconnect

from .answers import Chunks, Receive, Send, StreamAnswer


class StreamAborted(Exception):
    """A body can't be finished; its status has gone, so the connection must be cut."""


async def send_stream(
    send: Send, receive: Receive, answer: StreamAnswer, method: str
) -> None:
    """Send an answer whose header fields leave before the first chunk is made.

    The next chunk is asked for when the last one was taken. The chunks are closed when
    they end, when the client leaves, and at once if the method is HEAD.

    Raises:
        StreamAborted: the chunks failed; the answer's `failed` was told why.
    """
    start = {"status": answer.status, "headers": answer.headers}
    try:
        await send({"type": "http.response.start", **start})
        if method == "HEAD":
            await send({"type": "http.response.body", "body": b""})
        else:
            await _send_chunks(send, receive, answer)
    finally:
        with anyio.CancelScope(shield=True):
            try:
                await answer.chunks.aclose()
            finally:
                answer.done()


async def _send_chunks(send: Send, receive: Receive, answer: StreamAnswer) -> None:
    wire = _Wire(send)
    failure: Exception | None = None
    async with anyio.create_task_group() as group:
        group.start_soon(_wait_for_leave, receive, answer, group.cancel_scope)
        if answer.idle and answer.interval > 0:
            group.start_soon(wire.keep_alive, answer.idle, answer.interval)
        failure = await wire.take(answer.chunks)
        group.cancel_scope.cancel()
    if failure is not None:
        answer.failed(failure)
        raise StreamAborted from failure


async def _wait_for_leave(
    receive: Receive, answer: StreamAnswer, scope: anyio.CancelScope
) -> None:
    if answer.body_read is not None:
        await answer.body_read.wait()
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


class _Wire:
    """One message after the other, from whoever has one."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._lock = anyio.Lock()
        self._last = anyio.current_time()
        self._open = True

    async def take(self, chunks: Chunks) -> Exception | None:
        """Send all chunks; return what kept them from their end."""
        while self._open:
            try:
                chunk = await anext(chunks)
            except StopAsyncIteration:
                await self._put(b"", more=False)
                break
            except ClientDisconnect:
                self._open = False
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                return error
            else:
                # Servers take an empty chunk for nothing, some for the end.
                if chunk:
                    await self._put(chunk)
        return None

    async def keep_alive(self, idle: bytes, interval: float) -> None:
        """Send `idle` whenever nothing was sent for so many seconds."""
        while self._open:
            rest = self._last + interval - anyio.current_time()
            if rest > 0:
                await anyio.sleep(rest)
            else:
                await self._put(idle)

    async def _put(self, body: bytes, *, more: bool = True) -> None:
        async with self._lock:
            if not self._open:
                return
            self._open = more
            message = {"type": "http.response.body", "body": body, "more_body": more}
            try:
                await self._send(message)
            except OSError:
                self._open = False  # the client has left (ASGI, HTTP 2.4)
            self._last = anyio.current_time()
