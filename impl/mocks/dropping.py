"""Connections that are cut without an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.types import Scope, Send

from generated.runtime.http.streaming import StreamAborted

# Where a server says how it cuts the connection of a request.
EXTENSION = "mock.drop"


class Dropped(Exception):
    """The request is to be left without an answer."""


async def drop(scope: Scope, send: Send) -> None:
    """Cut the connection of a request.

    Raises:
        StreamAborted: the server does not say how to do so at once; what was begun here
            can't be finished, so it has to cut the connection by itself.
    """
    cut: Callable[[], Any] | None = (scope.get("extensions") or {}).get(EXTENSION)
    if cut is not None:
        cut()
        return
    headers = [(b"content-length", b"1")]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    raise StreamAborted
