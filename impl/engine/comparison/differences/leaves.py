"""What a walk through two schemas finds, and how to get there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import SchemaNode
    from impl.engine.comparison.differences.constraints import Constraint
    from impl.engine.comparison.differences.facts import Evidence, Readings
    from impl.engine.comparison.kinds.facets import Facet

SchemaStep = tuple[str, str]
Pair = tuple["SchemaNode", "SchemaNode"]
OUTWARD: SchemaStep = ("additional", "")
# To the name of any property, which is a value of its own.
NAME: SchemaStep = ("name", "")
# To any item; where they are told apart by position, to that of an index.
ITEM: SchemaStep = ("item", "")
# From a text to the JSON in it, which no question to containment can follow.
CONTENT: SchemaStep = ("content", "")


def index_of(step: SchemaStep) -> int:
    """Return the index of an item that a step leads to."""
    return int(step[1] or 0)


@dataclass(frozen=True)
class Leaf:
    """A place where sender and reader differ.

    Attributes:
        facet: what they differ in.
        name: the property concerned, if it is one.
        sender: where the sender says so, or its nearest ancestor.
        reader: the same for the reader.
        sent: what the sender says about it; None for nothing.
        accepted: what the reader says about it.
        readings: whether what the sender sends is fine for the reader.
        formats: the same once formats are asserted, where that differs.
        widened: whether the reader accepts what the sender does not send.
        named: the alternatives that the sender alone, and the reader alone, has.
        alone: the same without what it does to alternatives around it, if it does.
        depths: how many steps above it those alternatives are.
    """

    facet: Facet
    name: str
    sender: str
    reader: str
    sent: Any
    accepted: Any
    readings: Readings
    formats: Evidence | None = None
    widened: bool = False
    named: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    alone: Leaf | None = None
    depths: tuple[int, ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether the difference is more than a relaxation, to some reader."""
        found = [*self.readings.values(), *([self.formats] if self.formats else ())]
        return any(evidence.answer != "proved" for evidence in found)


@dataclass(frozen=True)
class Way:
    """How to get from the root of a schema to a place in it.

    What is refused within one of several alternatives may be fine for another of them,
    so that only the whole of the alternatives can tell.

    Attributes:
        steps: the steps to the place.
        open_steps: the steps as far as there are no alternatives.
        anchor: what sender and reader have at the end of those.
        choices: where they have the alternatives, from the outermost on.
    """

    steps: tuple[SchemaStep, ...]
    open_steps: tuple[SchemaStep, ...]
    anchor: Pair
    choices: tuple[Pair, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it leads past all alternatives."""
        return self.steps == self.open_steps

    def further(self, step: SchemaStep, pair: Pair, origin: Pair) -> Way:
        """Return the way that leads one step further, from a pair to another one."""
        steps = (*self.steps, step)
        is_closed = step[0] == "alternative" or step == CONTENT
        is_open = self.is_open and not is_closed
        if is_open:
            return Way(steps, steps, pair)
        more = (origin,) if step[0] == "alternative" else ()
        return replace(self, steps=steps, choices=(*self.choices, *more))

    def beyond(self, rest: Way) -> Way:
        """Return the way that goes on from within one of several alternatives."""
        return replace(
            self,
            steps=(*self.steps, *rest.steps),
            choices=(*self.choices, *rest.choices),
        )


@dataclass(frozen=True, slots=True)
class UnionPair:
    """A list of alternatives on each side, some of which correspond.

    Attributes:
        pairs: the places of those that correspond, and the steps to them.
        accepted: what the reader asks for.
        sent: what the sender asks for.
        lost: those that the sender alone has, as it writes them.
        gained: those that the reader alone has.
        named: the names of those that the sender alone, and the reader alone, has.
    """

    pairs: tuple[tuple[SchemaStep, Pair], ...]
    accepted: Constraint
    sent: Constraint
    lost: tuple[Any, ...] = ()
    gained: tuple[Any, ...] = ()
    named: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@dataclass
class Visit:
    """What was found at one pair of places.

    Attributes:
        leaves: the differences right here.
        annotations: differences that no validator notices.
        unwalked: pairs of places that no message is made around.
        annotated: the same of what a step leads to, which is no property.
        edges: the pairs of places further in that have to be looked at.
        unions: lists of alternatives, which matter as far as nothing further in
            explains them.
    """

    leaves: list[Leaf] = field(default_factory=list)
    annotations: list[Leaf] = field(default_factory=list)
    unwalked: list[tuple[SchemaStep, Pair]] = field(default_factory=list)
    annotated: list[tuple[Leaf, SchemaStep, Pair]] = field(default_factory=list)
    edges: list[tuple[SchemaStep, Pair]] = field(default_factory=list)
    unions: list[UnionPair] = field(default_factory=list)
