"""The head of an answer leaves together with the beginning of its body.

Written one after the other they are two calls of the system and two packets, and wake
whoever reads them twice, which costs more than most answers do.
"""

import asyncio
from typing import Any


class JoiningTransport:
    """A transport that holds the head of an answer back until its body begins.

    If that is not in the same turn of the event loop, the head goes alone. All else is
    as the transport does it.

    Args:
        transport: does the work.
        loop: whose turns count.
    """

    def __init__(
        self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._transport = transport
        self._loop = loop
        self._is_head_next = False
        self._head: bytes | None = None

    def __getattr__(self, name: str) -> Any:
        """Be the transport in all else."""
        return getattr(self._transport, name)

    def expect_head(self) -> None:
        """Take what is written next for the head of an answer."""
        self._is_head_next = True

    def write(self, data: bytes) -> None:
        """Write what was held back, and this; or hold it back."""
        if self._head is not None:
            head, self._head = self._head, None
            self._transport.writelines((head, data))
        elif self._is_head_next:
            self._is_head_next, self._head = False, data
            self._loop.call_soon(self.release)
        else:
            self._transport.write(data)

    def release(self) -> None:
        """Write what was held back."""
        if self._head is not None:
            head, self._head = self._head, None
            self._transport.write(head)

    def write_eof(self) -> None:
        """Write what was held back, and nothing more."""
        self.release()
        self._transport.write_eof()

    def close(self) -> None:
        """Write what was held back, and close."""
        self.release()
        self._transport.close()

    def abort(self) -> None:
        """Close at once."""
        self._head = None
        self._transport.abort()
