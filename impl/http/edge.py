"""What every response passes last, and every request first."""

from http import HTTPStatus
from secrets import token_hex
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from impl.http import unserved
from impl.http.observing import HEALTH, tell

_SECURITY: Final[list[tuple[bytes, bytes]]] = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_HSTS: Final = (b"strict-transport-security", b"max-age=63072000; includeSubDomains")
# An API's answer is no page: nothing in it may run, whatever shows it.
_CSP: Final = (
    b"content-security-policy",
    b"default-src 'none'; frame-ancestors 'none'",
)
_PRIVATE: Final = (b"cache-control", b"private, no-cache")


class SecurityHeaders:
    """Adds header fields that keep browsers from doing more than they should.

    Args:
        app: the application.
        https: whether clients may be told to use nothing but HTTPS.
    """

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._always = [*_SECURITY, _HSTS] if https else _SECURITY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                names = {name for name, _ in headers}
                headers += self._always
                headers += [each for each in (_CSP, _PRIVATE) if each[0] not in names]
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, send_with_headers)


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
            scope["request_id"] = token_hex(16)
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
