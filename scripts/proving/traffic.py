"""What was sent in a run and how it was answered, from the counts of the hooks."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PHASES = ("examples", "coverage", "fuzzing", "stateful")
_VALID = "positive"


@dataclass(frozen=True)
class Row:
    """How often an operation answered a kind of request with a status."""

    phase: str
    operation: str
    mode: str
    status: int
    count: int

    @property
    def succeeded(self) -> bool:
        """Whether the request was valid and had its effect or found its answer."""
        return self.mode == _VALID and self.status < 400


@dataclass(frozen=True)
class Traffic:
    """All requests of a run, or of several."""

    rows: tuple[Row, ...] = ()

    @classmethod
    def read(cls, file: Path) -> Self:
        """Return what a tally holds; nothing if there is none."""
        rows = json.loads(file.read_text()) if file.exists() else []
        return cls(tuple(Row(*row) for row in rows))

    @classmethod
    def of_all(cls, several: Iterable[Self]) -> Self:
        """Return the requests of several runs."""
        return cls(tuple(row for one in several for row in one.rows))

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
            valid = [row for row in mine if row.mode == _VALID]
            good = [row for row in valid if row.succeeded]
            bad = [row for row in valid if not row.succeeded]
            other = [row for row in mine if row.mode != _VALID]
            total = sum(row.count for row in mine)
            answers = " | ".join(map(_statuses, (good, bad, other)))
            yield f"| `{operation}` | {total:,} | {answers} |"


def _statuses(rows: Iterable[Row]) -> str:
    counts: Counter[int] = Counter()
    for row in rows:
        counts[row.status] += row.count
    return ", ".join(f"{n:,} x {status}" for status, n in sorted(counts.items())) or "-"
