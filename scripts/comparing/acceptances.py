"""Changes that are meant: who accepts them, why and until when."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.pointers import is_within

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

Change = dict[str, Any]


@dataclass(frozen=True)
class Acceptance:
    """A change that may pass, or all of a kind at a place.

    Attributes:
        place: where it is written, file and line.
        fingerprint: of the change; or else
        kind: what happened, and
        at: an operation, with * for any text, or a JSON Pointer to what it is within.
        contract: a pattern of the contracts that it is for; None for all.
        reason: why, for people.
        by: who says so.
        until: the last day on which it counts.
    """

    place: str
    fingerprint: str | None
    kind: str | None
    at: str | None
    contract: str | None
    reason: str
    by: str
    until: dt.date | None = None

    def is_for(self, contract: str, change: Mapping[str, Any]) -> bool:
        """Tell whether it is about a change of a contract."""
        if self.contract is not None and not fnmatchcase(contract, self.contract):
            return False
        if self.fingerprint is not None:
            return bool(change["fingerprint"] == self.fingerprint)
        return change["kind"] == self.kind and self._is_there(change)

    def is_over(self, day: dt.date) -> bool:
        """Tell whether it no longer counts on a day."""
        return self.until is not None and self.until < day

    def __str__(self) -> str:
        """Say what it accepts, as it is written."""
        return self.fingerprint or f"{self.kind} at {self.at}"

    def _is_there(self, change: Mapping[str, Any]) -> bool:
        at = self.at or ""
        if at.startswith("/"):
            pointers = (change[side]["pointer"] for side in ("base", "revision"))
            return any(is_within(pointer, at.rstrip("/")) for pointer in pointers)
        # What reaches further than was accepted breaks somebody who was not thought of.
        names = change["operations"]
        return bool(names) and all(fnmatchcase(name, at) for name in names)


class AcceptanceList:
    """All acceptances of a run, and what they were good for."""

    def __init__(self, acceptances: Iterable[Acceptance], day: dt.date) -> None:
        self._all = tuple(acceptances)
        self._day = day
        self._matched: set[Acceptance] = set()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._all)

    def accepted(
        self, contract: str, changes: Sequence[Change]
    ) -> dict[int, Acceptance]:
        """Return which changes of a contract may pass, each with what lets it."""
        found = {}
        for place, change in enumerate(changes):
            matching = [each for each in self._all if each.is_for(contract, change)]
            self._matched.update(matching)
            counting = [each for each in matching if not each.is_over(self._day)]
            if counting:
                found[place] = counting[0]
        return found

    def idle(self) -> list[tuple[Acceptance, str]]:
        """Return those that let nothing pass, and why, once all has been compared."""
        told = []
        for each in self._all:
            if each not in self._matched:
                told.append((each, "matches no change any more: take it out"))
            elif each.is_over(self._day):
                told.append((each, f"counted until {each.until}, and no longer"))
        return told


def reason_of(change: Change) -> str:
    """Say who accepts a change, until when, and why."""
    accepted = change["accepted"]
    until = f" until {accepted['until']}" if "until" in accepted else ""
    return f"{accepted['by']}{until}: {accepted['reason']}"


def marked(change: Mapping[str, Any], acceptance: Acceptance) -> Change:
    """Return a change with who accepts it, why and until when."""
    until = {"until": acceptance.until.isoformat()} if acceptance.until else {}
    accepted = {"reason": acceptance.reason, "by": acceptance.by, **until}
    return {**change, "accepted": accepted}
