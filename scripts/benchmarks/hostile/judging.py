"""What is measured while hostile load arrives, and what it may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.benchmarks.hostile.neighbours import Seen
from scripts.proving.processes import Holding
from scripts.proving.verdicts import Verdict, percentile

# What people do all the time and what a supervisor asks; the other two activities
# have targets of their own.
REQUESTS = ("get one", "list", "log in", "livez")


@dataclass(frozen=True)
class Threshold:
    """The most that a value may be, and what it means if it is more."""

    name: str
    limit: float
    unit: str
    reason: str

    def judge(self, value: float | None) -> Verdict:
        """Return the verdict on a value."""
        return Verdict(self.name, value, self.limit, self.unit, self.reason)


_REQUESTS = Threshold(
    "other requests, 99th percentile",
    250,
    "ms",
    "A request of somebody else waits for work that is not theirs.",
)
_PUBLISH = Threshold(
    "other teams' small documents, slowest",
    2,
    "s",
    "A small document waits behind hostile ones.",
)
_COMPARE = Threshold(
    "other teams' small comparisons, slowest",
    5,
    "s",
    "A small comparison waits behind hostile ones.",
)
_WRONG = Threshold(
    "wrong answers to others",
    0,
    "",
    "Somebody was told that a good request is bad, or that nobody serves it.",
)
_MEMORY = Threshold(
    "memory kept a minute later",
    10,
    "%",
    "Memory that hostile work took is not given back.",
)
_PROCESSES = Threshold(
    "processes left a minute later", 0, "", "Something that was given up still runs."
)


@dataclass
class Measured:
    """Everything that one run has shown; times are seconds.

    Attributes:
        pool: connections that all workers may hold together.
        promise: how long an orderly stop may take.
        stopped: how long it took after SIGTERM, None if something stayed.
        attack: what the attacker reports.
    """

    seen: Seen
    before: Holding
    peak: Holding
    after: Holding
    connections: int | None
    pool: int
    promise: float
    stopped: float | None
    attack: Mapping[str, Any] = field(default_factory=dict)


def verdicts(measured: Measured) -> list[Verdict]:
    """Judge a run."""
    times = measured.seen.seconds
    requests = [one for name in REQUESTS for one in times.get(name, [])]
    worst = percentile(requests, 0.99)
    before, after = measured.before, measured.after
    more = after.descriptors - before.descriptors
    return [
        _REQUESTS.judge(_milli(worst)),
        _PUBLISH.judge(_longest(times, "publish")),
        _COMPARE.judge(_longest(times, "compare")),
        _WRONG.judge(sum(measured.seen.wrong.values())),
        _MEMORY.judge((after.rss / before.rss - 1) * 100),
        _PROCESSES.judge(after.processes - before.processes),
        _descriptors(measured.pool).judge(more),
        _connections(measured.pool).judge(measured.connections),
        _stop(measured.promise).judge(measured.stopped),
    ]


def _descriptors(pool: int) -> Threshold:
    return Threshold(
        "descriptors left a minute later",
        pool,
        "",
        "More stays open than a pool of connections that has grown explains.",
    )


def _connections(pool: int) -> Threshold:
    return Threshold(
        "connections to the database a minute later",
        pool,
        "",
        "More stays open than README says that workers open.",
    )


def _stop(promise: float) -> Threshold:
    return Threshold(
        "end after SIGTERM in the middle of it",
        promise,
        "s",
        "Some process is still there after grace, time-out and five seconds.",
    )


def _longest(times: Mapping[str, list[float]], name: str) -> float | None:
    return max(times.get(name, []), default=None)


def _milli(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000
