"""What a soak has shown, and what it may show: every threshold and its reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from scripts.proving.verdicts import Verdict, percentile

_FIFTHS = 5
# Within ten minutes caches and pools still fill.
_LONG = 600.0


@dataclass(frozen=True)
class SoakSample:
    """One moment: seconds since the start; memory in MB of the largest worker."""

    at: float
    rss: float
    descriptors: float
    connections: float | None
    lag: float


@dataclass
class SoakOutcome:
    """Everything that one soak has shown; rows are those of `sending.Tally`."""

    seconds: float
    begin: float
    rows: list[tuple[float, int, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    acknowledged: int = 0
    samples: list[SoakSample] = field(default_factory=list)
    happened: list[tuple[float, str]] = field(default_factory=list)


def verdicts(outcome: SoakOutcome) -> list[Verdict]:
    """Judge a soak."""
    samples = outcome.samples
    wide = 1.0 if outcome.seconds >= _LONG else 3.0
    rss = growth(samples, lambda one: one.rss)
    first = _fifth(samples, 1, lambda one: one.rss)
    share = None if rss is None or not first else rss / first * 100
    return [
        Verdict(
            "acknowledged writes that are lost or changed",
            len(outcome.lost) if outcome.acknowledged else None,
            0,
            "",
            "What was answered with 2xx has to be there.",
        ),
        Verdict(
            "answers that the request does not deserve",
            len(outcome.faults),
            0,
            "",
            "Faults may cost a connection or a 503 with Retry-After, nothing else.",
        ),
        Verdict(
            "growth of memory, second to last fifth",
            share,
            15 * wide,
            "%",
            "An allocator moves by some per cent; a leak goes on.",
        ),
        Verdict(
            "growth of descriptors",
            growth(samples, lambda one: one.descriptors),
            25,
            "",
            "Pools refill after faults, 20 connections a worker; more is a leak.",
        ),
        Verdict(
            "growth of connections to the database",
            growth(samples, lambda one: one.connections),
            20,
            "",
            "A pool that was emptied by a fault refills; more is a leak.",
        ),
        Verdict(
            "growth of the event loop's lag",
            growth(samples, lambda one: one.lag),
            50,
            "ms",
            "Medians of livez; the machine's other work moves them by less.",
        ),
    ]


def growth(
    samples: Sequence[SoakSample], what: Callable[[SoakSample], float | None]
) -> float | None:
    """Return the median of the last fifth less that of the second, None if unknown."""
    early, late = _fifth(samples, 1, what), _fifth(samples, _FIFTHS - 1, what)
    return None if early is None or late is None else late - early


def _fifth(
    samples: Sequence[SoakSample],
    number: int,
    what: Callable[[SoakSample], float | None],
) -> float | None:
    size = len(samples) // _FIFTHS
    part = samples[number * size : (number + 1) * size]
    values = [value for one in part if (value := what(one)) is not None]
    return median(values) if values else None


def minutes(outcome: SoakOutcome) -> str:
    """Return a table with a line for each minute."""
    head = (
        f"  {'min':>3}{'answers':>9}{'503':>6}{'none':>6}{'p50 ms':>8}{'p99 ms':>8}"
        f"{'RSS MB':>8}{'fds':>6}{'db':>5}{'lag ms':>8}  faults"
    )
    lines = [head]
    for minute in range(int(outcome.seconds // 60) + 1):
        rows = [r for r in outcome.rows if (r[0] - outcome.begin) // 60 == minute]
        samples = [one for one in outcome.samples if one.at // 60 == minute]
        if not samples:
            continue
        took = [row[2] * 1000 for row in rows]
        bases = [one.connections for one in samples if one.connections is not None]
        happened = [kind for at, kind in outcome.happened if at // 60 == minute]
        lines.append(
            f"  {minute:>3}{len(rows):>9}{sum(r[1] == 503 for r in rows):>6}"
            f"{sum(r[1] == 0 for r in rows):>6}{percentile(took, 0.5) or 0:>8.0f}"
            f"{percentile(took, 0.99) or 0:>8.0f}"
            f"{median(one.rss for one in samples):>8.0f}"
            f"{median(one.descriptors for one in samples):>6.0f}"
            f"{median(bases) if bases else 0:>5.0f}"
            f"{median(one.lag for one in samples):>8.1f}  {', '.join(happened)}"
        )
    return "\n".join(lines)
