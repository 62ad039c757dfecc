"""Confirm that a message is fine for one contract and not for the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from impl.engine.comparison.contract.schemas import ContractSchemas
from impl.engine.comparison.kinds import facets
from impl.engine.comparison.kinds.kind import Effect, Misreading
from impl.engine.comparison.kinds.of_schemas import SCHEMA, Carrier
from impl.engine.comparison.witnesses.acceptance import (
    MessageValidator,
    UntellableError,
)
from impl.engine.comparison.witnesses.defaults_and_discriminators import (
    other_defaults,
    other_forms,
    other_schemas,
)
from impl.engine.comparison.witnesses.meanings import Rejection
from impl.engine.comparison.witnesses.serialization_ambiguity import (
    misread_form,
    misread_header,
    misread_parameter,
)
from impl.engine.openapi.pointers import escape, is_within, split

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.findings import Expected
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.differences.tolerance import Aspect, Reading
    from impl.engine.comparison.kinds.kind import FactKind

# What is ignored is shown by a reader that forbids it.
_MISREADINGS = {
    Misreading.PARAMETER: misread_parameter,
    Misreading.FORM: misread_form,
    Misreading.HEADER: misread_header,
    Misreading.DEFAULT: other_defaults,
    Misreading.DISCRIMINATOR: other_schemas,
    Misreading.XML: other_forms,
}
_DEFAULTS = frozenset(
    SCHEMA[carrier, facets.DEFAULT, Effect.CHANGED] for carrier in Carrier
)
# These refuse a value for what is somewhere within it.
_WHOLE = frozenset(
    {
        *("anyOf", "oneOf", "not", "contains", "additionalProperties"),
        *("unevaluatedProperties", "unevaluatedItems", "falseSchema"),
    }
)
# These name the property that they refuse.
_CLOSED = frozenset({"additionalProperties", "unevaluatedProperties"})


def confirm(
    kind: FactKind,
    sides: Sides,
    operations: tuple[DeclaredOperation | None, DeclaredOperation | None],
    witness: Witness,
    aspect: Aspect,
    *,
    flipped: bool = False,
) -> list[Rejection]:
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
    forbidding = kind.misreading is Misreading.IGNORED_PROPERTY
    writes = MessageValidator(sides.sender, formats=formats)
    reads = MessageValidator(
        ContractSchemas(sides.reader.surface, "readOnly", forbidding=True)
        if forbidding
        else sides.reader,
        reading,
        formats,
    )
    if flipped:
        (writes, sender), (reads, reader) = (reads, reader), (writes, sender)
    try:
        # What the one side complains of takes long to say, and nobody asks.
        if replace(writes, is_brief=True).violations(sender, witness):
            return []
        found = reads.violations(reader, witness)
        if kind in _DEFAULTS:
            # What is refused for another reason shows nothing of what is left out.
            found = []
        misread = _MISREADINGS.get(kind.misreading) if kind.misreading else None
        if misread and sender and reader:
            found += misread(writes, reads, sender, reader, witness)
    except UntellableError:
        return []
    return found


def fitting(found: list[Rejection], expected: Expected) -> Rejection | None:
    """Choose the violation that shows a difference where it is expected."""
    # Names of headers have no case.
    own = [
        violation
        for violation in found
        if violation.part.lower() == expected.part.lower()
    ]
    for fits in (_right_there, _below, _around):
        for violation in own:
            if fits(violation, expected):
                return violation
    return None


def _right_there(violation: Rejection, expected: Expected) -> bool:
    if violation.pointer == f"{expected.pointer}/{escape(expected.name)}":
        return bool(expected.name)
    return violation.pointer == expected.pointer and expected.name in violation.reason


def _below(violation: Rejection, expected: Expected) -> bool:
    return is_within(violation.pointer, expected.pointer)


def _around(violation: Rejection, expected: Expected) -> bool:
    """Tell whether a schema around the place refuses it as a whole."""
    if violation.keyword not in _WHOLE or not is_within(
        expected.pointer, violation.pointer
    ):
        return False
    inner = split(expected.pointer[len(violation.pointer) :])
    is_elsewhere = (
        violation.keyword in _CLOSED
        and inner
        and repr(inner[0]) not in violation.reason
    )
    return not is_elsewhere
