"""How many requests may be at work at once."""

from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generated.runtime.http.request_ids import new_id
from impl.http import unserved
from impl.http.observing import HEALTH, tell


class ConcurrencyLimit:
    """Refuses what is beyond so many requests at work, instead of slowing all down.

    Health checks always pass: a busy process is alive. A request that waits for its
    client is no work, or a few slow clients could keep all others out.
    """

    def __init__(self, app: ASGIApp, *, limit: int) -> None:
        self._app = app
        self._room = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or scope["path"] in HEALTH:
            await self._app(scope, receive, send)
            return
        if self._room <= 0:
            scope["request_id"] = new_id()
            tell(scope, "refused_for_load", "concurrency")
            await _refuse(scope, send)
            return

        async def waiting() -> Message:
            self._room += 1
            try:
                return await receive()
            finally:
                self._room -= 1

        self._room -= 1
        try:
            await self._app(scope, waiting, send)
        finally:
            self._room += 1


async def _refuse(scope: Scope, send: Send) -> None:
    headers, body = unserved.answer(HTTPStatus.SERVICE_UNAVAILABLE, scope["request_id"])
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    is_head = scope["method"] == "HEAD"
    await send({"type": "http.response.body", "body": b"" if is_head else body})
