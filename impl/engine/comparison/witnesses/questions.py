"""Questions to containment about whole messages, and which of them are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.schemas import ContractSchemas
from impl.engine.comparison.differences.facts import PROVED
from impl.engine.comparison.differences.leaves import index_of
from impl.engine.comparison.differences.readings import read
from impl.engine.comparison.differences.tolerance import Aspect, Reading
from impl.engine.comparison.witnesses.pins import name_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from impl.engine.comparison.contract.schemas import SchemaNode
    from impl.engine.comparison.differences.facts import Certainty, Evidence
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        Finding,
        Occurrence,
    )
    from impl.engine.comparison.differences.leaves import SchemaStep
    from impl.engine.comparison.differences.sides import Sides


def accepted_at(sides: Sides, place: SchemaNode, aspect: Aspect) -> Any:
    """Write what whoever reads in a way accepts at a place."""
    document = sides.reader.document(place, "reader ")
    reading: Reading = "lenient" if aspect == "formats" else aspect
    if sides.reader_is_client or reading == "strict":
        return read(document, reading)
    return document


def asserted_of(finding: Finding, lenient: Certainty) -> Evidence | None:
    """Give what asserted formats come to of a difference; None for nothing else.

    What is written as a text, or fits another alternative, may be fine but for these.
    """
    is_cleared = lenient == "proved" and finding.readings["lenient"] is not PROVED
    if finding.formats or finding.accepted or not is_cleared:
        return finding.formats
    sides = finding.occurrences[0].sides
    for surface in (sides.sender.surface, sides.reader.surface):
        if any(map(surface.mentions, ("format", "contentEncoding"))):
            return finding.readings["lenient"]
    return None


def lets_more_through(context: ComparisonContext, finding: Finding) -> bool:
    """Tell whether what an alternative refuses now fits another one alone."""
    for occurrence in different(finding.occurrences):
        sides, whole = occurrence.sides, occurrence.whole
        exclusive = [
            pair
            for pair in (whole.choices if whole else ())
            if any("oneOf" in each.keywords for each in sides.reader.layers(pair[1]))
        ]
        if not exclusive:
            continue
        # Whoever reads may accept more than is sent, whatever has changed.
        marked = "writeOnly" if sides.reader_is_client else "readOnly"
        known = ContractSchemas(sides.sender.surface, marked)
        for sent, accepted in exclusive:
            asked = sides.reader.document(accepted), known.document(sent)
            if context.oracle.ask(*asked).answer == "refuted":
                return True
    return False


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
