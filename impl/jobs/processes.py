"""Processes for work on hostile data, which can be killed where threads can't."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator
from typing import Final

from impl.database.errors import Reason, Unavailable
from impl.jobs import framing
from impl.jobs.forking import Forking
from impl.jobs.framing import OUT_OF_MEMORY, JobLimits, Order, Parts

_MODULE: Final = "impl.jobs.fork_server"
# How long the server of processes stays when there is nothing to do.
_IDLE: Final = 30.0
# Processor time takes longer to pass where others want it, too; but not for ever.
_MOST_WAITING: Final = 5
_LEAST_WAITING: Final = 10.0
# Libraries that can't say that memory is short end their process like this; so does
# the system at the end of a stack.
_OUT_OF_MEMORY: Final = {
    OUT_OF_MEMORY,
    -signal.SIGABRT,
    -signal.SIGSEGV,
    -signal.SIGBUS,
}


class ProcessFailed(Exception):
    """The process ended without an answer.

    Attributes:
        out_of_memory: whether it was for want of memory.
    """

    def __init__(self, status: int) -> None:
        super().__init__(f"The process ended with status {status}")
        self.out_of_memory = status in _OUT_OF_MEMORY


class Work:
    """A message that a process of its own answers.

    Attributes:
        answer: what it answers; raises what `ProcessPool.run` raises. Until the end.
    """

    def __init__(self, server: Forking, message: Parts, limits: JobLimits) -> None:
        self._server = server
        self._job = next(server.numbers)
        self._begun = asyncio.Event()
        # Not a method: its error would keep this object, which keeps the error.
        exchange = _exchange(server, self._job, message, limits, self._begun)
        self.answer = asyncio.create_task(exchange)

    async def begun(self) -> None:
        """Wait until it is worked on, or over."""
        waiting = asyncio.ensure_future(self._begun.wait())
        try:
            await asyncio.wait(
                {waiting, self.answer}, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            waiting.cancel()

    def lower(self) -> None:
        """Let others go first from now on."""
        self._server.order(Order(b"lower", self._job))

    async def end(self) -> None:
        """Kill the process, unless it has answered."""
        self.answer.cancel()
        await asyncio.wait({self.answer})
        if not self.answer.cancelled():
            # Who did not wait for it does not want to know.
            self.answer.exception()
        # The frames of an error know this object, so it must not know the error.
        del self.answer


class Conversation:
    """Messages that one process answers, one after the other.

    Args:
        server: forks the process.
        limits: what each message may cost; memory is of all together.
    """

    def __init__(self, server: Forking, limits: JobLimits) -> None:
        self._server = server
        self._job = next(server.numbers)
        self._connection, theirs = socket.socketpair()
        self._connection.setblocking(False)
        with theirs:
            self._ended = server.start(self._job, theirs, limits)
        self._has_begun = False
        self._longest = limits.seconds * _MOST_WAITING + _LEAST_WAITING

    async def ask(self, message: Parts) -> list[bytes]:
        """Return the answer to a message; after an error there are no more.

        Raises:
            ProcessFailed, TimeoutError, Unavailable: as `ProcessPool.run`.
        """
        try:
            async with asyncio.timeout(self._longest):
                if not self._has_begun:
                    await framing.begun(self._connection)
                    self._has_begun = True
                await framing.send(self._connection, message)
                return await framing.receive(self._connection)
        except TimeoutError:
            pass
        except (EOFError, ConnectionError):
            raise _failure(await self._ended) from None
        raise Unavailable(Reason.RESOURCES)

    def end(self) -> None:
        """Kill the process."""
        self._connection.close()
        self._server.order(Order(b"kill", self._job))
        self._server.forget(self._job)


async def _exchange(
    server: Forking,
    job: int,
    message: Parts,
    limits: JobLimits,
    begun: asyncio.Event,
) -> list[bytes]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours:
        with theirs:
            ended = server.start(job, theirs, limits)
        try:
            longest = limits.seconds * _MOST_WAITING + _LEAST_WAITING
            async with asyncio.timeout(longest):
                await framing.begun(ours)
                begun.set()
                await framing.send(ours, message)
                return await framing.receive(ours)
        except TimeoutError:
            pass
        except (EOFError, ConnectionError):
            raise _failure(await ended) from None
        finally:
            # It may have answered, which does no harm.
            server.order(Order(b"kill", job))
            server.forget(job)
    # Not above: as its context the timeout would be kept, which knows the task.
    raise Unavailable(Reason.RESOURCES)


class ProcessPool:
    """Has messages answered by processes of their own, a new one for each.

    They are forked by a server that is started when it is needed and ends when it was
    not for a while. No process gets anything of our environment that could be a secret.

    Args:
        module: the program of that server.
        idle: seconds until it ends.

    Attributes:
        busy: how many are at work.
    """

    def __init__(self, module: str = _MODULE, idle: float = _IDLE) -> None:
        self._module = module
        self._idle = idle
        self._server: Forking | None = None
        self._starting = asyncio.Lock()
        self.busy = 0
        self._rest: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()

    async def run(self, message: Parts, limits: JobLimits) -> list[bytes]:
        """Return the answer to a message.

        When its time is over, or the caller is cancelled, its process is killed.

        Raises:
            ProcessFailed: the process ended instead, by its own fault.
            TimeoutError: it needs more processor time than the limit.
            Unavailable: it could not be worked on, by no fault of the message.
        """
        async with self.working(message, limits) as work:
            return await work.answer

    @contextlib.asynccontextmanager
    async def working(self, message: Parts, limits: JobLimits) -> AsyncIterator[Work]:
        """Have a message answered meanwhile; its process is killed at the end.

        Raises:
            Unavailable: no process can be started.
        """
        async with self._held() as server:
            work = Work(server, message, limits)
            try:
                yield work
            finally:
                await work.end()

    @contextlib.asynccontextmanager
    async def conversing(self, limits: JobLimits) -> AsyncIterator[Conversation]:
        """Have a process answer messages meanwhile; it is killed at the end.

        Raises:
            Unavailable: no process can be started.
        """
        async with self._held() as server:
            conversation = Conversation(server, limits)
            try:
                yield conversation
            finally:
                conversation.end()

    @contextlib.asynccontextmanager
    async def _held(self) -> AsyncIterator[Forking]:
        """Keep the server of processes meanwhile."""
        self.busy += 1
        if self._rest:
            self._rest.cancel()
        try:
            yield await self._running()
        finally:
            self.busy -= 1
            if not self.busy:
                loop = asyncio.get_running_loop()
                self._rest = loop.call_later(self._idle, self._retire)

    async def close(self) -> None:
        """End all processes."""
        if self._rest:
            self._rest.cancel()
        self._retire()
        if self._ending:
            await asyncio.wait(self._ending)

    def _retire(self) -> None:
        server, self._server = self._server, None
        if server:
            task = asyncio.create_task(server.end())
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    async def _running(self) -> Forking:
        async with self._starting:
            if self._server is None or not self._server.is_alive:
                self._retire()
                self._server = await Forking.started(self._module)
            return self._server


def _failure(status: int | None) -> Exception:
    """Return what it means that a process ended with a status."""
    if status == -signal.SIGPROF:
        return TimeoutError()
    if status in {None, -signal.SIGKILL, -signal.SIGTERM}:
        # Somebody else ended it, or all of them.
        return Unavailable(Reason.RESOURCES)
    return ProcessFailed(status or 0)
