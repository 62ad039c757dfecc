"""The client that requests to strangers are sent by."""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import Any

import httpcore2

from impl.integrations.bounded_streams import BoundedStream
from impl.integrations.public_addresses import is_public
from impl.integrations.unanswered import RefusedAddress, Unanswered

Headers = Sequence[tuple[str, str]]


class _GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Connects to addresses that were looked at."""

    def __init__(self, resolvers: ThreadPoolExecutor, *, to_private: bool) -> None:
        self._resolvers = resolvers
        self._to_private = to_private
        self._connections = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - overrides
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to one of the addresses of a host, if all of them are public."""
        addresses = await self._addresses(host, port)
        if not self._to_private and not all(map(is_public, addresses)):
            raise RefusedAddress("The host has an address that is not public.")
        error: Exception | None = None
        for address in addresses:
            try:
                connected = await self._connections.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failure:
                error = failure
            else:
                return BoundedStream(connected)
        raise error or httpcore2.ConnectError("No address")

    async def _addresses(self, host: str, port: int) -> list[str]:
        ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._resolvers, ask)
        except (OSError, UnicodeError):
            raise Unanswered("The host has no address.") from None
        return list(dict.fromkeys(str(each[4][0]) for each in found))


class GuardedClient:
    """Sends requests, each on a connection of its own.

    Args:
        seconds, to_private: see `GuardedHttp`.
        resolvers: what looks names up.
    """

    def __init__(
        self, seconds: float, resolvers: ThreadPoolExecutor, *, to_private: bool
    ) -> None:
        self._seconds = seconds
        self._backend = _GuardedBackend(resolvers, to_private=to_private)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpcore2.default_ssl_context()

    async def status_of(
        self, method: str, url: str, headers: Headers, body: bytes
    ) -> int:
        """Send a request and return the status of the answer: see `GuardedHttp`."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._asked(method, url, headers, body)
        except TimeoutError:
            raise Unanswered("There was no answer in time.") from None
        except httpcore2.ConnectError:
            raise Unanswered("It could not be connected to.") from None
        # Of what comes after the handshake, TLS has its own word.
        except (httpcore2.NetworkError, httpcore2.TimeoutException, ssl.SSLError):
            raise Unanswered("The connection broke.") from None
        except httpcore2.ProtocolError:
            raise Unanswered("The answer is no HTTP/1.1.") from None

    async def _asked(self, method: str, url: str, headers: Headers, body: bytes) -> int:
        # One for each request: nothing is shared with a stranger's connection.
        pool = httpcore2.AsyncConnectionPool(
            self._tls if url.startswith("https:") else None,
            max_connections=1,
            network_backend=self._backend,
        )
        try:
            fields = [(name.encode(), value.encode()) for name, value in headers]
            asked = pool.stream(method, url, headers=fields, content=body)
            async with asked as response:
                return int(response.status)
        finally:
            await pool.aclose()
