"""What was sent in a run and how it was answered, from the counts of the hooks."""

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PHASES = ("examples", "coverage", "fuzzing", "stateful")
_VALID = "positive"
_OUTCOMES = ("right", "wrong", "unknown")


@dataclass(frozen=True)
class Row:
    """How often an operation answered a kind of request with a status."""

    phase: str
    operation: str
    mode: str
    status: int
    count: int

    @property
    def is_valid(self) -> bool:
        """Whether the contract allows the request."""
        return self.mode == _VALID

    @property
    def succeeded(self) -> bool:
        """Whether the request was valid and had its effect or found its answer."""
        return self.is_valid and self.status < 400


@dataclass(frozen=True)
class Judged:
    """How often an answer with a status was right by what the caller may do, or not."""

    status: int
    outcome: str
    count: int


@dataclass(frozen=True)
class TurnedAway:
    """How often an operation refused a request for load, a rate or a quota."""

    operation: str
    status: int
    code: str
    count: int


@dataclass(frozen=True)
class Traffic:
    """All requests of a run, or of several."""

    rows: tuple[Row, ...] = ()
    judged: tuple[Judged, ...] = ()
    turned_away: tuple[TurnedAway, ...] = ()

    @classmethod
    def read(cls, file: Path) -> Self:
        """Return what a tally holds; nothing if there is none."""
        if not file.exists():
            return cls()
        found = json.loads(file.read_text())
        return cls(
            tuple(Row(*row) for row in found["requests"]),
            tuple(Judged(*row) for row in found["judged"]),
            tuple(TurnedAway(*row) for row in found["turned_away"]),
        )

    @classmethod
    def of_all(cls, several: Iterable[Self]) -> Self:
        """Return the requests of several runs."""
        parts = [(one.rows, one.judged, one.turned_away) for one in several]
        return cls(
            *(tuple(itertools.chain(*each)) for each in zip(*parts, strict=True))
        )

    def by_phase(self) -> dict[str, int]:
        """Return how many requests each phase sent."""
        counts = Counter(dict.fromkeys(PHASES, 0))
        for row in self.rows:
            counts[row.phase] += row.count
        return dict(counts)

    def failing(self) -> tuple[str, ...]:
        """Return the operations of which no valid request ever succeeded."""
        succeeded = {row.operation for row in self.rows if row.succeeded}
        return tuple(sorted({row.operation for row in self.rows} - succeeded))

    def table(self) -> Iterator[str]:
        """Yield the lines of a table of operations and the answers they gave."""
        yield "| operation | requests | valid: succeeded | valid: refused | invalid |"
        yield "|---|---|---|---|---|"
        for operation in sorted({row.operation for row in self.rows}):
            mine = [row for row in self.rows if row.operation == operation]
            valid = [row for row in mine if row.is_valid]
            good = [row for row in valid if row.succeeded]
            bad = [row for row in valid if not row.succeeded]
            other = [row for row in mine if not row.is_valid]
            total = sum(row.count for row in mine)
            answers = " | ".join(map(_statuses, (good, bad, other)))
            yield f"| `{operation}` | {total:,} | {answers} |"

    def verdicts(self) -> Iterator[str]:
        """Yield the lines of a table of the answers, by the rights of the callers."""
        yield "| answer | right | wrong | can't be told |"
        yield "|---|---|---|---|"
        counts: Counter[tuple[int, str]] = Counter()
        for one in self.judged:
            counts[one.status, one.outcome] += one.count
        for status in sorted({status for status, _ in counts}):
            mine = (counts[status, outcome] for outcome in _OUTCOMES)
            yield f"| {status} | {' | '.join(f'{count:,}' for count in mine)} |"

    def refusals(self) -> Iterator[str]:
        """Yield a line for each operation that turned requests away, and why."""
        counts: Counter[tuple[str, int, str]] = Counter()
        for one in self.turned_away:
            counts[one.operation, one.status, one.code] += one.count
        for (operation, status, code), count in sorted(counts.items()):
            yield f"- `{operation}` turned away {count:,} x {status} {code}"


def _statuses(rows: Iterable[Row]) -> str:
    counts: Counter[int] = Counter()
    for row in rows:
        counts[row.status] += row.count
    return ", ".join(f"{n:,} x {status}" for status, n in sorted(counts.items())) or "-"
