"""The outermost layer: request ids, and the last word on failures."""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from secrets import token_hex
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from ..errors.problems import problem_answer
from ..http.answers import send_answer
from ..http.refusal import internal_error
from ..http.streaming import StreamAborted

log = logging.getLogger(__name__)

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._~-]{1,128}\Z")


class Edge:
    """Gives each request an id, in `scope["request_id"]` and X-Request-Id.

    What fails inside is logged and answered with a problem that tells nothing but the
    id.
    """

    def __init__(self, app: ASGIApp, *, accept_request_ids: bool = True) -> None:
        self._app = app
        self._accepts_ids = accept_request_ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI demands."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = scope["request_id"] = self._request_id(scope["headers"])
        started = False

        async def send_with_id(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                fields = list(message.get("headers", ()))
                # The contract may demand an id of another form.
                if not any(name == b"x-request-id" for name, _ in fields):
                    fields.append((b"x-request-id", request_id.encode()))
                message["headers"] = fields
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except ClientDisconnect:
            return
        except StreamAborted:
            raise  # told already; the server has to cut the connection
        except Exception:
            log.exception(
                "request %s failed", request_id, extra={"request_id": request_id}
            )
            if started:
                raise  # the server has to cut the connection
            answer = problem_answer(internal_error(), request_id)
            await send_answer(send_with_id, answer, scope["method"])

    def _request_id(self, headers: list[tuple[bytes, bytes]]) -> str:
        if self._accepts_ids:
            for name, value in headers:
                if name == b"x-request-id":
                    if _REQUEST_ID.match(value):
                        return value.decode()
                    break
        return token_hex(16)
