"""The server of mocks: plain HTTP on one socket, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING, Any

import uvicorn

from impl.mocks.dropping import EXTENSION
from scripts.mocking.http_rules import HttpRules
from scripts.mocking.protocol import JoiningProtocol

if TYPE_CHECKING:
    from types import FrameType

    from starlette.types import Receive, Scope, Send

    from scripts.mocking.mounting import Mounts
    from scripts.mocking.recording import Recorder

_BACKLOG = 2048
# Seconds for answers that are under way when the server is told to stop.
_GRACE = 2


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one.

    Raises:
        OSError: the address is in use or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=_BACKLOG)


def serve(
    mounts: Mounts,
    listener: socket.socket,
    recorder: Recorder | None = None,
    *,
    watches: bool = False,
) -> int:
    """Serve until SIGTERM or SIGINT, and end the process.

    Its exit status is 1 if what was recorded can't be written.
    """
    # What fails in here is told in answers and lines; the server's own words are not.
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL + 1)
    app = HttpRules(recorder or mounts, dates=mounts.is_proxy)
    config = uvicorn.Config(
        _droppable(app),
        http=JoiningProtocol,
        loop="asyncio" if sys.platform == "win32" else "uvloop",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=not mounts.is_proxy,
        timeout_graceful_shutdown=_GRACE,
    )
    host, port = listener.getsockname()[:2]
    at = f"[{host}]" if ":" in host else host
    server = _Server(config, mounts, f"http://{at}:{port}")
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_run(server, mounts, listener, watches=watches))
    status = 0
    if recorder is not None:
        try:
            recorder.write()
        except OSError as error:
            print(f"mock: the record is lost: {error.strerror}", file=sys.stderr)
            status = 1
    sys.stdout.flush()
    # A thread that looks for a value without end is not waited for.
    os._exit(status)


async def _run(
    server: _Server, mounts: Mounts, listener: socket.socket, *, watches: bool
) -> None:
    watching = None
    if watches:
        from scripts.mocking.watching import watch

        watching = asyncio.create_task(watch(mounts))
    await server.serve(sockets=[listener])
    if watching is not None:
        watching.cancel()


class _Server(uvicorn.Server):
    """Says when it is ready, stops on a signal, and dies of none."""

    def __init__(self, config: uvicorn.Config, mounts: Mounts, address: str) -> None:
        super().__init__(config)
        self._mounts, self._address = mounts, address
        self._warming: asyncio.Future[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self._mounts.summary(self._address))
        print(f"ready: {self._address}", flush=True)
        self._warming = asyncio.get_running_loop().run_in_executor(
            None, self._mounts.warm_up
        )

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn passes and documents it
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def _droppable(app: HttpRules) -> Any:
    """Let the application cut connections: ASGI has no word for it."""

    async def serve_droppable(scope: Scope, receive: Receive, send: Send) -> None:
        cycle = getattr(send, "__self__", None)
        transport = getattr(cycle, "transport", None)
        if transport is not None:
            extensions = {**(scope.get("extensions") or {}), EXTENSION: transport.abort}
            scope["extensions"] = extensions
        await app(scope, receive, send)

    return serve_droppable
