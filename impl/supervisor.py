"""Keeps a number of worker processes alive on one listening socket."""

import contextlib
import logging
import signal
import socket
import subprocess
import threading
import time
from types import FrameType

from impl.telemetry.exposing import Fleet

_LOGGER = logging.getLogger(__name__)
_POLL = 0.2
# A worker that dies younger than this has not served; starting it again at once
# would only burn the processor.
_INFANCY = 5.0


def supervise(
    command: list[str],
    workers: int,
    listener: socket.socket,
    patience: float,
    fleet: Fleet,
) -> int:
    """Run `workers` copies of `command` until SIGTERM or SIGINT; return exit status.

    A worker that dies is replaced. Stopping passes SIGTERM on to all of them and
    kills those that are still there after `patience` seconds. Each worker is admitted
    to `fleet`, and gets `--metrics-fd` with its end of the line.

    Returns:
        0 after an orderly stop, 1 if a worker could not start or had to be killed.
    """
    supervisor = _Supervisor(command, workers, listener, fleet)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, supervisor.ask_to_stop)
    return supervisor.run(patience)


class _Supervisor:
    def __init__(
        self,
        command: list[str],
        workers: int,
        listener: socket.socket,
        fleet: Fleet,
    ) -> None:
        self._command = command
        self._count = workers
        self._listener = listener
        self._fleet = fleet
        self._stop = threading.Event()
        self._workers: dict[subprocess.Popen[bytes], float] = {}
        self._numbers: dict[subprocess.Popen[bytes], int] = {}

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def run(self, patience: float) -> int:
        healthy = True
        for _ in range(self._count):
            self._start()
        while healthy and not self._stop.wait(_POLL):
            healthy = self._replace_dead()
        return 0 if self._end(patience) and healthy else 1

    def _start(self) -> None:
        number, line = self._fleet.admit()
        with line:
            descriptors = [self._listener.fileno(), line.fileno()]
            worker = subprocess.Popen(  # noqa: S603 - our own command
                [*self._command, "--metrics-fd", str(line.fileno())],
                pass_fds=descriptors,
            )
        self._workers[worker] = time.monotonic()
        self._numbers[worker] = number

    def _replace_dead(self) -> bool:
        for worker, started in list(self._workers.items()):
            if worker.poll() is None:
                continue
            del self._workers[worker]
            self._fleet.dismiss(self._numbers.pop(worker))
            if time.monotonic() - started < _INFANCY:
                _LOGGER.error(
                    "Worker %d ended with status %s before it could serve; stopping",
                    worker.pid,
                    worker.returncode,
                )
                return False
            _LOGGER.warning(
                "Worker %d ended with status %s; starting another",
                worker.pid,
                worker.returncode,
            )
            self._start()
        return True

    def _end(self, patience: float) -> bool:
        for worker in self._workers:
            with contextlib.suppress(ProcessLookupError):
                worker.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + patience
        orderly = True
        for worker in self._workers:
            try:
                status = worker.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                worker.kill()
                status = worker.wait()
            # A worker that is told to stop before it listens for that just ends.
            orderly = orderly and status in {0, -signal.SIGTERM}
            self._fleet.dismiss(self._numbers.pop(worker))
        return orderly
