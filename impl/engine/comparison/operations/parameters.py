"""Compare the values of one parameter: how they are written, and what they may be."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import PROVED, REFUTED, always
from impl.engine.comparison.differences.findings import (
    Expected,
    Finding,
    Occurrence,
    Site,
)
from impl.engine.comparison.kinds import catalogue, facets
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.kinds.of_schemas import SCHEMA, Carrier
from impl.engine.comparison.operations.message_schemas import (
    MessageMakers,
    MessagePart,
    compare_schemas,
)
from impl.engine.comparison.operations.operation_pair import MessageSpot, located
from impl.engine.comparison.operations.parted_values import attempts, of_many_parts
from impl.engine.comparison.operations.value_serialization import (
    differs,
    evidence,
    is_lone,
    matters,
    refused_texts,
    schema_of,
    serialization,
    spares,
)
from impl.engine.comparison.serialization import text_schemas
from impl.engine.comparison.serialization.schema_words import plainly
from impl.engine.comparison.witnesses.instances import (
    NoInstanceError,
    at_least,
)
from impl.engine.comparison.witnesses.messages import ABSENT

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import DeclaredParameter
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.findings import MakeMessage
    from impl.engine.comparison.differences.leaves import SchemaStep
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.operations.message_schemas import Around
    from impl.engine.comparison.operations.operation_pair import OperationPair


def compare_values(
    operations: OperationPair,
    key: tuple[str, str],
    parameters: tuple[DeclaredParameter, DeclaredParameter],
) -> None:
    """Note the differences between the values of a parameter of a request.

    Args:
        operations: the operation and what it became, which take the differences.
        key: the place and the name, or the position, of the parameter.
        parameters: the parameter as it is sent and as it is read.
    """
    sent, read = parameters
    sides = operations.sides

    def around(steps: tuple[SchemaStep, ...], value: Any) -> Witness:
        schema = schema_of(sent)
        whole = operations.messages.around(schema, steps, value) if schema else value
        return operations.messages.request(operations.sender, parameters={key: whole})

    _note_default(operations, sent, read)
    making = MessageMakers(
        around,
        (
            *(_refused(operations, sent, read, around, least) for least in (1, 2)),
            *attempts(sides, sent, around),
            *refused_texts(operations.context, sides, sent, read, around),
        ),
        spares(operations.context, sides, sent, read),
    )
    if _is_lifted(sides, sent, read):
        _compare_lifted(operations, sent, read, making)
    elif sent.serialization != read.serialization and matters(
        operations.context, sides, sent, read
    ):
        _note_serialization(operations, sent, read, around)
    elif schema_of(sent) or schema_of(read):
        compare_schemas(
            operations,
            (sent.node, read.node),
            MessagePart(Carrier.PARAMETER, f"{read.place} {read.name}"),
            making,
        )


def _spot(
    operations: OperationPair,
    sent: DeclaredParameter,
    read: DeclaredParameter,
    held: DeclaredParameter,
) -> MessageSpot:
    """Name a parameter, in the words of one side."""
    part, places = f"{held.place} {held.name}", (sent.pointer, read.pointer)
    location = located(operations.sides.ordered(*places), operations.base.place, part)
    return MessageSpot(places, part, part, location)


def _note_default(
    operations: OperationPair, sent: DeclaredParameter, read: DeclaredParameter
) -> None:
    """Note what the absence of a parameter means from now on."""
    sides = operations.sides
    held = [
        side.annotations(parameter.node)
        for side, parameter in ((sides.sender, sent), (sides.reader, read))
    ]
    before, after = sides.ordered(*(_shown(each) for each in held))
    if before == after:
        return
    change = Effect.CHANGED
    if before is None or after is None:
        change = Effect.ADDED if before is None else Effect.REMOVED
    # A default that was not mentioned only documents what was so.
    matters = change is Effect.CHANGED and not sent.required
    operations.note(
        SCHEMA[Carrier.PARAMETER, facets.DEFAULT, change],
        _spot(operations, sent, read, read),
        f"The default of parameter {sent.name!r} ({sent.place}) was {change.value}: "
        f"{before or 'none'} became {after or 'none'}.",
        {**always(REFUTED), "lenient": PROVED} if matters else None,
        lambda _: operations.messages.request(
            operations.sender, parameters={sent.key: ABSENT}
        ),
        said=(before, after),
    )


def _shown(annotations: dict[str, Any]) -> str | None:
    held = annotations
    return json.dumps(held["default"], sort_keys=True) if "default" in held else None


def _note_serialization(
    operations: OperationPair,
    sent: DeclaredParameter,
    read: DeclaredParameter,
    around: Around,
) -> None:
    base, revision = operations.sides.ordered(sent, read)
    words = [serialization(side) for side in (base, revision)]
    operations.note(
        catalogue.PARAMETER_SERIALIZATION_CHANGED,
        _spot(operations, sent, read, sent),
        f"Parameter {sent.name!r} ({sent.place}) was written as {words[0]} and now "
        f"is as {words[1]}.",
        always(evidence(operations.context, operations.sides, sent, read)),
        lambda _: of_many_parts(operations.sides, sent, around),
        said=(list(base.serialization), list(revision.serialization)),
    )


def _refused(
    operations: OperationPair,
    sent: DeclaredParameter,
    read: DeclaredParameter,
    around: Around,
    least: int,
) -> MakeMessage:
    """Give a maker of requests with a value of at least so many parts, and refused."""

    def make(_: Any) -> Witness:
        sides = operations.sides
        question = at_least(sides.sender.document(sent.node), least)
        if sent.place == "path":
            # No operation is called without a text there.
            question["minLength"] = 1
        found = operations.context.oracle.ask(
            question, sides.reader.document(read.node)
        )
        if found.answer != "refuted":
            raise NoInstanceError
        made: Witness = around((), found.instance)
        return made

    return make


def _is_lifted(sides: Sides, sent: DeclaredParameter, read: DeclaredParameter) -> bool:
    """Tell whether scalars are sent that are read as texts or lists."""
    if sent.content or read.content or differs(sent, read):
        return False
    ours = text_schemas.kinds(sides.sender.document(sent.node))
    wanted = text_schemas.kinds(sides.reader.document(read.node))
    if not ours or not wanted or not ours <= text_schemas.SCALARS:
        return False
    if ours <= wanted or (ours == {"integer"} and "number" in wanted):
        return False
    return "string" in wanted or ("array" in wanted and is_lone(read))


def _compare_lifted(
    operations: OperationPair,
    sent: DeclaredParameter,
    read: DeclaredParameter,
    making: MessageMakers,
) -> None:
    sides = operations.sides
    said = [
        side.surface.value(schema_of(held) or "")
        for side, held in ((sides.sender, sent), (sides.reader, read))
    ]
    ours = text_schemas.sent(sides.sender.document(sent.node))
    document = sides.reader.document(read.node)
    theirs = text_schemas.accepted(document, lone=is_lone(read))
    found = operations.context.oracle.ask(ours, theirs)
    # Few write a number as 1e0, though they may.
    plain = operations.context.oracle.ask(plainly(ours), theirs)
    change = Effect.CHANGED if found is not PROVED else Effect.WIDENED
    places = sides.ordered(sent.pointer, read.pointer)
    location = located(places, operations.base.place, f"{sent.place} {sent.name}")
    occurrence = Occurrence(
        base=operations.base,
        revision=operations.revision,
        sides=sides,
        expected=Expected(f"{read.place} {read.name}"),
        make=partial(making.around, ()),
        others=(*making.others, lambda _: making.around((), found.instance)),
        spared=making.spared,
    )
    whole = Finding(
        kind=SCHEMA[Carrier.PARAMETER, facets.TYPE, change],
        site=Site(*places, location),
        message=f"The type of parameter {sent.name!r} ({sent.place}) was "
        f"{change.value}.",
        occurrences=[occurrence],
        readings=always(plain if plain.answer == "refuted" else found),
        said=sides.ordered(*said),
    )
    operations.context.add(whole)
    ours = text_schemas.sent(sides.sender.document(sent.node), formats=True)
    theirs = text_schemas.accepted(document, lone=is_lone(read), formats=True)
    asserted = operations.context.oracle.ask(ours, theirs, formats=True)
    if found is PROVED and asserted is not PROVED:
        # No text has been of a format that is asked for now.
        narrowed = SCHEMA[Carrier.PARAMETER, facets.FORMAT, Effect.NARROWED]
        operations.context.add(
            replace(
                whole,
                kind=narrowed,
                message=f"The format of parameter {sent.name!r} ({sent.place}) was "
                f"{narrowed.change.value}.",
                formats=asserted,
            )
        )
