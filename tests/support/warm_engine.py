"""The server of processes, ready at once for every application of a run of tests.

An application starts one when it needs it, and to read the engine takes longer than
most tests do. Here it is read once; this process then forks for each application. The
one that mocks contracts is read when it is first needed.
"""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, cast
from unittest import mock

from impl.jobs import fork_server, processes
from impl.jobs.fork_server import Answer, ForkServer
from impl.jobs.forking import Forking

_HOSTING = "scripts.mocking.hosting"

_ROOT = Path(__file__).resolve().parents[2]


class _Forked:
    """What an application sees of a process that is not its own child."""

    async def wait(self) -> int:
        return 0

    def kill(self) -> None:
        pass


@contextlib.contextmanager
def warm_engine() -> Iterator["WarmServers"]:
    """Keep it ready meanwhile."""
    with contextlib.ExitStack() as stack:
        servers = WarmServers(stack)
        servers.address(processes._MODULE)
        yield servers


class WarmServers:
    """Servers of processes by the names of their programs, begun when first needed."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self._stack = stack
        self._ready: dict[str, Path] = {}
        self._lock = threading.Lock()

    def address(self, module: str) -> Path:
        with self._lock:
            if module not in self._ready:
                self._ready[module] = self._stack.enter_context(_warm(module))
            return self._ready[module]


@contextlib.contextmanager
def _warm(module: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        address = Path(folder, "socket")
        command = [sys.executable, "-m", __name__, str(address), module]
        with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stdout.readline() == b"ready\n"
            yield address
            process.terminate()


@contextlib.contextmanager
def in_use(servers: WarmServers) -> Iterator[None]:
    """Have applications of this process use it meanwhile."""
    start = Forking.started

    async def started(module: str) -> Forking:
        if module not in (processes._MODULE, _HOSTING):
            return await start(module)
        address = await asyncio.to_thread(servers.address, module)
        control = socket.socket(socket.AF_UNIX)
        control.connect(str(address))
        control.setblocking(False)
        return Forking(cast(Any, _Forked()), control)

    with mock.patch.object(Forking, "started", started):
        yield


def _serve(path: str, module: str) -> None:
    answer: Answer = fork_server.answer
    if module == _HOSTING:
        from scripts.mocking.bare_runtime import use_bare_runtime

        use_bare_runtime()
        from scripts.mocking import hosting

        hosting.warm_up()
        answer = hosting.Hosting()
    else:
        fork_server.warm_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        print("ready", flush=True)  # noqa: T201 - it is waited for
        while True:
            control, _ = listener.accept()
            with control:
                if not os.fork():
                    listener.close()
                    _fork_server(control, answer)


def _fork_server(control: socket.socket, answer: Answer) -> NoReturn:
    try:
        ForkServer(control, answer).run()
    finally:
        os._exit(0)


if __name__ == "__main__":
    _serve(*sys.argv[1:])
