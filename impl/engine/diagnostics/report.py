"""Collect the faults of one document."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from impl.engine.diagnostics.catalogue import CATALOGUE, fault
from impl.engine.diagnostics.diagnostic import Fault, Position

MOST_FAULTS = 100


class Traceable(Protocol):
    """A document that knows where each of its values was written."""

    def source(self, pointer: str) -> tuple[str, Position]:
        """Say where what a pointer names was written: the pointer there, the place."""


class FaultList:
    """The faults found so far; says when there are enough of them.

    At most ``most`` warnings of each code are kept, and as many faults in all are
    listed, but no fewer than `MOST_FAULTS`. Errors are never crowded out by warnings;
    with ``most`` 0 there is nothing else, and no place of a warning is looked for.
    """

    def __init__(self, source: Traceable, most: int = MOST_FAULTS) -> None:
        self._source = source
        self._most = most
        self._faults: dict[tuple[str, str, str], Fault] = {}
        self._numbers: Counter[str] = Counter()
        self._errors = 0
        self._left_out = 0

    def trace(self, source: Traceable) -> None:
        """Take the places of faults from another source from now on."""
        self._source = source

    @property
    def file(self) -> str:
        """The name of the file that the document's root stands in."""
        return self._source.source("")[1].file

    @property
    def full(self) -> bool:
        """Whether looking for more is of no use to anybody."""
        return self._errors >= MOST_FAULTS

    @property
    def count(self) -> int:
        """How many faults were found."""
        return len(self._faults) + self._left_out

    @property
    def sound(self) -> bool:
        """Whether no error was found."""
        return not self._errors

    def add(self, code: str, pointer: str, message: str, **places: object) -> None:
        """Note a fault at a pointer; the same fault is noted once."""
        if self.full or (code, pointer, message) in self._faults:
            return
        is_warning = CATALOGUE[code].severity == "warning"
        if is_warning and self._numbers[code] >= self._most:
            self._left_out += 1
            return
        there, position = self._source.source(pointer)
        found = fault(code, there, position, message, **places)
        self._faults[code, pointer, message] = found
        self._numbers[code] += 1
        self._errors += not is_warning

    def take(self, faults: Iterable[Fault]) -> None:
        """Note faults that were found, and located, before."""
        for found in faults:
            if self._numbers[found.code] >= self._most:
                self._left_out += 1
                continue
            self._numbers[found.code] += 1
            self._faults[found.code, found.pointer, found.message] = found

    def has_within(self, pointer: str) -> bool:
        """Tell whether an error was noted at or below a pointer."""
        return any(
            noted == pointer or noted.startswith(f"{pointer}/")
            for (_, noted, _), found in self._faults.items()
            if found.severity == "error"
        )

    def sorted(self) -> list[Fault]:
        """Give the faults in reading order, errors first to be kept."""
        seen: Counter[str] = Counter()
        ranks: list[tuple[bool, int, Fault]] = []
        for found in self._faults.values():
            # What is found often may not hide what is found once.
            ranks.append((found.severity == "warning", seen[found.code], found))
            seen[found.code] += 1
        ranks.sort(key=lambda rank: rank[:2])
        kept = [found for _, _, found in ranks[: max(self._most, MOST_FAULTS)]]
        kept.sort(key=lambda found: (found.file, found.line, found.column, found.code))
        is_short = self._left_out > 0 and self._most > 0
        if len(ranks) > len(kept) or self.full or is_short:
            _, start = self._source.source("")
            what = f"Only {len(kept)} faults are listed; there are more."
            kept.append(fault("CS1209", "", start, what))
        return kept
