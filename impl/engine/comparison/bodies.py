"""Compare what messages carry: schemas in bodies, parameters and headers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.findings import (
    Expected,
    Finding,
    Occurrence,
    undocumented,
)
from impl.engine.comparison.instances import FRESH_NAME
from impl.engine.comparison.wording import effect, place, sentence
from impl.engine.references import join

if TYPE_CHECKING:
    from impl.engine.comparison.acceptance import Witness
    from impl.engine.comparison.descent import Pair, Step
    from impl.engine.comparison.facts import Direction
    from impl.engine.comparison.findings import Context, Make, Spared
    from impl.engine.comparison.surface import Operation

Around = Callable[["tuple[Step, ...]", Any], "Witness"]


def compare_schemas(
    context: Context,
    pair: Pair,
    operations: tuple[Operation, Operation],
    role: tuple[Direction, bool],
    part: str,
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
        part: the name of the part.
        around: makes a message around a value.
        others: make messages that may show what that one does not.
        spared: tells whether nothing that is written is refused after all.
    """
    sides, descent = context.role(role[0], swapped=role[1])
    for leaf, way in descent.differences(pair):
        base, revision = sides.ordered(leaf.sent, leaf.accepted)
        change = effect(leaf, base, revision, sender_is_base=sides.sender_is_base)
        kind = f"{role[0]}-{_prefix(role[0], part)}{change}"
        where = place(part, way.steps)
        places = sides.ordered(leaf.sender, leaf.reader)
        occurrence = Occurrence(
            *operations,
            sides,
            partial(around, way.steps),
            Expected(_plain(part), _pointer(way.steps), leaf.name),
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
                _location(places, sides.ordered(*pair), operations[0], part),
                sentence(kind, leaf, where, base, revision),
                leaf.readings,
                [occurrence],
                (undocumented(base), undocumented(revision)),
                leaf.formats,
                focus=leaf.name,
            )
        )


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
    places: tuple[str, str],
    roots: tuple[tuple[str, ...], tuple[str, ...]],
    operation: Operation,
    part: str,
) -> str:
    """Say where a difference is without indices that reordering would change."""
    for pointer, root in zip(places, roots, strict=True):
        if pointer.startswith("/components/"):
            return pointer
        start = root[0] if root else None
        if start is not None and (pointer == start or pointer.startswith(f"{start}/")):
            return f"{operation.key} {part}{pointer[len(start) :]}"
    return f"{operation.key} {part} {places[0]}"
