"""An answer, ready to be sent."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
RawHeaders = list[tuple[bytes, bytes]]

_VISIBLE = re.compile(r"[\x20-\x7e\t]*\Z")


@dataclass(slots=True)
class Answer:
    """Status, header fields and body of a response."""

    status: int
    headers: RawHeaders = field(default_factory=list)
    body: bytes = b""


def field_value(text: str) -> bytes:
    """Return the text of a header field (RFC 9110, §5.5) as bytes.

    Raises:
        ValueError: it has characters that are not visible ASCII, a space or a tab.
    """
    if not _VISIBLE.match(text):
        raise ValueError("a header field may only have visible ASCII characters")
    return text.encode("ascii")


async def send_answer(send: Send, answer: Answer, method: str) -> None:
    """Send an answer; one to HEAD goes without its body (RFC 9110, §9.3.2)."""
    status, headers, body = answer.status, answer.headers, answer.body
    if status >= 200 and status not in {204, 304}:
        headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    is_head = method == "HEAD"
    await send({"type": "http.response.body", "body": b"" if is_head else body})
