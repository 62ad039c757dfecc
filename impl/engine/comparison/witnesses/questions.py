"""Questions to containment about whole messages, and which of them are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.leaves import index_of
from impl.engine.comparison.differences.readings import read
from impl.engine.comparison.differences.tolerance import Aspect, Reading
from impl.engine.comparison.witnesses.pins import name_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from impl.engine.comparison.contract.schemas import SchemaNode
    from impl.engine.comparison.differences.findings import Occurrence
    from impl.engine.comparison.differences.leaves import SchemaStep
    from impl.engine.comparison.differences.sides import Sides


def accepted_at(sides: Sides, place: SchemaNode, aspect: Aspect) -> Any:
    """Write what whoever reads in a way accepts at a place."""
    document = sides.reader.document(place, "reader ")
    reading: Reading = "lenient" if aspect == "formats" else aspect
    if sides.reader_is_client or reading == "strict":
        return read(document, reading)
    return document


def different(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Give those about which different questions have to be asked.

    What is fine in some operations need not be so in the next.
    """
    found: dict[Hashable, Occurrence] = {}
    for occurrence in occurrences:
        found.setdefault(_question(occurrence), occurrence)
    return list(found.values())


def _question(occurrence: Occurrence) -> Hashable:
    """Return what occurrences share of which the same is to be asked."""
    whole, found = occurrence.whole, occurrence.sides
    if whole is None:
        return occurrence.key
    sides = (found.sender, found.reader)
    roots = [
        side.meant(at)
        for side, node in zip(sides, whole.root, strict=True)
        for at in node
    ]
    way = (found.reader_is_client, found.direction)
    return (*roots, whole.steps, whole.place, *way)


def breaking(whole: Any, steps: tuple[SchemaStep, ...], accepted: Any) -> Any:
    """Write a schema of what is sent and is not accepted at the end of some steps."""
    definitions: dict[str, Any] = {}
    parts = []
    for document in (whole, accepted):
        if not isinstance(document, dict):
            parts.append(document)
            continue
        definitions.update(document.get("$defs", {}))
        parts.append({key: held for key, held in document.items() if key != "$defs"})
    inner: Any = {"not": parts[1]}
    for step in reversed(steps):
        kind, _ = step
        if kind == "item":
            before = index_of(step)
            items = [*([True] * before), inner]
            inner = {"type": "array", "minItems": len(items), "prefixItems": items}
        elif kind != "alternative":
            held = name_of(step)
            inner = {"type": "object", "required": [held], "properties": {held: inner}}
    return {"allOf": [parts[0], inner], "$defs": definitions}
