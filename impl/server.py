"""The HTTP server: limits, deadlines and a drain that fails no request."""

import argparse
import math
import signal
import socket
import sys
import time
from types import FrameType

import uvicorn

from impl.http.protocol import limited_protocol
from impl.lifecycle import drain
from impl.settings import Settings
from impl.supervisor import supervise
from impl.telemetry import logging

_BACKLOG = 2048
_APP = "impl.app:create"


class DrainingServer(uvicorn.Server):
    """Goes on serving for a grace after SIGTERM, then finishes and returns.

    Load balancers keep sending until they have seen `/readyz` fail, so readiness is
    the first thing to go and the listening socket the second. SIGINT, somebody at
    the keyboard, skips the grace.
    """

    def __init__(self, config: uvicorn.Config, grace: float) -> None:
        super().__init__(config)
        self._grace = grace
        self._stop_at = math.inf

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn passes it
        # uvicorn would remember the signal and die of it after a clean shutdown.
        if sig == signal.SIGINT:
            self.force_exit = drain.started
            self._stop_at = time.monotonic()
        elif not drain.started:
            self._stop_at = time.monotonic() + self._grace
        drain.start()

    async def on_tick(self, counter: int) -> bool:
        self.should_exit = self.should_exit or time.monotonic() >= self._stop_at
        return await super().on_tick(counter)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one.

    Raises:
        OSError: the address is in use or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=_BACKLOG)


def run(settings: Settings, listener: socket.socket, app: str = _APP) -> int:
    """Serve the factory `app` on `listener` until told to stop; return exit status.

    With more than one worker this process only watches over them.
    """
    if settings.workers > 1:
        descriptor = str(listener.fileno())
        command = [
            *(sys.executable, "-m", "impl.server"),
            *("--fd", descriptor, "--app", app),
        ]
        patience = settings.drain_grace + settings.shutdown_timeout + 5
        return supervise(command, settings.workers, listener, patience)
    return serve(settings, listener, app)


def serve(settings: Settings, listener: socket.socket, app: str = _APP) -> int:
    """Serve on `listener` in this process; return the exit status."""
    logging.configure(settings.log_level, settings.log_format)
    server = DrainingServer(configuration(settings, app), settings.drain_grace)
    server.run(sockets=[listener])
    return 0 if server.started else 1


def configuration(settings: Settings, app: str = _APP) -> uvicorn.Config:
    """Return uvicorn's configuration for `settings`."""
    return uvicorn.Config(
        app,
        factory=True,
        loop="uvloop",
        http=limited_protocol(
            header_timeout=settings.header_timeout,
            body_timeout=settings.body_timeout,
            max_header_bytes=settings.max_header_bytes,
        ),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        limit_concurrency=settings.max_concurrency,
        backlog=_BACKLOG,
        timeout_keep_alive=math.ceil(settings.keep_alive_timeout),
        timeout_graceful_shutdown=math.ceil(settings.shutdown_timeout),
    )


def main() -> int:
    """Run one worker on a listening socket that the parent process passed down."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--fd", type=int, required=True, help="the inherited socket")
    parser.add_argument("--app", default=_APP, help="module:factory to serve")
    arguments = parser.parse_args()
    # What is missing here comes from the environment.
    settings = Settings()
    return serve(settings, socket.socket(fileno=arguments.fd), arguments.app)


if __name__ == "__main__":
    sys.exit(main())
