"""What two contracts differ in: pure data, without a judgement."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.differences.tolerance import READINGS, Reading
from impl.engine.comparison.kinds.kind import FactKind, MessageDirection

Certainty = Literal["proved", "refuted", "undecided"]
# A whole request or response, as JSON values.
Witness = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whether what the one side sends is still fine for the other, and why not.

    Attributes:
        answer: proved, refuted or undecided.
        instance: for a schema, a value that the sender may send and the reader
            refuses.
        reason: for an undecided question, what was tried.
        attempts: instances that were tried in vain.
    """

    answer: Certainty
    instance: Any = None
    reason: str = ""
    attempts: int = 0


PROVED = Evidence("proved")
REFUTED = Evidence("refuted")
Readings = dict[Reading, Evidence]
_GRAVITY: dict[Certainty, int] = {"refuted": 0, "undecided": 1, "proved": 2}


def always(evidence: Evidence) -> Readings:
    """Return the same evidence for every reading."""
    return dict.fromkeys(READINGS, evidence)


class Answered(Protocol):
    """What has answers: for each reading, and for asserted formats if those differ."""

    @property
    def readings(self) -> Readings:
        """The answers by reading."""

    @property
    def formats(self) -> Evidence | None:
        """The answer once formats are asserted; None for that of lenient readers."""


def worse(one: Answered, two: Answered) -> tuple[Readings, Evidence | None]:
    """Return for each way of reading, and for formats, the graver of two answers."""
    readings = graver(one.readings, two.readings)
    if one.formats is None and two.formats is None:
        return readings, None
    found = (held.formats or held.readings["lenient"] for held in (one, two))
    return readings, _graver(*found)


def graver(one: Readings, two: Readings) -> Readings:
    """Return for each way of reading the graver of two answers."""
    return {reading: _graver(one[reading], two[reading]) for reading in READINGS}


def _graver(one: Evidence, two: Evidence) -> Evidence:
    return min(one, two, key=lambda held: _GRAVITY[held.answer])


def only_strict(evidence: Evidence = REFUTED) -> Readings:
    """Return evidence against strict readers alone."""
    return {**always(PROVED), "strict": evidence}


@dataclass(frozen=True)
class Fact:
    """One difference.

    Attributes:
        kind: what happened; see :mod:`kinds.catalogue`.
        direction: whether requests or responses are concerned.
        base: the pointer in the base, that of the nearest ancestor for an addition.
        revision: the pointer in the revision.
        location: where it is, in terms that neither order nor line numbers change.
        difference: what was said before and after.
        message: one sentence for people.
        place: what the sentence calls the place; the same said of others is one entry.
        readings: the answer for each way of reading.
        formats: the answer once formats are asserted, where that differs.
        marks: what some profiles judge by as well.
        sunset: the date (RFC 3339) that the base announced for what was removed.
        operations: the keys of the operations concerned.
        witnesses: a message for each reading that refutes; `formats` is one too.
    """

    kind: FactKind
    direction: MessageDirection
    base: str
    revision: str
    location: str
    difference: Any
    message: str
    readings: dict[Reading, Certainty]
    formats: Certainty | None = None
    marks: tuple[PolicyMark, ...] = ()
    sunset: str = ""
    operations: tuple[str, ...] = ()
    witnesses: dict[str, dict[str, Any]] = field(default_factory=dict)
    attempts: int = 0
    place: str = ""

    @property
    def fingerprint(self) -> str:
        """Name the fact, whatever else is changed and wherever it is written."""
        said = [self.kind.name, self.direction, self.location, self.difference]
        text = json.dumps(said, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def told_apart(found: list[Fact]) -> list[Fact]:
    """Number those facts that nothing else tells apart, in their order."""
    seen: Counter[str] = Counter()
    told = []
    for fact in found:
        name = fact.fingerprint
        seen[name] += 1
        if seen[name] > 1:
            told.append(replace(fact, location=f"{fact.location} ({seen[name]})"))
        else:
            told.append(fact)
    return told
