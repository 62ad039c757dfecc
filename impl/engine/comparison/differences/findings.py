"""Differences as they are found, before there is a witness for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import credentials, nulls, routes
from impl.engine.comparison.contract.schemas import ContractSchemas
from impl.engine.comparison.differences.annotations import Annotations
from impl.engine.comparison.differences.facts import (
    PROVED,
    Evidence,
    Readings,
    always,
    worse,
)
from impl.engine.comparison.differences.oracle import Oracle
from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.differences.queries import Queries
from impl.engine.comparison.differences.sides import Sides
from impl.engine.comparison.differences.unnamed_properties import UnnamedProperties
from impl.engine.comparison.differences.walk import Walk
from impl.engine.comparison.kinds.kind import FactKind, MessageDirection
from impl.engine.openapi.keywords import DOCUMENTATION

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.contract.schemas import SchemaNode
    from impl.engine.comparison.contract.surface import Surface
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.leaves import Pair, SchemaStep
    from impl.engine.comparison.differences.shared_parts import SharedParts
    from impl.engine.comparison.differences.tolerance import Aspect

MakeMessage = Callable[[Any], "Witness"]
Spared = Callable[["Aspect"], bool]


def unmade(_: Any) -> Witness:
    """Stand in for the making of a witness where nothing is refuted."""
    raise AssertionError("nothing is refuted")


@dataclass(frozen=True, slots=True)
class Expected:
    """Where a witness has to be refused: a part, a pointer into it, and a name."""

    part: str
    pointer: str = ""
    name: str = ""


@dataclass(frozen=True)
class Whole:
    """The whole schema in which a difference is, and how to get there.

    Attributes:
        make: makes a message of a value of it; as that of an occurrence.
        root: the schema, as sender and reader have it.
        steps: the way in it towards the difference, up to any alternatives.
        place: what the reader has at the end of that way.
        is_closed: whether the difference is within alternatives from there on.
        choices: where sender and reader have those, from the outermost on.
    """

    make: MakeMessage
    root: Pair
    steps: tuple[SchemaStep, ...]
    place: SchemaNode
    is_closed: bool = False
    choices: tuple[Pair, ...] = ()


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
        whole: the schema that the difference is part of; None if it is in none.
        others: make messages that may show what `make` does not.
        spared: tells whether nothing that is written is refused after all.
        readings: the answers here; None for those of the finding.
        formats: the answer here once formats are asserted, where that differs.
        status: the status of the response that shows it, if one does.
    """

    base: DeclaredOperation | None
    revision: DeclaredOperation | None
    sides: Sides
    expected: Expected
    make: MakeMessage = unmade
    flipped: bool = False
    whole: Whole | None = None
    others: tuple[MakeMessage, ...] = ()
    spared: Spared | None = None
    readings: Readings | None = None
    formats: Evidence | None = None
    status: str = ""

    @property
    def key(self) -> str:
        """What tells the operation from all others."""
        operation = self.base or self.revision
        return operation.place if operation else ""

    def evidence(self, aspect: Aspect) -> Evidence | None:
        """Return the answer here; None for that of the finding."""
        if self.readings is None:
            return None
        if aspect == "formats":
            return self.formats or self.readings["lenient"]
        return self.readings[aspect]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a difference is: pointers in base and revision, and in words."""

    base: str
    revision: str
    location: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What profiles judge by of what was deprecated, or went, and when it was to go."""

    marks: tuple[PolicyMark, ...] = ()
    sunset: str = ""


@dataclass(kw_only=True)
class Finding:
    """A difference, and where it shows; the fields are those of a fact.

    What is `accepted` in any case can at most be taken for something else.
    """

    kind: FactKind
    site: Site
    message: str
    occurrences: list[Occurrence]
    readings: Readings = field(default_factory=lambda: always(PROVED))
    formats: Evidence | None = None
    said: tuple[Any, Any] = (None, None)
    focus: str = ""
    lifecycle: Lifecycle = Lifecycle()
    accepted: bool = False
    place: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What findings of the same difference share.

        What a schema says is another matter where the client reads it, and where it
        writes it: an answer of the API's may be one to a webhook, too.
        """
        readers = {occurrence.sides.reader_is_client for occurrence in self.occurrences}
        return (
            *(self.kind.name, self.site.base, self.site.revision, self.focus),
            *sorted(readers),
        )


@dataclass
class ComparisonContext:
    """What the comparison of all operations shares."""

    base: Surface
    revision: Surface
    sharing: SharedParts
    oracle: Oracle
    findings: dict[tuple[object, ...], Finding] = field(default_factory=dict)
    empty: dict[tuple[int, SchemaNode], bool] = field(default_factory=dict)
    _roles: dict[tuple[MessageDirection, bool], tuple[Sides, Walk]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        nulls.align(self.base, self.revision)
        credentials.align(self.base, self.revision)
        routes.align(self.base, self.revision)

    def role(self, direction: MessageDirection, *, swapped: bool) -> tuple[Sides, Walk]:
        """Give the two sides of a direction; callbacks and webhooks are swapped."""
        key = (direction, swapped)
        if key not in self._roles:
            to_client = (direction == "response") != swapped
            hidden = "writeOnly" if to_client else "readOnly"
            order = (self.base, self.revision)
            sender, reader = reversed(order) if to_client else order
            pair = (
                ContractSchemas(sender, hidden, sends=True),
                ContractSchemas(reader, hidden),
            )
            sides = Sides(*pair, not to_client, to_client, self.sharing, direction)
            self._roles[key] = (sides, self._walk(sides))
        return self._roles[key]

    def _walk(self, sides: Sides) -> Walk:
        given = (sides, self.oracle)
        queries, annotations = Queries(*given), Annotations(*given)
        return Walk(sides, queries, annotations, UnnamedProperties(*given))

    def add(self, finding: Finding) -> None:
        """Note a finding; the same difference in more operations is noted once.

        It may be graver in some of them, as where it makes alternatives overlap.
        """
        known = self.findings.get(finding.key)
        if known is None:
            self.findings[finding.key] = finding
            return
        keys = {occurrence.key for occurrence in known.occurrences}
        readings, formats = worse(known, finding)
        is_graver = readings != known.readings or formats != known.formats
        known.readings, known.formats = readings, formats
        known.occurrences += [
            found for found in finding.occurrences if is_graver or found.key not in keys
        ]


def is_swapped(trail: tuple[str, ...]) -> bool:
    """Tell whether the API sends the requests of an operation.

    It does in webhooks and in callbacks; what a callback calls back is sent to it.
    """
    callbacks = len(trail) // 2 - 1
    return (trail[0] == "webhook") != bool(callbacks % 2)


def undocumented(value: Any) -> Any:
    """Leave documentation out of a value."""
    if isinstance(value, dict):
        return {
            key: undocumented(held)
            for key, held in value.items()
            if key not in DOCUMENTATION and not key.startswith("x-")
        }
    return [undocumented(item) for item in value] if isinstance(value, list) else value
