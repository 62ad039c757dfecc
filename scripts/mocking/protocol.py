"""Connections to mocks: what they say is uvicorn's, how they write it is the edge's."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from impl.http.joining import JoiningTransport

if TYPE_CHECKING:
    import asyncio


class JoiningProtocol(HttpToolsProtocol):
    """One connection, on which heads of answers leave together with their bodies."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn narrows it too
        """Begin."""
        super().connection_made(transport)
        self._joining = JoiningTransport(transport, self.loop)
        self.transport = cast("asyncio.Transport", self._joining)

    def on_headers_complete(self) -> None:
        """Let the request be answered."""
        self._joining.expect_head()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Go on with the next request."""
        self._joining.release()
        super().on_response_complete()
