"""Differences as they are found, before there is a witness for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import credentials
from impl.engine.comparison.contract.keywords import DOCUMENTATION
from impl.engine.comparison.contract.schemas import Schemas
from impl.engine.comparison.differences.annotations import Annotations
from impl.engine.comparison.differences.facts import (
    PROVED,
    Direction,
    Evidence,
    Readings,
    always,
)
from impl.engine.comparison.differences.oracle import Oracle
from impl.engine.comparison.differences.queries import Queries
from impl.engine.comparison.differences.sides import Sides
from impl.engine.comparison.differences.walk import Walk

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import Operation
    from impl.engine.comparison.contract.schemas import SchemaNode
    from impl.engine.comparison.contract.surface import Surface
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.leaves import Pair, Step
    from impl.engine.comparison.differences.readings import Aspect
    from impl.engine.comparison.differences.shared_parts import SharedParts

Make = Callable[[Any], "Witness"]
Spared = Callable[["Aspect"], bool]


@dataclass(frozen=True, slots=True)
class Expected:
    """Where a witness has to be refused: a part, a pointer into it, and a name."""

    part: str
    pointer: str = ""
    name: str = ""


@dataclass(frozen=True)
class Occurrence:
    """One operation in which a difference shows.

    Attributes:
        base: the operation in the base; None if there is none.
        revision: the operation in the revision.
        sides: who sends and who reads.
        expected: where a witness has to be refused.
        make: makes a whole message of a value at the place of the difference; raises
            NoInstanceError if there is none.
        flipped: the message is one that the reader expects and the sender no longer
            writes.
        whole: makes a message of a value of the whole schema.
        root: the whole schema, as sender and reader have it.
        steps: the way in it towards the difference, up to any alternatives.
        place: what the reader has at the end of that way.
        others: make messages that may show what `make` does not.
        spared: tells whether nothing that is written is refused after all.
    """

    base: Operation | None
    revision: Operation | None
    sides: Sides
    make: Make
    expected: Expected
    flipped: bool = False
    whole: Make | None = None
    root: Pair | None = None
    steps: tuple[Step, ...] = ()
    place: SchemaNode = ()
    others: tuple[Make, ...] = ()
    spared: Spared | None = None

    @property
    def key(self) -> str:
        """What tells the operation from all others."""
        operation = self.base or self.revision
        return operation.place if operation else ""


@dataclass
class Finding:
    """A difference, and where it shows; the fields are those of a fact.

    What is `accepted` in any case can at most be taken for something else.
    """

    kind: str
    direction: Direction
    base: str
    revision: str
    location: str
    message: str
    readings: Readings
    occurrences: list[Occurrence]
    said: tuple[Any, Any] = (None, None)
    formats: Evidence | None = None
    marks: tuple[str, ...] = ()
    sunset: str = ""
    focus: str = ""
    accepted: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What findings of the same difference share."""
        return self.kind, self.direction, self.base, self.revision, self.focus


@dataclass
class ComparisonContext:
    """What the comparison of all operations shares."""

    base: Surface
    revision: Surface
    sharing: SharedParts
    oracle: Oracle
    findings: dict[tuple[str, ...], Finding] = field(default_factory=dict)
    _roles: dict[tuple[Direction, bool], tuple[Sides, Walk]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        credentials.align(self.base, self.revision)

    def role(self, direction: Direction, *, swapped: bool) -> tuple[Sides, Walk]:
        """Give the two sides of a direction; callbacks and webhooks are swapped."""
        key = (direction, swapped)
        if key not in self._roles:
            to_client = (direction == "response") != swapped
            hidden = "writeOnly" if to_client else "readOnly"
            base, revision = (
                Schemas(side, hidden) for side in (self.base, self.revision)
            )
            pair = (revision, base) if to_client else (base, revision)
            sides = Sides(*pair, not to_client, to_client, self.sharing, direction)
            self._roles[key] = (sides, self._walk(sides))
        return self._roles[key]

    def _walk(self, sides: Sides) -> Walk:
        queries = Queries(sides, self.oracle)
        return Walk(sides, queries, Annotations(sides, self.oracle))

    def add(self, finding: Finding) -> None:
        """Note a finding; the same difference in more operations is noted once."""
        known = self.findings.get(finding.key)
        if known is None:
            self.findings[finding.key] = finding
            return
        keys = {occurrence.key for occurrence in known.occurrences}
        known.occurrences += [
            found for found in finding.occurrences if found.key not in keys
        ]


def unmade(_: Any) -> Witness:
    """Stand in for the making of a witness where nothing is refuted."""
    raise AssertionError("nothing is refuted")


def simple(
    kind: str,
    occurrence: Occurrence,
    places: tuple[str, str],
    location: str,
    message: str,
    readings: Readings | None = None,
) -> Finding:
    """Make a finding that is not about a schema; harmless without readings."""
    return Finding(
        kind,
        occurrence.sides.direction,
        *places,
        location,
        message,
        readings or always(PROVED),
        [occurrence],
    )


def is_swapped(trail: tuple[str, ...]) -> bool:
    """Tell whether the API sends the requests of an operation.

    It does in webhooks and in callbacks; what a callback calls back is sent to it.
    """
    callbacks = len(trail) // 2 - 1
    return (trail[0] == "webhook") != bool(callbacks % 2)


def located(places: tuple[str, str], operation: str, part: str) -> str:
    """Say where a difference is: in a shared component, or in an operation."""
    holders = [
        place if place.startswith("/components/") else operation for place in places
    ]
    return f"{' → '.join(dict.fromkeys(holders))} {part}"


def undocumented(value: Any) -> Any:
    """Leave documentation out of a value."""
    if isinstance(value, dict):
        return {
            key: undocumented(held)
            for key, held in value.items()
            if key not in DOCUMENTATION and not key.startswith("x-")
        }
    return [undocumented(item) for item in value] if isinstance(value, list) else value
