"""What HTTP asks of a server, and the one beneath does not do."""

from __future__ import annotations

import re
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import ASGIApp, Receive, Scope, Send

# As RFC 3986, §3.2.2 and §3.2.3 have it, and empty where a target has no authority.
_HOST = re.compile(rb"[A-Za-z0-9._~!$&'()*+,;=%:\[\]-]*")


class HttpRules:
    """Refuses requests without one Host, and sees that answers have one Date.

    Args:
        app: answers the rest.
        dates: whether the server leaves Date to the application, whose answers may come
            from another server and have one already (RFC 9110, §6.6.1).
    """

    def __init__(self, app: ASGIApp, *, dates: bool) -> None:
        self._app, self._dates = app, dates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, as ASGI demands."""
        sending = self._dated(send) if self._dates else send
        if scope["type"] != "http" or _has_one_host(scope):
            await self._app(scope, receive, sending)
            return
        from generated.runtime.errors.problems import problem_answer
        from generated.runtime.http.answers import send_answer
        from generated.runtime.http.refusal import malformed
        from generated.runtime.http.request_ids import new_id

        # What is framed so may be for another server: nothing more is taken from it.
        refusal = malformed("A request has one field Host (RFC 9112, §3.2).")
        refusal.headers["Connection"] = "close"
        answer = problem_answer(refusal, new_id())
        await send_answer(sending, answer, scope["method"], receive)

    def _dated(self, send: Send) -> Send:
        async def send_dated(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                if not any(name.lower() == b"date" for name, _ in headers):
                    headers.insert(0, (b"date", formatdate(usegmt=True).encode()))
                message = {**message, "headers": headers}
            await send(message)

        return send_dated


def _has_one_host(scope: Scope) -> bool:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if scope.get("http_version") == "1.0" and not hosts:
        return True
    return len(hosts) == 1 and _HOST.fullmatch(hosts[0]) is not None
