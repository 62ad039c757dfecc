"""Counts what was sent and answered, and says how far the fuzzer is."""

import json
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Key = tuple[str, str, str, int]

# Sequences of calls go to all operations at once; this often a line says how many.
_PATIENCE = 10.0
_WHOLE = {"stateful": "sequences of calls"}


class RequestTally:
    """Requests by phase, operation, mode and status, in a file when all is over."""

    def __init__(
        self,
        file: Path | None,
        *,
        progress: bool,
        by_operation: bool = True,
        patience: float = _PATIENCE,
    ) -> None:
        self._file = file
        self._progress = progress
        self._by_operation = by_operation
        self._patience = patience
        self._counts: Counter[Key] = Counter()
        self._now: tuple[str, str] | None = None
        self._since = time.monotonic()

    def add(self, phase: str, operation: str, mode: str, status: int) -> None:
        """Count a request; print a line when an operation or ten seconds are done.

        Of sequences, or unless it is `by_operation`, a line is for a phase.
        """
        is_whole = phase == "stateful" or not self._by_operation
        where = (phase, "" if is_whole else operation)
        if where != self._now or (not where[1] and self._overdue()):
            self.say()
            self._now = where
            self._since = time.monotonic()
        self._counts[phase, operation, mode, status] += 1

    def _overdue(self) -> bool:
        return time.monotonic() - self._since > self._patience

    def say(self) -> None:
        """Print how many requests the present operation got and how many succeeded."""
        if not self._progress or self._now is None:
            return
        phase, operation = self._now
        mine = {
            key: count
            for key, count in self._counts.items()
            if key[0] == phase and operation in ("", key[1])
        }
        good = sum(n for key, n in mine.items() if key[3] < 400)
        subject = operation or _WHOLE.get(phase, "single calls")
        sys.stderr.write(
            f"  {phase:<9} {subject:<24} {sum(mine.values()):>6,} requests, "
            f"{good:,} succeeded\n"
        )
        sys.stderr.flush()

    def close(
        self,
        judged: Mapping[tuple[int, str], int] | None = None,
        turned_away: Mapping[tuple[str, int, str], int] | None = None,
    ) -> None:
        """Write the file.

        It has lists of [phase, operation, mode, status, count] as `requests`, of
        [status, outcome, count] as `judged`, of [operation, status, code, count] as
        `turned_away`.
        """
        self.say()
        if self._file:
            lists: dict[str, Mapping[Any, int]] = {
                "requests": self._counts,
                "judged": judged or {},
                "turned_away": turned_away or {},
            }
            content = {name: _rows(counts) for name, counts in lists.items()}
            self._file.write_text(json.dumps(content))


def _rows(counts: Mapping[Any, int]) -> list[list[object]]:
    return [[*key, count] for key, count in sorted(counts.items())]
