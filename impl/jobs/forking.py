"""The process that forks others for work on hostile data, as seen from the service.

It gets nothing of our environment that could be a secret.
"""

import asyncio
import contextlib
import os
import socket
import sys
from itertools import count
from pathlib import Path
from typing import Final

from impl.database.errors import Reason, Unavailable
from impl.jobs import framing
from impl.jobs.framing import JobLimits, Order

_ROOT: Final = str(Path(__file__).resolve().parents[2])
_PATIENCE: Final = 3.0


class Forking:
    """The process that forks others, and who waits for their ends."""

    def __init__(
        self, process: asyncio.subprocess.Process, control: socket.socket
    ) -> None:
        self._process = process
        self._control = control
        self._jobs: dict[int, asyncio.Future[int | None]] = {}
        self.numbers = count(1)
        self.is_alive = True
        self._reports = b""
        asyncio.get_running_loop().add_reader(control, self._read)

    @classmethod
    async def started(cls, module: str) -> "Forking":
        """Start it.

        Raises:
            Unavailable: the system has no process for it.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            ours.setblocking(False)
            try:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", module),
                    stdin=theirs.fileno(),
                    env=_environment(),
                )
            except BaseException as error:
                # Also when whoever it was started for has left meanwhile.
                ours.close()
                if isinstance(error, OSError):
                    raise Unavailable(Reason.RESOURCES) from None
                raise
        return cls(process, ours)

    def start(
        self, job: int, connection: socket.socket, limits: JobLimits
    ) -> asyncio.Future[int | None]:
        """Have a process started; return what will be its status, None if unknown."""
        ended: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
        self._jobs[job] = ended
        self.order(Order(b"start", job, limits), connection)
        if not self.is_alive and not ended.done():
            ended.set_result(None)
        return ended

    def forget(self, job: int) -> None:
        """Wait for the end of a process no longer."""
        self._jobs.pop(job, None)

    def order(self, order: Order, *connections: socket.socket) -> None:
        """Give an order; if it is gone, to nobody."""
        if not self.is_alive:
            return
        descriptors = [each.fileno() for each in connections]
        try:
            socket.send_fds(self._control, [order.pack()], descriptors)
        except OSError:
            # It is gone, or has not listened for so long that it may as well be.
            self._lost()

    async def end(self) -> None:
        """Let it go, as it does at the end of its orders."""
        self._lost()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._process.wait()
                return
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    def _read(self) -> None:
        try:
            data = self._control.recv(framing.END_SIZE * 64)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lost()
        self._reports += data
        whole = len(self._reports) // framing.END_SIZE * framing.END_SIZE
        reports, self._reports = self._reports[:whole], self._reports[whole:]
        for job, status in framing.unpack_ends(reports):
            ended = self._jobs.get(job)
            if ended and not ended.done():
                ended.set_result(status)

    def _lost(self) -> None:
        if not self.is_alive:
            return
        self.is_alive = False
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        for ended in self._jobs.values():
            if not ended.done():
                ended.set_result(None)


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COUNTERSIGN_", "DATABASE_", "PG"))
    }
    path = filter(None, [_ROOT, kept.get("PYTHONPATH")])
    return {**kept, "PYTHONPATH": os.pathsep.join(path)}
