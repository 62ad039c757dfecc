"""Clients that leave before they are answered."""

from typing import NoReturn

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from impl.jobs import presence


class Attended:
    """Lets work that is for nobody but the client end when the client leaves.

    Args:
        app: the application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def leave() -> NoReturn:
            while (await receive())["type"] != "http.disconnect":
                pass
            raise ClientDisconnect

        with presence.caller(leave):
            await self._app(scope, receive, send)
