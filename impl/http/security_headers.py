"""What every response tells browsers not to do with it."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
                more = (*self._always, _CSP, _PRIVATE)
                headers += [each for each in more if each[0] not in names]
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, send_with_headers)
