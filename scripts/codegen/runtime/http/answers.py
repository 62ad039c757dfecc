"""An answer, ready to be sent."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import anyio

from .lazy_events import LazyEvent

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
RawHeaders = list[tuple[bytes, bytes]]

# Seconds and bytes for which a client is heard out that was refused already.
_LINGER, _DISCARDED = 1.0, 64 * 1024 * 1024
_VISIBLE = re.compile(r"[\x20-\x7e\t]*\Z")


@dataclass(slots=True)
class Answer:
    """Status, header fields and body of a response."""

    status: int
    headers: RawHeaders = field(default_factory=list)
    body: bytes = b""


class Chunks:
    """The chunks of a body that is sent as it is made: items, each encoded.

    Args:
        items: closed with the chunks if they can be, as generators can.
        encode: called with each item; what it raises ends the chunks.
    """

    def __init__(
        self, items: AsyncIterable[Any], encode: Callable[[Any], bytes]
    ) -> None:
        self._items = aiter(items)
        self._encode = encode

    def __aiter__(self) -> Chunks:
        """Return itself."""
        return self

    async def __anext__(self) -> bytes:
        """Return the next item as it is sent."""
        return self._encode(await anext(self._items))

    async def aclose(self) -> None:
        """Let go of the items."""
        close = getattr(self._items, "aclose", None)
        if close is not None:
            await close()


def _nothing() -> None:
    """Nothing is left to do."""


def _unheard(_: Exception) -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class StreamAnswer:
    """Status, header fields and body of a response whose body is sent as it is made.

    Attributes:
        idle: what may be sent between two chunks to keep the connection alive.
        interval: seconds after which `idle` is sent; 0 for never.
        failed: told of the exception that ended the body before its end.
        done: called when nothing is sent any more.
        body_read: set when the request's body has been read; None if it has none. The
            channel is the reader's until then.
    """

    status: int
    headers: RawHeaders
    chunks: Chunks
    idle: bytes = b""
    interval: float = 0
    failed: Callable[[Exception], None] = _unheard
    done: Callable[[], None] = _nothing
    body_read: LazyEvent | None = None


def field_value(text: str) -> bytes:
    """Return the text of a header field (RFC 9110, §5.5) as bytes.

    Raises:
        ValueError: it has characters that are not visible ASCII, a space or a tab.
    """
    if not _VISIBLE.match(text):
        raise ValueError("a header field may only have visible ASCII characters")
    return text.encode("ascii")


def is_last(scope: Mapping[str, Any]) -> bool:
    """Does the client close its connection after a request that has a body?"""
    if scope["method"] in {"GET", "HEAD"}:
        return False  # which is what most requests are
    fields = scope["headers"]
    has_body = any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in fields
    )
    closes = scope.get("http_version") == "1.0" or any(
        name == b"connection" and b"close" in value.lower() for name, value in fields
    )
    return has_body and closes


async def send_answer(
    send: Send,
    answer: Answer,
    method: str,
    receive: Receive | None = None,
    *,
    closes: bool = False,
) -> None:
    """Send an answer; one to HEAD goes without its body (RFC 9110, §9.3.2).

    After one that is the last of its connection, as the answer or, with `closes`, the
    client has it, what the client is still sending is taken from `receive` and thrown
    away for a moment: a connection that is closed on unread bytes is reset, and the
    client may lose the answer (RFC 9112, §9.6).
    """
    status, headers, body = answer.status, answer.headers, answer.body
    if status >= 200 and status not in {204, 304}:
        headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    message = {"type": "http.response.body", "body": b"" if method == "HEAD" else body}
    is_end = closes or (b"connection", b"close") in headers
    if receive is not None and is_end:
        await send({**message, "more_body": True})
        await _discard(receive)
        message["body"] = b""
    await send(message)


async def _discard(receive: Receive) -> None:
    left = _DISCARDED
    with anyio.move_on_after(_LINGER):
        while left > 0:
            message = await receive()
            if not message.get("more_body", False):
                break
            left -= len(message.get("body", b""))
