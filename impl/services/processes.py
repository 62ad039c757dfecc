"""Processes for work on hostile data, which can be killed where threads can't."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from impl.database.errors import Reason, Unavailable
from impl.services import frames
from impl.services.frames import OUT_OF_MEMORY, Parts

_ROOT: Final = str(Path(__file__).resolve().parents[2])
# A process that has worked for many teams makes place for a fresh one.
_MOST_USES: Final = 100
_PATIENCE: Final = 3.0


class ProcessFailed(Exception):
    """The process ended without an answer.

    Attributes:
        out_of_memory: whether it was for want of memory.
    """

    def __init__(self, status: int | None) -> None:
        super().__init__(f"The process ended with status {status}")
        self.out_of_memory = status == OUT_OF_MEMORY


@dataclass(slots=True)
class _Worker:
    process: asyncio.subprocess.Process
    uses: int = 0


class Processes:
    """Some processes that answer messages, started when they are needed.

    A process gets nothing of our environment that could be a secret.

    Args:
        module: what a process runs; its arguments are the memory and the seconds that
            it may take.
        count: how many work at once.
        memory: bytes of address space for each.
        seconds: the longest that one message may take.
        patience: seconds to wait for one that is free; for ever when left out.
    """

    def __init__(
        self,
        module: str,
        count: int,
        memory: int,
        seconds: float,
        patience: float | None = None,
    ) -> None:
        self._command = (sys.executable, "-m", module, str(memory), str(seconds))
        self._seconds = seconds
        self._places = asyncio.Semaphore(count)
        self._patience = patience
        self._idle: list[_Worker] = []
        self._busy = self._waiting = 0

    def loads(self) -> Mapping[str, Callable[[], float]]:
        """Return how to read the processes at work, those idle, and what waits."""
        return {
            "busy": lambda: self._busy,
            "idle": lambda: len(self._idle),
            "waiting": lambda: self._waiting,
        }

    async def run(self, message: Parts) -> list[bytes]:
        """Return the answer to a message.

        When its time is over, or the caller is cancelled, its process is killed.

        Raises:
            ProcessFailed: the process ended instead.
            TimeoutError: it takes too long.
            Unavailable: all are busy.
        """
        await self._take_place()
        self._busy += 1
        try:
            worker = await self._worker()
            answered = False
            try:
                async with asyncio.timeout(self._seconds):
                    answer = await _exchange(worker.process, message)
                answered = True
                return answer
            finally:
                worker.uses += 1
                if not answered:
                    await _kill(worker.process)
                elif worker.uses < _MOST_USES:
                    self._idle.append(worker)
                else:
                    await _end(worker.process)
        finally:
            self._busy -= 1
            self._places.release()

    async def close(self) -> None:
        """End the idle processes."""
        while self._idle:
            await _end(self._idle.pop().process)

    async def _take_place(self) -> None:
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._places.acquire()
        except TimeoutError:
            raise Unavailable(Reason.RESOURCES) from None
        finally:
            self._waiting -= 1

    async def _worker(self) -> _Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.process.returncode is None:
                return worker
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=_environment(),
            # Ctrl-C on a terminal is for the service, which then ends this.
            start_new_session=True,
        )
        return _Worker(process)


async def _exchange(process: asyncio.subprocess.Process, message: Parts) -> list[bytes]:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("The process has no pipes")
    try:
        process.stdin.write(frames.pack(message))
        await process.stdin.drain()
        return await frames.receive(process.stdout)
    except (EOFError, ConnectionError):
        raise ProcessFailed(await process.wait()) from None


async def _end(process: asyncio.subprocess.Process) -> None:
    """Let a process that has nothing to do go, as it does at the end of its input."""
    if process.stdin is not None:
        process.stdin.close()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            await process.wait()
    await _kill(process)


async def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await process.wait()


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COUNTERSIGN_", "DATABASE_", "PG"))
    }
    path = filter(None, [_ROOT, kept.get("PYTHONPATH")])
    return {**kept, "PYTHONPATH": os.pathsep.join(path)}
