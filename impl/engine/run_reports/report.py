"""A test run of a build, in one form whatever tool ran it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from impl.engine.run_reports.secrets import without_secrets

CaseOutcome = Literal["failed", "errored", "passed", "skipped"]
MOST_FAILURES: Final = 50
MOST_CASES: Final = 100_000
# What a case came to that came to several of these.
_ORDER: Final[tuple[CaseOutcome, ...]] = ("failed", "errored", "passed", "skipped")
_LONGEST: Final = {"operation": 500, "title": 200, "message": 2000, "curl": 4000}
# No text of PostgreSQL or of XML has them.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
)


class MalformedReport(ValueError):
    """What was sent is no such report; the message says why, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFailure:
    """Something that was found.

    Attributes:
        operation: of which operation, or in which test; None of the run as a whole.
        title: what is wrong, in a few words.
        message: what is wrong in this case.
        curl: what shows it again, as a command.
    """

    operation: str | None
    title: str
    message: str | None
    curl: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """How many cases came to what."""

    passed: int
    failed: int
    errored: int
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a tool says of a run.

    Attributes:
        failures: the first of them.
    """

    tool: str
    started_at: datetime | None
    finished_at: datetime | None
    counts: RunCounts
    failures: tuple[RunFailure, ...]


class CaseTally:
    """Counts cases by their names, each once, whatever was seen of it how often.

    Raises:
        MalformedReport: there are more than anybody has.
    """

    def __init__(self) -> None:
        self._seen: dict[str, set[CaseOutcome]] = {}

    def see(self, name: str, outcome: CaseOutcome) -> None:
        """Note that a case came to something, which may not be all."""
        if name not in self._seen and len(self._seen) >= MOST_CASES:
            raise MalformedReport(f"It has more than {MOST_CASES:,} cases.")
        self._seen.setdefault(name, set()).add(outcome)

    def counts(self) -> RunCounts:
        """Return how many came to what."""
        found = Counter(
            next(each for each in _ORDER if each in seen)
            for seen in self._seen.values()
        )
        return RunCounts(
            passed=found["passed"],
            failed=found["failed"],
            errored=found["errored"],
            skipped=found["skipped"],
        )


def cleaned(failures: Iterable[RunFailure]) -> tuple[RunFailure, ...]:
    """Return the first failures, each text in its bounds and without secrets."""
    found: list[RunFailure] = []
    for each in failures:
        if len(found) == MOST_FAILURES:
            break
        found.append(
            RunFailure(
                operation=_text("operation", each.operation),
                title=_text("title", each.title) or "It failed.",
                message=_text("message", each.message),
                curl=_text("curl", each.curl),
            )
        )
    return tuple(found)


def failure_of(told: Mapping[str, str | None]) -> RunFailure:
    """Return a failure that was written as its members."""
    return RunFailure(
        operation=told.get("operation"),
        title=told.get("title") or "",
        message=told.get("message"),
        curl=told.get("curl"),
    )


def instant(seconds: object) -> datetime | None:
    """Return when it was so many seconds after 1970; None if that is no time."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _text(name: str, text: str | None) -> str | None:
    """Return a text as it is kept; None if nothing is left of it."""
    if text is None:
        return None
    longest = _LONGEST[name]
    # Cut first: nobody looks for secrets in what is thrown away, or not for long.
    plain = without_secrets(_CONTROLS.sub("\ufffd", text[: 4 * longest])).strip()
    if len(plain) > longest:
        plain = f"{plain[: longest - 1]}…"
    return plain or None
