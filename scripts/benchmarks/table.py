"""Turns slices into the table that is printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

SUBJECT = "countersign"


@dataclass(frozen=True)
class Measurement:
    """One slice: requests a second, and latencies in milliseconds."""

    rate: float
    p50: float
    p99: float


# Endpoint, service, one measurement for each round.
Results = Mapping[str, Mapping[str, Sequence[Measurement]]]


@dataclass(frozen=True)
class Ratio:
    """The subject's rate divided by a peer's: median, least and most over rounds."""

    median: float
    low: float
    high: float


def ratio(subject: Sequence[Measurement], peer: Sequence[Measurement]) -> Ratio:
    """Compare slices of the same round, so that a slow moment hits both."""
    pairs = zip(subject, peer, strict=True)
    quotients = [mine.rate / other.rate for mine, other in pairs]
    return Ratio(median(quotients), min(quotients), max(quotients))


def render(results: Results) -> str:
    """Return the tables of all endpoints."""
    return "\n\n".join(
        f"{endpoint}\n{_table(services)}" for endpoint, services in results.items()
    )


def _table(services: Mapping[str, Sequence[Measurement]]) -> str:
    head = f"  {'service':<28}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}"
    lines = [f"{head}   {SUBJECT} / it"]
    for name, rounds in services.items():
        row = (
            f"  {name:<28}{median(one.rate for one in rounds):>9.0f}"
            f"{median(one.p50 for one in rounds):>9.2f}"
            f"{median(one.p99 for one in rounds):>9.2f}"
        )
        if name != SUBJECT:
            found = ratio(services[SUBJECT], rounds)
            row += f"   {found.median:.2f}x  ({found.low:.2f} to {found.high:.2f})"
        lines.append(row)
    return "\n".join(lines)
