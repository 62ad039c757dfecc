"""Collect the faults of one document."""

from typing import Protocol

from impl.engine.catalogue import fault
from impl.engine.faults import Fault, Position

MOST_FAULTS = 100


class Source(Protocol):
    """A document that knows where each of its values was written."""

    def source(self, pointer: str) -> tuple[str, Position]:
        """Say where what a pointer names was written: the pointer there, the place."""


class Report:
    """The faults found so far; says when there are enough of them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._faults: dict[tuple[str, str, str], Fault] = {}
        self._errors = 0

    @property
    def full(self) -> bool:
        """Whether looking for more is of no use to anybody."""
        return self._errors >= MOST_FAULTS or len(self._faults) >= 5 * MOST_FAULTS

    @property
    def count(self) -> int:
        """How many faults were found."""
        return len(self._faults)

    @property
    def sound(self) -> bool:
        """Whether no error was found."""
        return not self._errors

    def add(self, code: str, pointer: str, message: str, **places: object) -> None:
        """Note a fault at a pointer; the same fault is noted once."""
        if self.full or (code, pointer, message) in self._faults:
            return
        there, position = self._source.source(pointer)
        found = fault(code, there, position, message, **places)
        self._faults[code, pointer, message] = found
        self._errors += found.severity == "error"

    def has_within(self, pointer: str) -> bool:
        """Tell whether an error was noted at or below a pointer."""
        return any(
            noted == pointer or noted.startswith(f"{pointer}/")
            for (_, noted, _), found in self._faults.items()
            if found.severity == "error"
        )

    def sorted(self) -> list[Fault]:
        """Give at most a hundred faults: errors first to be kept, in reading order."""
        ranked = sorted(
            self._faults.values(), key=lambda found: found.severity == "warning"
        )
        kept = ranked[:MOST_FAULTS]
        kept.sort(key=lambda found: (found.file, found.line, found.column, found.code))
        if len(ranked) > MOST_FAULTS or self.full:
            _, start = self._source.source("")
            what = f"Only {len(kept)} faults are listed; there may be more."
            kept.append(fault("CS1209", "", start, what))
        return kept
