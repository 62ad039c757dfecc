"""What was found, a line for each cause: an operation, a check and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

_VALUES = re.compile(
    r"\"[^\"\n]*\""  # what somebody quotes
    r"|\b[0-9a-f]{8}-[0-9a-f-]{27}\b"  # identifiers
    r"|(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-])"  # numbers
)


@dataclass(frozen=True)
class Reproduction:
    """A request that shows a finding, and those before it that it needs."""

    command: str
    before: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """How much there is to read; the smallest of several is shown."""
        return len(self.before), len(self.command)


@dataclass(frozen=True)
class FuzzFinding:
    """One cause of failures.

    Attributes:
        operation: `GET /notes/{id}`, or the service as a whole.
        check: the name of the check that failed.
        title: what is wrong, in a few words.
        kind: what is the same in all failures of this cause, which have other values.
        message: what is wrong here; may be empty.
        count: in how many answers.
        seeds: the runs that it was found in.
    """

    operation: str
    check: str
    title: str
    kind: str
    message: str
    request: Reproduction
    count: int = 1
    seeds: tuple[int, ...] = field(default=())

    @property
    def cause(self) -> tuple[str, str, str, str]:
        """What is the same about failures of one cause."""
        return self.operation, self.check, self.title, self.kind


def without_values(message: str) -> str:
    """Return a message with its values, which differ from case to case, left out."""
    return _VALUES.sub("…", message)


def finding_of(content: Mapping[str, Any], seed: int) -> FuzzFinding:
    """Return a finding of a run from what `dataclasses.asdict` made of it."""
    request = content["request"]
    reproduction = Reproduction(request["command"], tuple(request["before"]))
    return FuzzFinding(**{**content, "request": reproduction, "seeds": (seed,)})


def grouped(findings: Iterable[FuzzFinding]) -> list[FuzzFinding]:
    """Return one finding for each cause, with the smallest request of all."""
    known: dict[tuple[str, str, str, str], FuzzFinding] = {}
    for finding in findings:
        other = known.get(finding.cause)
        if other is None:
            known[finding.cause] = finding
            continue
        smallest = min(other, finding, key=lambda one: one.request.size)
        known[finding.cause] = replace(
            smallest,
            count=other.count + finding.count,
            seeds=tuple(sorted({*other.seeds, *finding.seeds})),
        )
    return [known[cause] for cause in sorted(known)]
