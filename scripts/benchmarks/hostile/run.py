"""One run: a service as it is shipped, neighbours, an attack, and a quiet minute."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from impl.environment import environment_name
from impl.settings import Settings
from scripts.benchmarks.hostile import catalogue, scene
from scripts.benchmarks.hostile.attack import AttackOrder
from scripts.benchmarks.hostile.catalogue import HostileDocument
from scripts.benchmarks.hostile.judging import Measured
from scripts.benchmarks.hostile.neighbours import Neighbour, Routine, Seen
from scripts.proving import processes
from scripts.proving.processes import Holding
from scripts.proving.service import (
    GENEROUS,
    ROOT,
    Service,
    scratch_database,
    serving,
)

CORES = 2
# Seconds between two requests of a kind. Few enough that they are no load themselves;
# log-ins stay within what one address may do by default.
PACES = {
    "get one": 0.1,
    "list": 0.1,
    "livez": 0.1,
    "log in": 2.0,
    "publish": 1.0,
    "compare": 2.0,
}
_WARM_UP = 8.0
_AFTERMATH = 5.0
QUIET = 60.0
_QUICK = 60.0
_SAMPLE = 0.5
# What was answered 202 is work that somebody was promised.
_LONGEST_WORK = 1800.0
_HOUR = 3600.0
# What README promises of SIGTERM, and what a supervisor adds to it.
_MARGIN = 5.0


class HostileError(Exception):
    """A process of the measurement itself failed; the message says how."""


@dataclass(frozen=True)
class AttackPlan:
    """What to run: how long an attack may last, in seconds, and from how many teams."""

    documents: tuple[HostileDocument, ...]
    seconds: float
    teams: int
    workers: int


def planned(quick: bool, seconds: float, teams: int, workers: int) -> AttackPlan:
    """Return a plan; a quick one has the loudest documents and a minute."""
    everything = catalogue.documents()
    if not quick:
        return AttackPlan(everything, seconds, teams, workers)
    loud = tuple(one for one in everything if one.name in catalogue.LOUDEST)
    return AttackPlan(loud, min(seconds, _QUICK), teams, workers)


@dataclass
class Watch:
    """Samples what the service's processes hold, until it is stopped."""

    pid: int
    peak: Holding = field(default_factory=lambda: Holding(0, 0, 0))
    _over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Keep the largest of each."""
        while not self._over.wait(_SAMPLE):
            now = processes.holding(processes.tree(self.pid))
            self.peak = Holding(
                max(self.peak.rss, now.rss),
                max(self.peak.descriptors, now.descriptors),
                max(self.peak.processes, now.processes),
            )

    @contextlib.contextmanager
    def going(self) -> Iterator[None]:
        """Sample in the background."""
        thread = threading.Thread(target=self.run)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()


def as_shipped(workers: int) -> dict[str, str]:
    """Return settings with which nothing is more generous than by default."""
    names = {environment_name(name): name for name in Settings.model_fields}
    kept = {
        variable: str(Settings.model_fields[names[variable]].default)
        for variable in GENEROUS
    }
    return {
        **kept,
        "COUNTERSIGN_LOG_LEVEL": "error",
        "COUNTERSIGN_WORKERS": str(workers),
    }


def confine() -> int:
    """Run on two cores from now on, with all children; return how many it is."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def measure(plan: AttackPlan, folder: Path) -> Measured:
    """Run once.

    Raises:
        HostileError: a process of the measurement failed.
        ServiceError: the service did not start.
        PopulationError: the service refused ordinary requests beforehand.
    """
    say("making documents")
    files = scene.written(plan.documents, folder)
    with (
        scratch_database() as database_url,
        serving(database_url, folder / "log", as_shipped(plan.workers)) as service,
    ):
        say("making people, teams and versions")
        targets = scene.targets(service.url, plan.teams)
        everybody = scene.population(service.url)
        say(f"warming up for {_WARM_UP:.0f} s")
        with _neighbours(service, everybody, first=10):
            time.sleep(_WARM_UP)
        before = processes.holding(processes.tree(service.process.pid))
        order = scene.order(service.port, targets, plan.documents, files, plan.seconds)
        say(f"attacking for at most {plan.seconds:.0f} s")
        watch = Watch(service.process.pid)
        with watch.going():
            seen, attack = _attack(service, everybody, order)
        say(f"waiting for comparisons that were accepted, and {QUIET:.0f} s more")
        _await_accepted(database_url)
        time.sleep(QUIET)
        after = processes.holding(processes.tree(service.process.pid))
        connections = _connections(database_url)
        say("stopping in the middle of another attack")
        _carry_out(scene.patterns(service.port, targets, files))
        promise = _promise()
        stopped = _stop(service, promise)
    pool = _default("database_pool_size") * 2 * plan.workers
    return Measured(
        *(seen, before, watch.peak, after, connections),
        *(int(pool), promise, stopped, attack),
    )


def say(text: str) -> None:
    """Tell who waits what is going on."""
    print(f"  {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def _default(name: str) -> float:
    return float(Settings.model_fields[name].default)


def _promise() -> float:
    return _default("drain_grace") + _default("shutdown_timeout") + _MARGIN


def _attack(
    service: Service, everybody: list[Neighbour], order: AttackOrder
) -> tuple[Seen, Mapping[str, Any]]:
    with _neighbours(service, everybody, first=100_000) as found:
        attack = _carry_out(order)
        # What was sent last still burns.
        time.sleep(_AFTERMATH)
    return found[0], attack


@contextlib.contextmanager
def _neighbours(
    service: Service, everybody: list[Neighbour], first: int
) -> Iterator[list[Seen]]:
    routine = Routine(service.url, everybody, PACES, first)
    process = _start("neighbours", routine.as_json())
    found: list[Seen] = []
    try:
        yield found
    finally:
        process.send_signal(signal.SIGTERM)
        read = _output(process)
        found.append(Seen(read["seconds"], read["wrong"], read["own_lag"]))


def _carry_out(order: AttackOrder) -> Mapping[str, Any]:
    return _output(_start("attack", order.as_json()))


def _start(module: str, text: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", f"scripts.benchmarks.hostile.{module}"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if process.stdin is not None:
        process.stdin.write(text)
        process.stdin.close()
        process.stdin = None
    return process


def _output(process: subprocess.Popen[str]) -> dict[str, Any]:
    output, errors = process.communicate(timeout=_HOUR)
    if process.returncode:
        last = errors.strip().splitlines()[-1:] or ["nothing said"]
        raise HostileError(f"A client ended with {process.returncode}: {last[0]}")
    read: dict[str, Any] = json.loads(output)
    return read


def _await_accepted(url: str) -> None:
    unfinished = "SELECT count(*) FROM comparisons WHERE state IN ('queued', 'running')"
    begin = time.monotonic()
    while _count(url, unfinished):
        if time.monotonic() - begin > _LONGEST_WORK:
            raise HostileError("Comparisons that were accepted are never finished")
        time.sleep(1)


def _connections(url: str) -> int:
    return _count(
        url,
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


def _count(url: str, query: LiteralString) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _stop(service: Service, promise: float) -> float | None:
    everything = processes.tree(service.process.pid)
    service.terminate()
    ended = processes.await_end(everything, promise + _MARGIN)
    if ended is None:
        for process in everything:
            with contextlib.suppress(processes.Gone):
                process.kill()
    return ended
