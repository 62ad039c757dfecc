"""Waiting on purpose before an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anyio
from starlette.types import Scope

# Where a server says that it waits itself, and is told for how many seconds.
EXTENSION = "mock.delay"


async def delay(scope: Scope, seconds: float) -> None:
    """Wait before a request is answered, or have the server do so."""
    wait: Callable[[float], Any] | None = (scope.get("extensions") or {}).get(EXTENSION)
    if wait is not None:
        wait(seconds)
    elif seconds:
        await anyio.sleep(seconds)
