"""Compare what messages carry: schemas in bodies, parameters and headers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from impl.engine.comparison.contract.lookup import sunset_of
from impl.engine.comparison.differences.findings import (
    Expected,
    Finding,
    Occurrence,
    undocumented,
)
from impl.engine.comparison.differences.wording import (
    ANNOTATIONS,
    effect,
    place,
    sentence,
)
from impl.engine.comparison.witnesses.instances import FRESH_NAME
from impl.engine.openapi.pointers import is_within, join

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import Operation
    from impl.engine.comparison.differences.facts import Direction, Witness
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        Make,
        Spared,
    )
    from impl.engine.comparison.differences.leaves import Leaf, Pair, Step, Way
    from impl.engine.comparison.differences.sides import Sides


class MessagePart(NamedTuple):
    """A part of a message, and what tells it from others of its name."""

    name: str
    detail: str = ""


Around = Callable[["tuple[Step, ...]", Any], "Witness"]


def compare_schemas(
    context: ComparisonContext,
    pair: Pair,
    operations: tuple[Operation, Operation],
    role: tuple[Direction, bool],
    part: MessagePart,
    around: Around,
    others: tuple[Make, ...] = (),
    spared: Spared | None = None,
) -> None:
    """Note the differences between the schemas of one part of a message.

    Args:
        context: takes the findings.
        pair: the nodes of sender and reader.
        operations: the operation in base and revision.
        role: the direction, and whether it is swapped.
        part: the part.
        around: makes a message around a value.
        others: make messages that may show what that one does not.
        spared: tells whether nothing that is written is refused after all.
    """
    sides, walk = context.role(role[0], swapped=role[1])
    for leaf, way in walk.differences(pair):
        if _is_told_elsewhere(leaf, way, part, role[0]):
            continue
        base, revision = sides.ordered(leaf.sent, leaf.accepted)
        change = effect(leaf, base, revision, sender_is_base=sides.sender_is_base)
        kind = f"{role[0]}-{_prefix(role[0], part.name)}{change}"
        where = place(part.name, way.steps)
        places = sides.ordered(leaf.sender, leaf.reader)
        occurrence = Occurrence(
            *operations,
            sides,
            partial(around, way.steps),
            Expected(_plain(part.name), _pointer(way.steps), leaf.name),
            whole=partial(around, ()),
            root=pair,
            steps=way.open_steps,
            place=way.anchor[1],
            others=others,
            spared=spared,
        )
        context.add(
            Finding(
                kind,
                sides.direction,
                *places,
                _location(
                    places,
                    sides.ordered(*pair),
                    f"{operations[0].place} {part.name} {part.detail}".rstrip(),
                ),
                sentence(kind, leaf, where, base, revision),
                leaf.readings,
                [occurrence],
                (undocumented(base), undocumented(revision)),
                leaf.formats,
                *_lifecycle(kind, places, sides),
                focus=leaf.name,
                accepted=leaf.noun in ANNOTATIONS,
            )
        )


def _is_told_elsewhere(
    leaf: Leaf, way: Way, part: MessagePart, direction: Direction
) -> bool:
    """Tell whether a difference does not matter, or was noted with a parameter."""
    if leaf.noun == "xml":
        return "xml" not in part.detail
    is_whole = leaf.noun == "default" and not leaf.name and not way.steps
    return is_whole and direction == "request" and not part.name.endswith("body")


def _lifecycle(
    kind: str, places: tuple[str, str], sides: Sides
) -> tuple[tuple[str, ...], str]:
    """Give what profiles judge by of what came to be deprecated, or went."""
    base, revision = sides.ordered(sides.sender, sides.reader)
    if kind.endswith(("property-deprecated", "schema-deprecated")):
        held = revision.annotations((places[1],))
        return (() if sunset_of(held) else ("no-sunset",)), ""
    if kind.endswith("property-removed"):
        held = base.annotations((places[0],))
        if held.get("deprecated") is True:
            return ("deprecated-removal",), sunset_of(held)
    return (), ""


def _plain(part: str) -> str:
    return "body" if part.endswith(" body") else part


def _pointer(steps: tuple[Step, ...]) -> str:
    """Point at the end of some steps in an instance made along them."""
    tokens = {"item": "0", "additional": FRESH_NAME}
    return join(
        *(
            name if kind == "property" else tokens[kind]
            for kind, name in steps
            if kind != "alternative"
        )
    )


def _prefix(direction: Direction, part: str) -> str:
    if part.endswith(" body"):
        return ""
    return "parameter-" if direction == "request" else "header-"


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
