"""What is counted, for Prometheus.

Labels take few values, none of which a client can choose: ids of operations, classes of
statuses, names of reasons.
"""

import platform
from collections.abc import Callable
from typing import Final

from prometheus_client import Counter, Gauge, Histogram, Info, disable_created_metrics

from impl.telemetry import logging

disable_created_metrics()  # type: ignore[no-untyped-call] # by the library

_PREFIX: Final = "countersign"
_LATENCIES: Final = (
    *(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1),
    *(0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
)
_LAGS: Final = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

_requests: Final = Histogram(
    "http_request_duration_seconds",
    "Time from a request's head to the end of its answer.",
    ("operation", "method", "status"),
    namespace=_PREFIX,
    buckets=_LATENCIES,
)
_incidents: Final = Counter(
    "incidents",
    "Refused credentials, refusals for load or rate, failures: the events of the log.",
    ("event", "reason"),
    namespace=_PREFIX,
)
_lag: Final = Histogram(
    "event_loop_lag_seconds",
    "How much later than asked for the event loop got to its ten looks a second.",
    namespace=_PREFIX,
    buckets=_LAGS,
)
_build: Final = Info("build", "What is running.", namespace=_PREFIX)
_gauges: Final[dict[str, Gauge]] = {}
_counters: Final[dict[str, Counter]] = {}
# A label is found by its values once, and then by one look into this.
_by_labels: Final[dict[tuple[str | None, str | None, int], Histogram]] = {}


def request(
    operation: str | None, method: str | None, status: int, seconds: float
) -> None:
    """Count a request and its time.

    Args:
        operation: its operation's id, None if it has none.
        method: as a contract can have it, None for others.
        status: of the answer; 0 if there was none.
        seconds: how long it took.
    """
    key = (operation, method, status // 100)
    known = _by_labels.get(key)
    if known is None:
        names = (operation or "none", method or "other", _class_of(status))
        known = _by_labels[key] = _requests.labels(*names)
    known.observe(seconds)


def incident(event: str, reason: str = "") -> None:
    """Count something that operators look out for; both names are ours."""
    _incidents.labels(event, reason).inc()


def lag(seconds: float) -> None:
    """Count by how much the event loop was late."""
    _lag.observe(seconds)


def build(version: str, contract: str) -> None:
    """Say what is running: the contract's version and digest."""
    python = platform.python_version()
    _build.info({"version": version, "contract": contract, "python": python})


def gauge(name: str, meaning: str, read: Callable[[], float], **labels: str) -> None:
    """Have a value read whenever somebody looks; registering again replaces.

    Args:
        name: in snake_case with its unit, without our prefix.
        meaning: a sentence.
        read: returns the value; called in another thread.
        labels: always the same names for one gauge.
    """
    known = _gauges.get(name)
    if known is None:
        known = Gauge(name, meaning, tuple(labels), namespace=_PREFIX)
        _gauges[name] = known
    (known.labels(**labels) if labels else known).set_function(read)


def count(name: str, meaning: str, amount: float = 1, **labels: str) -> None:
    """Add to a counter, which begins to be with its first call.

    Args:
        name: in snake_case, without our prefix and `_total`.
        meaning: a sentence.
        amount: how much to add.
        labels: always the same names for one counter; few values.
    """
    known = _counters.get(name)
    if known is None:
        known = Counter(name, meaning, tuple(labels), namespace=_PREFIX)
        _counters[name] = known
    (known.labels(**labels) if labels else known).inc(amount)


def _class_of(status: int) -> str:
    return f"{status // 100}xx" if status else "none"


gauge(
    "log_lines_dropped",
    "Log lines that were not written: nobody read them, or a disk was full.",
    logging.dropped,
)
