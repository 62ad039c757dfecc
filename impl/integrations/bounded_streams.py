"""Connections of which no more is read than the head of an answer may have."""

import ssl
from typing import Any, Final

import httpcore2

from impl.integrations.unanswered import Unanswered

# No honest answer has a longer head, with all that may come before it (RFC 9110,
# 15.2); and what is read at once is parsed at once, while everybody else waits.
_MOST_HEAD: Final = 65_536
_MOST_AT_ONCE: Final = 8_192
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


class BoundedStream(httpcore2.AsyncNetworkStream):
    """A connection of which no more is read than a head may have."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream
        self._left = _MOST_HEAD

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,  # noqa: ASYNC109 - overrides
    ) -> bytes:
        """Read some bytes; raises `Unanswered` beyond what a head may have."""
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
        """Write bytes."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - overrides
    ) -> httpcore2.AsyncNetworkStream:
        """Begin TLS; raises `Unanswered`, with the reason, if that is refused."""
        try:
            begun = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except httpcore2.ConnectError as error:
            raise Unanswered(_reason(error.__cause__)) from None
        return BoundedStream(begun)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection says of itself."""
        return self._stream.get_extra_info(info)


def _reason(cause: BaseException | None) -> str:
    """Say why no TLS came to be, for people."""
    if isinstance(cause, ssl.SSLCertVerificationError):
        fault = _FAULTS_OF_CERTIFICATES.get(cause.verify_code, cause.verify_message)
        return f"Its certificate is refused: {fault.rstrip('.')}."
    if isinstance(cause, ssl.SSLError):
        return "It speaks no TLS that is safe, or none at all."
    return "The connection broke."
