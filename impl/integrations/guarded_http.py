"""HTTP to addresses that others name: bounded, without redirects, to public ones only.

A name is resolved once for each connection, and what is connected to is the address
that was looked at, so that no second answer can lead elsewhere.
"""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import Any, Final

import httpcore2

from impl.integrations.public_addresses import is_public

# No honest answer has a longer head, with all that may come before it (RFC 9110,
# 15.2); and what is read at once is parsed at once, while everybody else waits.
_MOST_HEAD: Final = 65_536
_MOST_AT_ONCE: Final = 8_192
_Headers = Sequence[tuple[str, str]]
# By the numbers of OpenSSL, which says most of them in words of its own.
_FAULTS_OF_CERTIFICATES: Final = {
    9: "it is not valid yet",
    10: "it has expired",
    18: "it is self-signed",
    19: "no authority that is trusted here has issued it",
    20: "no authority that is trusted here has issued it",
    21: "no authority that is trusted here has issued it",
    62: "it is for another host name",
    64: "it is for another address",
}


class Unanswered(Exception):
    """There was no answer; the message says why, in words for people."""


class RefusedAddress(Unanswered):
    """A name stands for an address that is not public."""


class _BoundedStream(httpcore2.AsyncNetworkStream):
    """A connection of which no more is read than a head may have."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream
        self._left = _MOST_HEAD

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,  # noqa: ASYNC109 - overrides
    ) -> bytes:
        if self._left <= 0:
            raise Unanswered("The head of its answer is too long.")
        most = min(max_bytes, self._left, _MOST_AT_ONCE)
        data = await self._stream.read(most, timeout)
        self._left -= len(data)
        return data

    async def write(
        self,
        buffer: bytes,
        timeout: float | None = None,  # noqa: ASYNC109 - overrides
    ) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - overrides
    ) -> httpcore2.AsyncNetworkStream:
        try:
            begun = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except httpcore2.ConnectError as error:
            raise Unanswered(_reason(error.__cause__)) from None
        return _BoundedStream(begun)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


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
                return _BoundedStream(connected)
        raise error or httpcore2.ConnectError("No address")

    async def _addresses(self, host: str, port: int) -> list[str]:
        ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._resolvers, ask)
        except (OSError, UnicodeError):
            raise Unanswered("The host has no address.") from None
        return list(dict.fromkeys(str(each[4][0]) for each in found))


class GuardedHttp:
    """Sends requests to strangers.

    Args:
        seconds: from the first step to the head of the answer.
        at_once: how many requests there are at the same time.
        to_private: also to addresses that are not public, which is for development.
    """

    def __init__(self, seconds: float, at_once: int, *, to_private: bool) -> None:
        self._seconds = seconds
        # A name server that takes its time holds one of these, however soon we give up.
        self._resolvers = ThreadPoolExecutor(2 * at_once, "resolver")
        self._backend = _GuardedBackend(self._resolvers, to_private=to_private)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpcore2.default_ssl_context()

    async def status_of(
        self, method: str, url: str, headers: _Headers, body: bytes
    ) -> int:
        """Send a request and return the status of the answer, unread beyond its head.

        Raises:
            Unanswered: there was none in time, or it is no HTTP, or the address is
                refused.
        """
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

    def close(self) -> None:
        """Wait for no resolver any more."""
        self._resolvers.shutdown(wait=False, cancel_futures=True)

    async def _asked(
        self, method: str, url: str, headers: _Headers, body: bytes
    ) -> int:
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


def _reason(cause: BaseException | None) -> str:
    """Say why no TLS came to be, for people."""
    if isinstance(cause, ssl.SSLCertVerificationError):
        fault = _FAULTS_OF_CERTIFICATES.get(cause.verify_code, cause.verify_message)
        return f"Its certificate is refused: {fault.rstrip('.')}."
    if isinstance(cause, ssl.SSLError):
        return "It speaks no TLS that is safe, or none at all."
    return "The connection broke."
