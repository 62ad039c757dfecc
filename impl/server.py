"""The HTTP server: limits, deadlines and a drain that fails no request."""

import argparse
import faulthandler
import gc
import math
import os
import signal
import socket
import sys
import time
from functools import partial
from logging import getLogger
from types import FrameType

import uvicorn
from prometheus_client import CollectorRegistry

from impl import memory
from impl.http.capacity import capacity
from impl.http.connections import Connections, State
from impl.http.observing import Unserved
from impl.http.protocol import limited_protocol
from impl.lifecycle import drain, heed_hangups
from impl.settings import Settings
from impl.supervisor import supervise
from impl.telemetry import exposing, logging, metrics
from impl.telemetry.exposing import Fleet

_LOGGER = getLogger(__name__)
_BACKLOG = 2048
# Between two looks of uvicorn's main loop.
_TICK = 0.1
_APP = "impl.app:create"


class DrainingServer(uvicorn.Server):
    """Goes on serving for a grace after SIGTERM, then finishes and returns.

    Load balancers keep sending until they have seen `/readyz` fail, so readiness is
    the first thing to go and the listening socket the second. SIGINT, somebody at
    the keyboard, skips the grace. So does the end of who watches over this process: a
    supervisor that is killed leaves the socket to the next one.

    Args:
        config: uvicorn's.
        grace: how long it goes on, in seconds.
        supervisor: the process that watches over this one, None for nobody.
    """

    def __init__(
        self, config: uvicorn.Config, grace: float, supervisor: int | None = None
    ) -> None:
        super().__init__(config)
        self._grace = grace
        self._supervisor = supervisor
        self._stop_at = math.inf
        self._last_tick: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn passes it
        # uvicorn would remember the signal and die of it after a clean shutdown.
        if sig == signal.SIGINT:
            self.force_exit = drain.started
            self._stop_at = time.monotonic()
        elif not drain.started:
            self._stop_at = time.monotonic() + self._grace
        drain.start()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        memory.settle()

    async def on_tick(self, counter: int) -> bool:
        now = time.monotonic()
        if self._last_tick is not None:
            metrics.lag(max(0.0, now - self._last_tick - _TICK))
        self._last_tick = now
        is_orphan = self._supervisor not in {None, os.getppid()}
        if is_orphan and not drain.started:
            _LOGGER.error("The process that watches over this one is gone; stopping")
            self.handle_exit(signal.SIGINT, None)
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
    heed_hangups()
    fleet = Fleet() if settings.workers > 1 else None
    if settings.metrics_port is not None:
        try:
            _expose(settings.metrics_host, settings.metrics_port, fleet)
        except OSError as error:
            print(  # noqa: T201 - there is no log yet
                f"cannot serve metrics on {settings.metrics_host} port "
                f"{settings.metrics_port}: {error.strerror}; choose another "
                "COUNTERSIGN_METRICS_PORT",
                file=sys.stderr,
            )
            return 2
    if fleet is not None:
        command = [
            *(sys.executable, "-m", "impl.server"),
            *("--fd", str(listener.fileno()), "--app", app),
            *("--supervisor", str(os.getpid())),
        ]
        patience = settings.drain_grace + settings.shutdown_timeout + 5
        memory.settle()
        return supervise(command, settings.workers, listener, patience, fleet)
    return serve(settings, listener, app)


def _expose(host: str, port: int, fleet: Fleet | None) -> None:
    if fleet is None:
        exposing.serve(host, port)
        return
    registry = CollectorRegistry()
    registry.register(fleet)
    exposing.serve(host, port, registry)


def serve(
    settings: Settings,
    listener: socket.socket,
    app: str = _APP,
    supervisor: int | None = None,
) -> int:
    """Serve on `listener` in this process; return the exit status."""
    is_shared = settings.workers > 1
    logging.configure(settings.log_level, settings.log_format, is_shared=is_shared)
    # The last words of a crash don't wait in a queue.
    faulthandler.enable()
    memory.return_large_blocks()
    told = configuration(settings, app)
    server = DrainingServer(told, settings.drain_grace, supervisor)
    server.run(sockets=[listener])
    return 0 if server.started else 1


def configuration(settings: Settings, app: str = _APP) -> uvicorn.Config:
    """Return uvicorn's configuration for `settings`."""
    everybody = Connections(capacity(settings).connections)
    for state in State:
        metrics.gauge(
            "http_connections",
            "Open connections.",
            partial(everybody.count, state),
            state=state.value,
        )
    return uvicorn.Config(
        app,
        factory=True,
        loop="uvloop",
        http=limited_protocol(
            header_timeout=settings.header_timeout,
            body_timeout=settings.body_timeout,
            max_header_bytes=settings.max_header_bytes,
            everybody=everybody,
            tell=Unserved(addresses=settings.log_client_addresses),
        ),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        backlog=_BACKLOG,
        timeout_keep_alive=math.ceil(settings.keep_alive_timeout),
        timeout_graceful_shutdown=math.ceil(settings.shutdown_timeout),
    )


def main() -> int:
    """Run one worker on a listening socket that the parent process passed down."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--fd", type=int, required=True, help="the inherited socket")
    parser.add_argument("--metrics-fd", type=int, help="where metrics are asked for")
    parser.add_argument("--supervisor", type=int, help="the process to end with")
    parser.add_argument("--app", default=_APP, help="module:factory to serve")
    arguments = parser.parse_args()
    heed_hangups()
    # What is loaded is no garbage; it is looked for from `memory.settle` on.
    gc.disable()
    # What is missing here comes from the environment.
    settings = Settings()
    if arguments.metrics_fd is not None:
        exposing.answer(socket.socket(fileno=arguments.metrics_fd))
    listener = socket.socket(fileno=arguments.fd)
    return serve(settings, listener, arguments.app, arguments.supervisor)


if __name__ == "__main__":
    sys.exit(main())
