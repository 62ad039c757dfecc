"""The server of processes, ready at once for every application of a run of tests.

An application starts one when it needs it, and to read the engine takes longer than
most tests do. Here it is read once; this process then forks for each application.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, cast
from unittest import mock

from impl.jobs import fork_server, processes
from impl.jobs.fork_server import ForkServer
from impl.jobs.forking import Forking

_ROOT = Path(__file__).resolve().parents[2]


class _Forked:
    """What an application sees of a process that is not its own child."""

    async def wait(self) -> int:
        return 0

    def kill(self) -> None:
        pass


@contextlib.contextmanager
def warm_engine() -> Iterator[Path]:
    """Keep it ready meanwhile; yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        address = Path(folder, "socket")
        command = [sys.executable, "-m", __name__, str(address)]
        with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stdout.readline() == b"ready\n"
            yield address
            process.terminate()


@contextlib.contextmanager
def in_use(address: Path) -> Iterator[None]:
    """Have applications of this process use it meanwhile."""
    start = Forking.started

    async def started(module: str) -> Forking:
        if module != processes._MODULE:
            return await start(module)
        control = socket.socket(socket.AF_UNIX)
        control.connect(str(address))
        control.setblocking(False)
        return Forking(cast(Any, _Forked()), control)

    with mock.patch.object(Forking, "started", started):
        yield


def _serve(path: str) -> None:
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
                    _fork_server(control)


def _fork_server(control: socket.socket) -> NoReturn:
    try:
        ForkServer(control, fork_server.answer).run()
    finally:
        os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1])
