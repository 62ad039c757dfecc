"""Confirm that a message is fine for one contract and not for the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from impl.engine.comparison import wire
from impl.engine.comparison.acceptance import Flaw, Judge, UntellableError, path_values
from impl.engine.comparison.schemas import Schemas
from impl.engine.references import escape, is_within

if TYPE_CHECKING:
    from impl.engine.comparison.acceptance import Witness
    from impl.engine.comparison.findings import Expected
    from impl.engine.comparison.readings import Reading
    from impl.engine.comparison.sides import Sides
    from impl.engine.comparison.surface import Operation

MISREAD = "request-parameter-serialization-changed"
DROPPED = "request-property-read-only"
# These refuse a value for what is somewhere within it.
_WHOLE = frozenset(
    {
        *("anyOf", "oneOf", "not", "contains", "additionalProperties"),
        *("unevaluatedProperties", "unevaluatedItems", "falseSchema"),
    }
)
Aspect = Literal["strict", "exact", "open-enums", "lenient", "formats"]


def confirm(
    kind: str,
    sides: Sides,
    operations: tuple[Operation | None, Operation | None],
    witness: Witness,
    aspect: Aspect,
    *,
    flipped: bool = False,
) -> list[Flaw]:
    """List what the one side refuses in a message that is fine for the other.

    Args:
        kind: the kind of the fact.
        sides: who sends and who reads.
        operations: the operation in base and revision.
        witness: the message.
        aspect: the reading, or `formats` for asserted formats read leniently.
        flipped: the message suits the reader's contract, and not the sender's.

    Returns:
        Nothing if the message suits both, or neither.
    """
    formats = aspect == "formats"
    reading: Reading = "lenient" if aspect == "formats" else aspect
    if not sides.reader_is_client and reading != "strict":
        reading = "exact"
    if flipped:
        reading = "exact"
    sender, reader = sides.ordered(*operations)
    forbidding = kind == DROPPED
    writes = Judge(sides.sender, formats=formats)
    reads = Judge(
        Schemas(sides.reader.surface, "readOnly", forbidding=True)
        if forbidding
        else sides.reader,
        reading,
        formats,
    )
    if flipped:
        (writes, sender), (reads, reader) = (reads, reader), (writes, sender)
    try:
        if writes.flaws(sender, witness):
            return []
        found = reads.flaws(reader, witness)
        if not found and kind == MISREAD and sender and reader:
            found = _misread(writes, reads, sender, reader, witness)
    except UntellableError:
        return []
    return found


def fitting(found: list[Flaw], expected: Expected) -> Flaw | None:
    """Choose the flaw that shows a difference at the place where it is expected."""
    # Names of headers have no case.
    own = [flaw for flaw in found if flaw.part.lower() == expected.part.lower()]
    for fits in (_right_there, _below, _around):
        for flaw in own:
            if fits(flaw, expected):
                return flaw
    return None


def _right_there(flaw: Flaw, expected: Expected) -> bool:
    if flaw.pointer == f"{expected.pointer}/{escape(expected.name)}":
        return bool(expected.name)
    return flaw.pointer == expected.pointer and expected.name in flaw.reason


def _below(flaw: Flaw, expected: Expected) -> bool:
    return is_within(flaw.pointer, expected.pointer)


def _around(flaw: Flaw, expected: Expected) -> bool:
    """Tell whether a schema around the place refuses it as a whole."""
    return flaw.keyword in _WHOLE and is_within(expected.pointer, flaw.pointer)


def _misread(
    writes: Judge, reads: Judge, sender: Operation, reader: Operation, witness: Witness
) -> list[Flaw]:
    """Find a parameter that one side writes and the other reads as something else."""
    for key, parameter in sender.parameters.items():
        other = reader.parameters.get(key)
        if other is None:
            continue
        ours = _first(writes, sender, key, witness)
        theirs = _first(reads, reader, key, witness)
        if ours != theirs:
            part = f"{parameter.place} {parameter.name}"
            return [Flaw(part, "", f"{ours!r} is read as {theirs!r}.")]
    return []


def _first(
    judge: Judge, operation: Operation, key: tuple[str, str], witness: Witness
) -> Any:
    """Return the first meaning of a parameter that its schema allows."""
    values = path_values(operation, witness["path"]) or {}
    pairs = [
        wire.split(witness.get("query", ""), "&"),
        wire.split(witness.get("headers", {}).get("cookie", ""), "; "),
    ]
    parameter = operation.parameters[key]
    meanings = judge.meanings(parameter, witness, values, pairs[0], pairs[1])
    return judge.preferred(parameter, meanings or [])
