"""What values mean beyond being valid: what stands in for the absent, and what is what.

Two contracts may accept the same message and take it for something else, where they
differ in defaults, in discriminators, or in how things are called in XML.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges, statuses
from impl.engine.comparison.contract.discriminators import Discriminator
from impl.engine.comparison.contract.keywords import length, map_in
from impl.engine.comparison.contract.xml_forms import in_words, xml_form
from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.witnesses.applying import items, members
from impl.engine.comparison.witnesses.meanings import Rejection
from impl.engine.containment.values import identity
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.comparison.contract.message_parts import DeclaredContent
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.contract.schemas import ContractSchemas, SchemaNode
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.witnesses.acceptance import MessageValidator

_DEEPEST = 24
_ABSENT = object()
# A node, the value there, and the pointer to it.
Location = tuple["SchemaNode", Any, str]


def other_defaults(
    writes: MessageValidator,
    reads: MessageValidator,
    sender: DeclaredOperation,
    reader: DeclaredOperation,
    witness: Witness,
) -> list[Rejection]:
    """Find what is absent, and means one thing to the sender and another to the reader.

    What only one side has a default for is no difference in meaning.
    """
    found = []
    for key, parameter in sender.parameters.items():
        other = reader.parameters.get(key)
        if other:
            meant = writes.schemas.annotations(parameter.node)
            taken = reads.schemas.annotations(other.node)
            part = f"{other.place} {other.name}"
            given = writes.given(sender, witness)
            if key in given:
                # What else a strict reader minds is nothing to what is left out.
                taking = replace(reads, reading="exact")
                values = (
                    writes.preferred(parameter, given[key]),
                    taking.preferred(other, reads.given(reader, witness).get(key, [])),
                )
                nodes = parameter.node, other.node
                found += _absent_within(part, (writes, reads), nodes, values)
            elif _differ(meant, taken):
                found.append(_absent(part, "", meant, taken))
    sides = _bodies(sender, reader, witness)
    if sides is not None:
        value = witness["body"]["value"]
        found += _absent_within("body", (writes, reads), sides, (value, value))
    return found


def _absent_within(
    part: str,
    validators: tuple[MessageValidator, MessageValidator],
    nodes: tuple[SchemaNode, SchemaNode],
    values: tuple[Any, Any],
) -> list[Rejection]:
    """Find what is absent in a value, as it was written and as it is read."""
    known = [
        {
            at: validator.schemas.annotations(node)
            for node, held, at in _places(validator.schemas, start, value)
            if held is _ABSENT
        }
        for validator, start, value in zip(validators, nodes, values, strict=True)
    ]
    return [
        _absent(part, at, known[0][at], known[1][at])
        for at in known[0]
        if at in known[1] and _differ(known[0][at], known[1][at])
    ]


def other_schemas(
    writes: MessageValidator,
    reads: MessageValidator,
    sender: DeclaredOperation,
    reader: DeclaredOperation,
    witness: Witness,
) -> list[Rejection]:
    """Find what discriminators take for one schema here and for another there."""
    sides = _bodies(sender, reader, witness)
    if sides is None:
        return []
    value = witness["body"]["value"]
    known: list[dict[str, tuple[Discriminator, Any]]] = []
    for schemas, content in zip((writes.schemas, reads.schemas), sides, strict=True):
        found = {}
        for node, held, at in _places(schemas, content, value):
            own = schemas.discriminator(node)
            if own and isinstance(held, dict):
                found[at] = (own, held.get(own.name, _ABSENT))
        known.append(found)
    violations = []
    for at in sorted(known[0].keys() & known[1].keys()):
        (ours, said), (theirs, read) = known[0][at], known[1][at]
        if not (_is_told(said) and ours.means(said)):
            continue
        if said not in ours.targets and not ours.is_written:
            continue
        if not (said == read and ours.agrees(theirs, said)):
            names = theirs.means(read) if _is_told(read) else None
            reason = f"{_said(ours, said)} means {ours.means(said)}, and here "
            reason += f"{_said(theirs, read)} means {names or 'nothing'}."
            violations.append(Rejection("body", at, reason))
    return violations


def _is_told(said: Any) -> bool:
    """Tell whether it can name a schema; what is absent means the default (3.2)."""
    return isinstance(said, str) or said is _ABSENT


def _said(told: Discriminator, said: Any) -> str:
    return f"{told.name} {'left out' if said is _ABSENT else repr(said)}"


def other_forms(
    writes: MessageValidator,
    reads: MessageValidator,
    sender: DeclaredOperation,
    reader: DeclaredOperation,
    witness: Witness,
) -> list[Rejection]:
    """Find what is written in XML in one way, and read in another."""
    sides = _bodies(sender, reader, witness)
    if sides is None or "xml" not in witness["body"]["media_type"]:
        return []
    value = witness["body"]["value"]
    known = [
        {
            at: xml_form(schemas, node)
            for node, held, at in _places(schemas, content, value)
            if held is not _ABSENT
        }
        for schemas, content in zip((writes.schemas, reads.schemas), sides, strict=True)
    ]
    violations = []
    for at in sorted(known[0].keys() & known[1].keys()):
        ours, theirs = known[0][at], known[1][at]
        if ours != theirs:
            reason = f"It is written as {in_words(ours)}, and here as "
            violations.append(Rejection("body", at, f"{reason}{in_words(theirs)}."))
    return violations


def _differ(meant: dict[str, Any], taken: dict[str, Any]) -> bool:
    both = "default" in meant and "default" in taken
    return both and identity(meant["default"]) != identity(taken["default"])


def _absent(
    part: str, at: str, meant: dict[str, Any], taken: dict[str, Any]
) -> Rejection:
    reason = f"Its absence means {meant['default']!r}, and here {taken['default']!r}."
    return Rejection(part, at, reason)


def _bodies(
    sender: DeclaredOperation, reader: DeclaredOperation, witness: Witness
) -> tuple[SchemaNode, SchemaNode] | None:
    """Give the schemas of a body on both sides, if it has some."""
    if "body" not in witness:
        return None
    media_type = witness["body"]["media_type"]
    found = []
    for side in (sender, reader):
        declared = side.body
        if witness["type"] == "response":
            declared = statuses.answer(side, witness["status"])
        contents: dict[str, DeclaredContent] = declared.contents if declared else {}
        content = media_ranges.covering(media_type, contents)
        if content is None or content.schema is None:
            return None
        found.append(content.schema)
    return (found[0],), (found[1],)


def _places(
    schemas: ContractSchemas, start: SchemaNode, value: Any
) -> Iterator[Location]:
    """Walk through a value along its schema; what is declared and absent comes too."""
    waiting: list[tuple[SchemaNode, Any, str, int]] = [(start, value, "", 0)]
    while waiting:
        node, held, at, depth = waiting.pop()
        node = _with_alternatives(schemas, node, held)
        yield node, held, at
        if depth > _DEEPEST:
            continue
        layers = schemas.layers(node)
        if isinstance(held, dict):
            names = {
                name: None
                for layer in layers
                for name in map_in(layer.keywords, "properties")
            }
            for name in {**names, **held}:
                part = held.get(name, _ABSENT)
                inner = members(layers, name, is_there=name in held)
                waiting.append((inner, part, f"{at}/{escape(name)}", depth + 1))
        if isinstance(held, list):
            waiting += [
                (items(layers, index), item, f"{at}/{index}", depth + 1)
                for index, item in enumerate(held)
            ]


def _with_alternatives(
    schemas: ContractSchemas, node: SchemaNode, value: Any
) -> SchemaNode:
    """Add those alternatives to a node that a value fits."""
    if value is _ABSENT:
        return node
    known = set(node)
    while True:
        found = [
            pointer
            for layer in schemas.layers(node)
            for keyword in ("anyOf", "oneOf")
            for index in range(length(layer.keywords.get(keyword)))
            if (pointer := f"{layer.pointer}/{keyword}/{index}") not in known
            and accepts(schemas.document((pointer,)), value)
        ]
        if not found:
            return node
        known.update(found)
        node = (*node, *found)
