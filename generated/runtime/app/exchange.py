# A copy of Countersign's scripts/codegen/runtime/app/exchange.py.
"""A request on its way from the dispatcher to its operation."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from ..bodies.uploads import Spool
from ..http.answers import Receive
from ..http.headers import Headers
from ..http.lazy_events import LazyEvent
from ..limits.rate_limits import Allowance


@dataclass(slots=True)
class Exchange:
    """A request on its way: the ASGI scope and channel, and what is known so far.

    `spools` are the files that it has brought; `body_read` is set when its body has
    been read, if it may have one. `allowance` is how far its rate limit is used up,
    once it has been counted.
    """

    scope: dict[str, Any]
    receive: Receive
    headers: Headers
    request_id: str
    path: Mapping[str, str]
    spools: list[Spool] = field(default_factory=list)
    body_read: LazyEvent | None = None
    allowance: Allowance | None = None

    async def receive_body(self) -> MutableMapping[str, Any]:
        """Return the next message, and notice the last one of the body."""
        message = await self.receive()
        if self.body_read is not None and not message.get("more_body", False):
            self.body_read.set()
        return message

    def close(self) -> None:
        """Let go of the files."""
        for spool in self.spools:
            spool.close()
