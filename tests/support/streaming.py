"""A client that reads an answer while it is made, in the process of the service."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from starlette.types import ASGIApp, Message

from tests.support.contract import events_in


class Stream:
    """An answer that is read event by event."""

    def __init__(self) -> None:
        self.status = 0
        self.is_begun = asyncio.Event()
        self._received: asyncio.Queue[str | None] = asyncio.Queue()
        self._text = ""
        self._is_over = False

    async def send(self, message: Message) -> None:
        """Take a message of the application."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.is_begun.set()
        else:
            await self._received.put(message["body"].decode())
            if not message.get("more_body"):
                await self._received.put(None)

    async def event(self) -> dict[str, Any] | None:
        """Return the next event, None when there are no more."""
        while "\n\n" not in self._text:
            piece = None if self._is_over else await self._received.get()
            if piece is None:
                self._is_over = True
                return None
            self._text += piece
        block, _, self._text = self._text.partition("\n\n")
        found = events_in(block)
        return found[0] if found else await self.event()

    async def rest(self) -> list[dict[str, Any]]:
        """Return all events up to the end."""
        found = []
        while event := await self.event():
            found.append(event)
        return found


@contextlib.asynccontextmanager
async def streaming(
    app: ASGIApp, path: str, headers: dict[str, str]
) -> AsyncIterator[Stream]:
    """Send a GET request and read its answer, which has begun; leave afterwards."""
    left = asyncio.Event()
    is_sent = False

    async def receive() -> Message:
        nonlocal is_sent
        if not is_sent:
            is_sent = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await left.wait()
        return {"type": "http.disconnect"}

    path, _, query = path.partition("?")
    fields = [(b"host", b"service"), (b"accept", b"*/*")]
    fields += [(name.lower().encode(), it.encode()) for name, it in headers.items()]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": fields,
        "client": ("127.0.0.1", 1),
        "server": ("service", 80),
        "state": {},
    }
    stream = Stream()
    task = asyncio.ensure_future(app(scope, receive, stream.send))
    try:
        await stream.is_begun.wait()
        yield stream
    finally:
        left.set()
        await task
