"""A process that forks another one for each document, comparison and certificate.

It reads the engine once, so that a process begins within milliseconds and shares what
it does not change. It never looks at what a stranger sent; the processes that do end
with their connection, most after one message, so nothing of it stays. Linux and macOS.

Orders come through its standard input, a Unix socket: each `start` with a socket that
has the message and takes the answer. When that input ends, for whatever reason, so do
all processes. Each of them also ends by itself:

- at its limit of memory (`RLIMIT_AS`), with the status `framing.OUT_OF_MEMORY`;
- at its limit of processor time (`SIGPROF`), which no library can hold up and which
  does not pass while others keep it waiting;
- on Linux, when this process ends (`PR_SET_PDEATHSIG`).
"""

import contextlib
import ctypes
import gc
import os
import resource
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from types import FrameType
from typing import Final

from impl.jobs import (
    anchor_answers,
    anchor_task,
    comparison_answers,
    consumer_answers,
    difference_answers,
    difference_task,
    examination_answers,
    framing,
    judging_answers,
    judging_task,
    likeness_answers,
    likeness_task,
    merging_answers,
    merging_task,
    reference_answers,
    reference_task,
    report_answers,
    report_task,
)
from impl.jobs.framing import JobLimits, Order, Parts

# The service comes first.
_NICE: Final = 5
_NICER: Final = 15
_PDEATHSIG: Final = 1
_SMALLEST: Final = b"openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\n"
Answer = Callable[[Parts], Parts]


def answer(message: Parts) -> Parts:
    """Do what a message asks for.

    Raises:
        ValueError: a contract has no canonical form.
        MemoryError: there is more to say than anybody would read.
    """
    verb, *asked = message
    if verb == b"examine":
        return examination_answers.answer(asked)
    if verb in {b"check_usage", b"judge"}:
        return consumer_answers.answer(message)
    if verb == likeness_task.VERB:
        return likeness_answers.answer(asked)
    if verb == anchor_task.VERB:
        return anchor_answers.answer(asked)
    if verb == merging_task.VERB:
        return merging_answers.answer(asked)
    if verb == reference_task.VERB:
        return reference_answers.answer(asked)
    if verb == difference_task.VERB:
        return difference_answers.answer(asked)
    if verb == judging_task.VERB:
        return judging_answers.answer(asked)
    if verb == report_task.VERB:
        return report_answers.answer(asked)
    return comparison_answers.answer(message)


def warm_up() -> None:
    """Have read and compiled what every process needs."""
    examination_answers.answer([_SMALLEST, b"application/yaml"])
    gc.collect()
    # What is there now is never looked through again, and so its pages stay shared.
    gc.freeze()


class ForkServer:
    """Starts, slows down and kills processes by order.

    Args:
        control: where orders come from and reports go to.
        answer: what the processes do.
    """

    def __init__(self, control: socket.socket, answer: Answer) -> None:
        self._control = control
        self._answer = answer
        self._jobs: dict[int, int] = {}

    def run(self) -> None:
        """Serve until there are no more orders; no process is left then."""
        woken, wake = socket.socketpair()
        woken.setblocking(False)
        wake.setblocking(False)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _ignore)
        with woken, wake, selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if woken in ready:
                    woken.recv(4096)
                    self._reap()
                if self._control in ready and not self._obey(woken, wake):
                    break
            signal.set_wakeup_fd(-1)
        self._end()

    def _obey(self, *ours: socket.socket) -> bool:
        """Take one order; False when there are none any more."""
        try:
            data, descriptors, _, _ = socket.recv_fds(
                self._control, framing.ORDER_SIZE, 1
            )
        except ConnectionError:
            return False
        if not data:
            return False
        order = Order.unpack(data)
        if order.verb == b"start":
            with socket.socket(fileno=descriptors[0]) as connection:
                self._start(order, connection, ours)
        elif pid := self._jobs.get(order.job):
            if order.verb == b"kill":
                os.kill(pid, signal.SIGKILL)
            else:
                os.setpriority(os.PRIO_PROCESS, pid, _NICER)
        return True

    def _start(
        self, order: Order, connection: socket.socket, ours: tuple[socket.socket, ...]
    ) -> None:
        server = os.getpid()
        try:
            pid = os.fork()
        except OSError:
            self._report(order.job, -signal.SIGKILL)
            return
        if pid:
            self._jobs[order.job] = pid
            return
        status = 1
        # Whatever happens, a process never goes on as this one.
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for each in (self._control, *ours):
                each.close()
            status = work(connection, self._answer, order.limits, server)
        except BaseException:  # noqa: BLE001 - what is left of it is its status
            traceback.print_exc()
        finally:
            os._exit(status)

    def _reap(self) -> None:
        for job, pid in list(self._jobs.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                del self._jobs[job]
                self._report(job, os.waitstatus_to_exitcode(status))

    def _report(self, job: int, status: int) -> None:
        with contextlib.suppress(OSError):
            self._control.sendall(framing.pack_end(job, status))

    def _end(self) -> None:
        for pid in self._jobs.values():
            os.kill(pid, signal.SIGKILL)
        for pid in self._jobs.values():
            os.waitpid(pid, 0)


def work(
    connection: socket.socket, answer: Answer, limits: JobLimits, server: int
) -> int:
    """Answer the messages of a connection within limits; return the exit status.

    Args:
        connection: has the messages and takes the answers; its end is ours.
        answer: what to do.
        limits: what each may cost.
        server: whose end is ours, too.
    """
    _die_with(server)
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Not every system knows this limit.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    try:
        with connection.makefile("rwb") as stream:
            stream.write(framing.BEGUN)
            stream.flush()
            while True:
                message = framing.read(stream)
                signal.setitimer(signal.ITIMER_PROF, limits.seconds)
                found = answer(message)
                signal.setitimer(signal.ITIMER_PROF, 0)
                framing.write(stream, found)
    except (MemoryError, RecursionError):
        return framing.OUT_OF_MEMORY
    except (EOFError, ConnectionError):
        # Who asked is gone, or has no more to ask.
        return 0


def _die_with(server: int) -> None:
    """Be killed when the process that forked this one is."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
        # It may have ended before.
        if os.getppid() != server:
            os._exit(0)


def _ignore(_signal: int, _frame: FrameType | None) -> None:
    """Have the signal wake the selector, and nothing else."""


def main() -> int:
    """Serve orders; return the exit status."""
    # Ctrl-C on a terminal is for the service, which then ends this.
    os.setpgid(0, 0)
    warm_up()
    with socket.socket(fileno=0) as control:
        ForkServer(control, answer).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
