"""Compare what messages carry: schemas in bodies, parameters and headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.lookup import sunset_of
from impl.engine.comparison.differences.findings import (
    Expected,
    Finding,
    Lifecycle,
    Occurrence,
    Site,
    Whole,
    undocumented,
)
from impl.engine.comparison.differences.leaves import CONTENT
from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.differences.wording import change_of, place, sentence
from impl.engine.comparison.kinds import facets
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.kinds.of_schemas import SCHEMA, Carrier
from impl.engine.comparison.witnesses.pins import FRESH_NAME
from impl.engine.comparison.witnesses.satisfiability import is_empty
from impl.engine.openapi.pointers import is_within, join
from impl.engine.openapi.references import local_pointer

if TYPE_CHECKING:
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.findings import MakeMessage, Spared
    from impl.engine.comparison.differences.leaves import Leaf, Pair, SchemaStep, Way
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.operations.operation_pair import OperationPair

Around = Callable[["tuple[SchemaStep, ...]", Any], "Witness"]


@dataclass(frozen=True, slots=True)
class MessagePart:
    """A part of a message, and what tells it from others of its name.

    Attributes:
        carrier: what part it is.
        name: what people call it.
        detail: its media type, or whose it is.
        is_xml: whether it is written in XML.
        label: what messages for people call it, if that is not its name.
        status: the status of the response that it is in.
    """

    carrier: Carrier
    name: str
    detail: str = ""
    is_xml: bool = False
    label: str = ""
    status: str = ""

    @property
    def said(self) -> str:
        """What messages for people call it."""
        return self.label or self.name

    @classmethod
    def body(
        cls, carrier: Carrier, name: str, media_type: str, status: str = ""
    ) -> MessagePart:
        """Return the body of a media type."""
        is_xml = "xml" in media_type
        return cls(carrier, name, media_type, is_xml=is_xml, status=status)


@dataclass(frozen=True, slots=True)
class MessageMakers:
    """How messages are made that may show a difference.

    Attributes:
        around: makes a message around a value.
        others: make messages that may show what that one does not.
        spared: tells whether nothing that is written is refused after all.
        sparing: gives what tells so of the place that some steps lead to.
    """

    around: Around
    others: tuple[MakeMessage, ...] = ()
    spared: Spared | None = None
    sparing: Callable[[tuple[SchemaStep, ...]], Spared] | None = None


def compare_schemas(
    operations: OperationPair, pair: Pair, part: MessagePart, making: MessageMakers
) -> None:
    """Note the differences between the schemas of one part of a message.

    Args:
        operations: the operation and what it became, which take the differences.
        pair: the nodes of sender and reader.
        part: the part.
        making: makes its messages.
    """
    _note_unsatisfiable(operations, pair, part)
    for leaf, way in operations.walk.differences(pair):
        if not _is_told_elsewhere(leaf, way, part):
            operations.context.add(_finding(operations, pair, part, making, leaf, way))


def _note_unsatisfiable(
    operations: OperationPair, pair: Pair, part: MessagePart
) -> None:
    """Note that no value is allowed: then nothing that is proved says anything."""
    sides = operations.sides
    if sides.same(pair):
        return
    if sides.sender.document(pair[0]) == sides.reader.document(pair[1]):
        return
    before, after = sides.ordered(
        is_empty(operations.context, sides.sender, pair[0]),
        is_empty(operations.context, sides.reader, pair[1]),
    )
    if not (before or after):
        return
    change = Effect.UNSATISFIABLE if after else Effect.SATISFIABLE
    where = " and of ".join(
        name for name, is_so in (("the base", before), ("the revision", after)) if is_so
    )
    places = sides.ordered(*(node[0] if node else "" for node in pair))
    location = f"{operations.base.place} {part.name} {part.detail}".rstrip()
    expected = Expected("body" if part.carrier.is_body else part.name)
    operations.context.add(
        Finding(
            kind=SCHEMA[part.carrier, facets.SATISFIABILITY, change],
            site=Site(*places, _location(places, sides.ordered(*pair), location)),
            message=f"No value satisfies the schema of {part.said} of {where}.",
            occurrences=[
                Occurrence(operations.base, operations.revision, sides, expected)
            ],
            said=(before, after),
            place=part.said,
        )
    )


def _finding(
    operations: OperationPair,
    pair: Pair,
    part: MessagePart,
    making: MessageMakers,
    leaf: Leaf,
    way: Way,
) -> Finding:
    sides = operations.sides
    base, revision = sides.ordered(leaf.sent, leaf.accepted)
    change = change_of(leaf, base, revision, sender_is_base=sides.sender_is_base)
    kind = SCHEMA[part.carrier, leaf.facet, change]
    places = sides.ordered(leaf.sender, leaf.reader)
    where = f"{operations.base.place} {part.name} {part.detail}".rstrip()
    words = place(part.said, way.steps)
    return Finding(
        kind=kind,
        site=Site(*places, _location(places, sides.ordered(*pair), where)),
        message=sentence(
            change, leaf, words, base, revision, partial(_followed, sides)
        ),
        occurrences=[_occurrence(operations, pair, part, making, leaf, way)],
        readings=leaf.readings,
        formats=leaf.formats,
        said=(undocumented(base), undocumented(revision)),
        focus=leaf.name,
        lifecycle=_lifecycle(leaf, change, places, sides),
        accepted=kind.is_annotation,
        place=words,
    )


def _occurrence(
    operations: OperationPair,
    pair: Pair,
    part: MessagePart,
    making: MessageMakers,
    leaf: Leaf,
    way: Way,
) -> Occurrence:
    refused = "body" if part.carrier.is_body else part.name
    return Occurrence(
        base=operations.base,
        revision=operations.revision,
        sides=operations.sides,
        expected=Expected(refused, _pointer(way.steps), leaf.name),
        make=partial(making.around, way.steps),
        whole=None
        if CONTENT in way.steps
        else Whole(
            make=partial(making.around, ()),
            root=pair,
            steps=way.open_steps,
            place=way.anchor[1],
            is_closed=not way.is_open,
            choices=way.choices,
        ),
        others=(*making.others, *_around_alternatives(making, leaf, way)),
        spared=making.sparing(way.steps) if making.sparing else making.spared,
        readings=leaf.readings,
        formats=leaf.formats,
        status=part.status,
    )


def _around_alternatives(
    making: MessageMakers, leaf: Leaf, way: Way
) -> list[MakeMessage]:
    """Make messages around what the alternatives above a difference refuse."""
    return [
        partial(making.around, way.steps[: len(way.steps) - depth])
        for depth in leaf.depths
    ]


def _is_told_elsewhere(leaf: Leaf, way: Way, part: MessagePart) -> bool:
    """Tell whether a difference does not matter, or was noted with a parameter."""
    if leaf.facet is facets.XML:
        return not part.is_xml
    is_whole = leaf.facet is facets.DEFAULT and not leaf.name and not way.steps
    return is_whole and part.carrier is Carrier.PARAMETER


def _followed(sides: Sides, reference: str) -> tuple[Any, Any]:
    """Give what a reference leads to in base and revision."""
    base, revision = sides.ordered(sides.sender.surface, sides.reader.surface)
    there = local_pointer(reference)
    if there is None:
        return None, None
    return base.value(there), revision.value(there)


def _lifecycle(
    leaf: Leaf, change: Effect, places: tuple[str, str], sides: Sides
) -> Lifecycle:
    """Give what profiles judge by of what came to be deprecated, or went."""
    base, revision = sides.ordered(sides.sender, sides.reader)
    if change is Effect.DEPRECATED:
        held = revision.annotations((places[1],))
        return Lifecycle(() if sunset_of(held) else (PolicyMark.NO_SUNSET,))
    if leaf.facet is facets.PROPERTY and change is Effect.REMOVED:
        held = base.annotations((places[0],))
        if held.get("deprecated") is True:
            return Lifecycle((PolicyMark.DEPRECATED_REMOVAL,), sunset_of(held))
    return Lifecycle()


def _pointer(steps: tuple[SchemaStep, ...]) -> str:
    """Point at the end of some steps in an instance made along them."""
    tokens = {"item": "0", "additional": FRESH_NAME, "name": FRESH_NAME}
    return join(
        *(
            name if kind == "property" else name or tokens[kind]
            for kind, name in steps
            if kind not in {"alternative", "content"}
        )
    )


def _location(
    places: tuple[str, str], roots: tuple[tuple[str, ...], tuple[str, ...]], part: str
) -> str:
    """Say where a difference is without indices that reordering would change."""
    found = []
    for pointer, root in zip(places, roots, strict=True):
        start = root[0] if root else None
        if pointer.startswith("/components/"):
            found.append(pointer)
        elif start is not None and is_within(pointer, start):
            found.append(f"{part}{pointer[len(start) :]}")
        else:
            found.append(f"{part} {pointer}")
    return " → ".join(dict.fromkeys(found))
