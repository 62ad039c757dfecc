"""Find what one side writes and the other reads as something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges, statuses
from impl.engine.comparison.contract.form_encodings import encodings
from impl.engine.comparison.serialization import styles
from impl.engine.comparison.witnesses.meanings import Rejection

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import (
        DeclaredMessage,
        DeclaredParameter,
    )
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.witnesses.acceptance import MessageValidator


def misread_parameter(
    writes: MessageValidator,
    reads: MessageValidator,
    sender: DeclaredOperation,
    reader: DeclaredOperation,
    witness: Witness,
) -> list[Rejection]:
    """Find a parameter that is read as something else."""
    for key, parameter in sender.parameters.items():
        other = reader.parameters.get(key)
        if other is None:
            continue
        ours = _first(writes, sender, key, witness)
        theirs = _first(reads, reader, key, witness)
        if ours != theirs:
            part = f"{parameter.place} {parameter.name}"
            return [_violation(part, ours, theirs)]
    return []


def misread_form(
    writes: MessageValidator,
    reads: MessageValidator,
    sender: DeclaredOperation,
    reader: DeclaredOperation,
    witness: Witness,
) -> list[Rejection]:
    """Find a property of a form that is read as something else."""
    body = witness.get("body", {})
    sides = [_declared(side, witness) for side in (sender, reader)]
    if "text" not in body or sides[0] is None or sides[1] is None:
        return []
    pairs = styles.split(body["text"], "&")
    known = []
    for judge, declared in zip((writes, reads), sides, strict=True):
        contents = declared.contents if declared else {}
        content = media_ranges.covering(body["media_type"], contents)
        known.append(encodings(judge.schemas, content) if content else {})
    for name in sorted(known[0].keys() & known[1].keys()):
        ours, theirs = (held[name].parameter for held in known)
        meant = _meaning(writes, ours, styles.read_pairs(ours, pairs))
        taken = _meaning(reads, theirs, styles.read_pairs(theirs, pairs))
        if meant != taken:
            return [_violation(f"part {name}", meant, taken)]
    return []


def _declared(operation: DeclaredOperation, witness: Witness) -> DeclaredMessage | None:
    """Give what is declared for the message that a witness is."""
    if witness["type"] == "request":
        return operation.body
    return statuses.answer(operation, witness["status"])


def misread_header(
    writes: MessageValidator,
    reads: MessageValidator,
    sender: DeclaredOperation,
    reader: DeclaredOperation,
    witness: Witness,
) -> list[Rejection]:
    """Find a header of a response that is read as something else."""
    ours = statuses.answer(sender, witness["status"])
    theirs = statuses.answer(reader, witness["status"])
    if ours is None or theirs is None:
        return []
    for name, text in witness.get("headers", {}).items():
        if name in ours.headers and name in theirs.headers:
            sides = (ours.headers[name], theirs.headers[name])
            meant = _meaning(writes, sides[0], styles.read_text(sides[0], text))
            taken = _meaning(reads, sides[1], styles.read_text(sides[1], text))
            if meant != taken:
                return [_violation(f"header {name}", meant, taken)]
    return []


def _first(
    judge: MessageValidator,
    operation: DeclaredOperation,
    key: tuple[str, str],
    witness: Witness,
) -> Any:
    """Return the first meaning of a parameter that its schema allows."""
    meanings = judge.given(operation, witness).get(key, [])
    return _meaning(judge, operation.parameters[key], meanings)


def _meaning(
    judge: MessageValidator, parameter: DeclaredParameter, meanings: list[Any]
) -> Any:
    return judge.preferred(parameter, meanings)


def _violation(part: str, meant: Any, taken: Any) -> Rejection:
    return Rejection(part, "", f"{meant!r} is read as {taken!r}.")
