"""HTTP to addresses that others name: bounded, without redirects, to public ones only.

A name is resolved once for each connection, and what is connected to is the address
that was looked at, so that no second answer can lead elsewhere.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from impl.integrations.guarded_client import GuardedClient


class GuardedHttp:
    """Sends requests to strangers; the client loads when the first is sent.

    Args:
        seconds: from the first step to the head of the answer.
        at_once: how many requests there are at the same time.
        to_private: also to addresses that are not public, which is for development.
    """

    def __init__(self, seconds: float, at_once: int, *, to_private: bool) -> None:
        # A name server that takes its time holds one of these, however soon we give up.
        self._resolvers = ThreadPoolExecutor(2 * at_once, "resolver")
        self._seconds = seconds
        self._to_private = to_private
        self._loading = threading.Lock()
        self._client: GuardedClient | None = None

    async def status_of(
        self, method: str, url: str, headers: Sequence[tuple[str, str]], body: bytes
    ) -> int:
        """Send a request and return the status of the answer, unread beyond its head.

        Raises:
            Unanswered: there was none in time, or it is no HTTP, or the address is
                refused.
        """
        client = self._client
        if client is None:
            # On a thread, so that no request waits for that.
            client = await asyncio.to_thread(self._load)
        return await client.status_of(method, url, headers, body)

    def close(self) -> None:
        """Wait for no resolver any more."""
        self._resolvers.shutdown(wait=False, cancel_futures=True)

    def _load(self) -> GuardedClient:
        from impl.integrations.guarded_client import GuardedClient  # noqa: PLC0415 - mostly loaded in vain

        with self._loading:
            if self._client is None:
                self._client = GuardedClient(
                    self._seconds, self._resolvers, to_private=self._to_private
                )
            return self._client
