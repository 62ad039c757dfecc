"""The attacker, in a process of its own: threads that send what hurts.

`python -m scripts.benchmarks.hostile.attack` reads one JSON object, an `AttackOrder`,
from standard input, attacks until everything is sent or it gets SIGTERM, and prints one
JSON object: how often each answer was given, and what was never answered.
"""

import contextlib
import http.client
import json
import os
import signal
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

# Longer than any answer may take: who gives up sooner does not see a stall.
_PATIENCE = 120.0
_LONGEST_PAUSE = 20.0
_CUT = "cut off"
_BUSY = frozenset({429, 503})


@dataclass(frozen=True)
class Shot:
    """One request: a name for the report, how and where it goes, a file as its body."""

    name: str
    path: str
    headers: dict[str, str]
    file: str


@dataclass(frozen=True)
class AttackOrder:
    """What to send to which port; each lane is sent by so many threads at once.

    Attributes:
        address: the source address, so that limits by address meet the attacker alone.
        seconds: when to stop, whatever is left.
    """

    port: int
    address: str | None
    seconds: float
    lanes: list[tuple[int, list[Shot]]]

    def as_json(self) -> str:
        """Write it down for the process that carries it out."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "AttackOrder":
        """Read what `as_json` wrote."""
        read: dict[str, Any] = json.loads(text)
        lanes = [
            (width, [Shot(**shot) for shot in shots]) for width, shots in read["lanes"]
        ]
        return cls(read["port"], read["address"], read["seconds"], lanes)


class Attacker:
    """Carries out an order and counts the answers."""

    def __init__(self, order: AttackOrder) -> None:
        self._order = order
        self._over = threading.Event()
        self._lock = threading.Lock()
        self.answers: Counter[str] = Counter()
        self.settled: dict[str, str] = {}
        self.slowest: dict[str, float] = {}

    def stop(self) -> None:
        """Send nothing more."""
        self._over.set()

    def run(self) -> dict[str, Any]:
        """Send everything; return what was answered."""
        threads = [
            threading.Thread(target=self._work, args=(queue,), daemon=True)
            for width, shots in self._order.lanes
            for queue in [deque(shots)]
            for _ in range(width)
        ]
        begin = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(0.0, begin + self._order.seconds - time.monotonic()))
        self.stop()
        with self._lock:
            total = sum(len(shots) for _, shots in self._order.lanes)
            worst = sorted(self.slowest.items(), key=lambda item: -item[1])[:5]
            return {
                "sent": total,
                "settled": len(self.settled),
                "answers": dict(self.answers),
                "slowest": worst,
                "seconds": time.monotonic() - begin,
            }

    def _work(self, queue: deque[Shot]) -> None:
        while not self._over.is_set():
            try:
                shot = queue.popleft()
            except IndexError:
                return
            begin = time.monotonic()
            answer, pause = send(self._order.port, self._order.address, shot)
            with self._lock:
                self.answers[str(answer)] += 1
                took = time.monotonic() - begin
                self.slowest[shot.name] = max(took, self.slowest.get(shot.name, 0.0))
                if answer not in _BUSY:
                    self.settled[shot.name] = str(answer)
            if answer in _BUSY:
                # An attacker who is told to wait does, and comes again.
                queue.append(shot)
                self._over.wait(min(pause, _LONGEST_PAUSE))


def send(port: int, address: str | None, shot: Shot) -> tuple[int | str, float]:
    """Send one request; return the answer's status and its Retry-After in seconds."""
    connection = http.client.HTTPConnection(
        "127.0.0.1",
        port,
        timeout=_PATIENCE,
        source_address=(address, 0) if address else None,
    )
    try:
        body = Path(shot.file).read_bytes()
        # Whoever is refused before all of it was sent may have got an answer.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.request("POST", shot.path, body, shot.headers)
        answer = connection.getresponse()
        answer.read()
        pause = answer.headers.get("Retry-After") or "1"
        return answer.status, float(pause) if pause.isdigit() else 1.0
    except (OSError, http.client.HTTPException):
        return _CUT, 1.0
    finally:
        connection.close()


def lane(width: int, shots: Iterable[Shot]) -> tuple[int, list[Shot]]:
    """Return shots that so many threads send."""
    return width, list(shots)


def main() -> None:
    """Read an order, carry it out, report."""
    # On shared cores, whoever measures goes before whoever attacks.
    os.nice(5)
    attacker = Attacker(AttackOrder.from_json(sys.stdin.read()))
    signal.signal(signal.SIGTERM, lambda *_: attacker.stop())
    print(json.dumps(attacker.run()), flush=True)


if __name__ == "__main__":
    main()
