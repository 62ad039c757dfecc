"""An operation and what it became, and where what differs between them is noted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import PROVED, always
from impl.engine.comparison.differences.findings import (
    Expected,
    Finding,
    Lifecycle,
    Occurrence,
    Site,
    unmade,
)
from impl.engine.comparison.witnesses.messages import Messages
from impl.engine.comparison.witnesses.satisfiability import is_empty

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import DeclaredContent
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.facts import Evidence, Readings
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        MakeMessage,
    )
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.differences.walk import Walk
    from impl.engine.comparison.kinds.kind import Effect, FactKind, MessageDirection


@dataclass(frozen=True)
class MessageSpot:
    """Where a difference is, and where a witness of it has to be refused.

    Attributes:
        places: the pointers of sender and reader.
        part: the part of the message, in words.
        expected: the part that is refused.
        location: what facts call the place; by default, the part of the operation.
        focus: what tells it from other differences between these places.
        flipped: the message is one that the reader expects and the sender no longer
            writes.
        words: what messages for people call it, if they do.
        status: the status of the response that it is in.
    """

    places: tuple[str, str]
    part: str
    expected: str
    location: str = ""
    focus: str = ""
    flipped: bool = False
    words: str = ""
    status: str = ""


@dataclass(frozen=True)
class OperationPair:
    """An operation and what it became, in one direction; takes down what differs.

    Attributes:
        context: takes the findings.
        base: the operation in the base.
        revision: the operation in the revision.
        direction: whether its requests or its responses are compared.
        swapped: whether the API sends the requests.
    """

    context: ComparisonContext
    base: DeclaredOperation
    revision: DeclaredOperation
    direction: MessageDirection
    swapped: bool

    @cached_property
    def sides(self) -> Sides:
        """Who sends and who reads."""
        return self.context.role(self.direction, swapped=self.swapped)[0]

    @property
    def walk(self) -> Walk:
        """The walk through the schemas of these sides."""
        return self.context.role(self.direction, swapped=self.swapped)[1]

    @property
    def sender(self) -> DeclaredOperation:
        """The operation as the sender knows it."""
        return self.sides.ordered(self.base, self.revision)[0]

    @property
    def reader(self) -> DeclaredOperation:
        """The operation as the reader knows it."""
        return self.sides.ordered(self.base, self.revision)[1]

    @cached_property
    def messages(self) -> Messages:
        """Makes messages as the sender writes them."""
        return Messages(self.sides.sender)

    def is_impossible(self, content: DeclaredContent, *, is_sent: bool = True) -> bool:
        """Tell whether it is proved that nothing is ever written in a media type."""
        schemas = self.sides.sender if is_sent else self.sides.reader
        schema = content.schema
        return schema is not None and is_empty(self.context, schemas, (schema,))

    def change(self, towards_reader: Effect, towards_sender: Effect) -> Effect:
        """Choose what happened on the way from base to revision."""
        return towards_reader if self.sides.sender_is_base else towards_sender

    def note(
        self,
        kind: FactKind,
        spot: MessageSpot,
        message: str,
        readings: Readings | None = None,
        make: MakeMessage = unmade,
        *,
        said: tuple[Any, Any] = (None, None),
        lifecycle: Lifecycle | None = None,
        formats: Evidence | None = None,
    ) -> Finding:
        """Note a difference that is not about a schema; harmless without readings."""
        location = spot.location or located(spot.places, self.base.place, spot.part)
        found = Finding(
            kind=kind,
            site=Site(*self.sides.ordered(*spot.places), location),
            message=message,
            occurrences=[self.occurrence(spot, make)],
            readings=readings or always(PROVED),
            formats=formats,
            said=said,
            focus=spot.focus,
            lifecycle=lifecycle or Lifecycle(),
            accepted=kind.is_annotation,
            place=spot.words,
        )
        self.context.add(found)
        return found

    def occurrence(self, spot: MessageSpot, make: MakeMessage) -> Occurrence:
        """Say that a difference shows in this operation."""
        return Occurrence(
            self.base,
            self.revision,
            self.sides,
            Expected(spot.expected),
            make,
            spot.flipped,
            status=spot.status,
        )


def located(places: tuple[str, str], operation: str, part: str) -> str:
    """Say where a difference is: in a shared component, or in an operation."""
    holders = [
        place if place.startswith("/components/") else operation for place in places
    ]
    return f"{' → '.join(dict.fromkeys(holders))} {part}"
