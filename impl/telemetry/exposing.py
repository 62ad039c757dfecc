"""Metrics on a port of their own: of one process, or of all workers together.

Prometheus asks one port. With several workers the process that watches over them
answers, and asks each of them over a socket it was born with. All series of a worker
carry its number; the sum is the reader's: `sum without (worker) (…)`.
"""

import contextlib
import itertools
import json
import socket
import struct
import threading
from collections.abc import Iterable
from typing import Any, Final

from prometheus_client import REGISTRY, CollectorRegistry, Metric, start_http_server
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

_PATIENCE: Final = 2.0
_HEAD: Final = struct.Struct("!II")


def serve(host: str, port: int, registry: CollectorRegistry = REGISTRY) -> int:
    """Answer `GET /metrics` on a thread; return the port, which 0 leaves open.

    Raises:
        OSError: the address is in use or not this machine's.
    """
    server, _ = start_http_server(port, host, registry)
    return int(server.server_port)


def answer(asked: socket.socket) -> None:
    """Answer the watching process on a thread, as long as it is there."""
    threading.Thread(target=_answer, args=(asked,), name="metrics", daemon=True).start()


def _answer(asked: socket.socket) -> None:
    with contextlib.suppress(OSError, EOFError), asked:
        while True:
            number = int.from_bytes(_exactly(asked, 4))
            families = [
                [each.name, each.documentation, each.type, _samples(each)]
                for each in REGISTRY.collect()
            ]
            body = json.dumps(families).encode()
            asked.sendall(_HEAD.pack(number, len(body)) + body)


def _samples(family: Metric) -> list[tuple[str, dict[str, str], float]]:
    return [(each.name, dict(each.labels), each.value) for each in family.samples]


class Fleet(Collector):
    """The metrics of all workers; collected by asking them at the same time."""

    def __init__(self) -> None:
        self._workers: dict[int, socket.socket] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def admit(self) -> tuple[int, socket.socket]:
        """Return a new worker's number and its end of the line."""
        ours, theirs = socket.socketpair()
        with self._lock:
            free = (n for n in itertools.count(1) if n not in self._workers)
            number = next(free)
            self._workers[number] = ours
        return number, theirs

    def dismiss(self, number: int) -> None:
        """Forget a worker that has ended."""
        with self._lock:
            self._workers.pop(number).close()

    def collect(self) -> Iterable[Metric]:
        """Return the families of all workers; one that is silent is left out."""
        up = GaugeMetricFamily(
            "countersign_worker_up",
            "Whether a worker answered the question for its metrics.",
            labels=["worker"],
        )
        families: dict[str, Metric] = {"": up}
        with self._lock:
            asked = next(self._numbers) % 2**32
            for ours in self._workers.values():
                with contextlib.suppress(OSError):
                    ours.settimeout(_PATIENCE)
                    ours.sendall(asked.to_bytes(4))
            for number, ours in self._workers.items():
                told = _told(ours, asked)
                up.add_metric([str(number)], 0 if told is None else 1)
                for name, meaning, kind, samples in told or ():
                    family = families.setdefault(name, Metric(name, meaning, kind))
                    for series, labels, value in samples:
                        labelled = {**labels, "worker": str(number)}
                        family.add_sample(series, labelled, value)
        return families.values()


def _told(ours: socket.socket, asked: int) -> Any:
    """Return what a worker answers to this question, None if it does not."""
    try:
        while True:
            number, size = _HEAD.unpack(_exactly(ours, _HEAD.size))
            body = _exactly(ours, size)
            # An answer that came too late for an earlier question is not for this.
            if number == asked:
                return json.loads(body)
    except (OSError, EOFError):
        return None


def _exactly(end: socket.socket, size: int) -> bytes:
    received = bytearray()
    while len(received) < size:
        part = end.recv(size - len(received))
        if not part:
            raise EOFError
        received += part
    return bytes(received)
