# A copy of Countersign's scripts/codegen/runtime/app/edge.py.
"""The outermost layer: gives requests their ids, and has the last word on failures."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from ..errors.problems import problem_answer
from ..http.answers import send_answer
from ..http.refusal import internal_error
from ..http.request_ids import id_of, identified, new_id
from ..http.streaming import StreamAborted

log = logging.getLogger(__name__)


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
        request_id = id_of(scope["headers"]) if self._accepts_ids else new_id()
        scope["request_id"] = request_id
        started = False

        async def send_with_id(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = identified(message.get("headers", ()), request_id)
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
