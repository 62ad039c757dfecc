"""Compare the values of one parameter: how they are written, and what they may be."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import PROVED, REFUTED, always
from impl.engine.comparison.differences.findings import (
    Expected,
    Occurrence,
    located,
    simple,
)
from impl.engine.comparison.operations.message_schemas import (
    MessagePart,
    compare_schemas,
)
from impl.engine.comparison.operations.value_serialization import (
    differs,
    is_lone,
    matters,
    node_of,
    schema_of,
    serialization,
    spares,
)
from impl.engine.comparison.serialization import text_schemas
from impl.engine.comparison.witnesses.instances import (
    NoInstanceError,
    at_least,
    instance,
)
from impl.engine.comparison.witnesses.messages import ABSENT, Messages

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import Parameter
    from impl.engine.comparison.contract.operation import Operation
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        Make,
        Spared,
    )
    from impl.engine.comparison.differences.leaves import Step
    from impl.engine.comparison.differences.sides import Sides


def compare_values(
    context: ComparisonContext,
    pair: tuple[Operation, Operation],
    swapped: bool,
    key: tuple[str, str],
    parameters: tuple[Parameter, Parameter],
) -> None:
    """Note the differences between the values of a parameter of a request.

    Args:
        context: takes the findings.
        pair: the operation in base and revision.
        swapped: whether the API sends the request.
        key: the place and the name, or the position, of the parameter.
        parameters: the parameter as it is sent and as it is read.
    """
    sent, read = parameters
    sides, _ = context.role("request", swapped=swapped)
    messages = Messages(sides.sender)
    sender, _ = sides.ordered(*pair)
    part = f"{read.place} {read.name}"

    def around(steps: tuple[Step, ...], value: Any) -> Witness:
        schema = schema_of(sent)
        whole = messages.around(schema, steps, value) if schema else value
        return messages.request(sender, parameters={key: whole})

    ours, theirs = schema_of(sent), schema_of(read)
    _note_default(context, pair, sides, (sent, read), messages)
    spared = spares(context, sides, sent, read)
    if _is_lifted(sides, sent, read):
        _compare_lifted(context, pair, sides, (sent, read), around, spared)
    elif sent.serialization != read.serialization and matters(sides, sent, read):
        _note_serialization(context, pair, sides, (sent, read), around)
    elif ours or theirs:
        nodes = tuple((schema,) if schema else () for schema in (ours, theirs))
        compare_schemas(
            context,
            (nodes[0], nodes[1]),
            pair,
            ("request", swapped),
            MessagePart(part),
            around,
            tuple(_attempts(sides, sent, around)),
            spared,
        )


def _note_default(
    context: ComparisonContext,
    pair: tuple[Operation, Operation],
    sides: Sides,
    parameters: tuple[Parameter, Parameter],
    messages: Messages,
) -> None:
    """Note what the absence of a parameter means from now on."""
    sent, read = parameters
    held = [
        side.annotations(node_of(parameter))
        for side, parameter in ((sides.sender, sent), (sides.reader, read))
    ]
    before, after = sides.ordered(*(_shown(each) for each in held))
    if before == after:
        return
    sender, _ = sides.ordered(*pair)
    part = f"{read.place} {read.name}"
    what = "added" if before is None else "removed" if after is None else "changed"
    places = sides.ordered(sent.pointer, read.pointer)
    # A default that was not mentioned only documents what was so.
    matters = before is not None and after is not None and not sent.required
    found = simple(
        f"request-parameter-default-{what}",
        Occurrence(
            *pair,
            sides,
            lambda _: messages.request(sender, parameters={sent.key: ABSENT}),
            Expected(part),
        ),
        places,
        located(places, pair[0].place, part),
        f"The default of parameter {sent.name!r} ({sent.place}) was {what}: "
        f"{before or 'none'} became {after or 'none'}.",
        {**always(REFUTED), "lenient": PROVED} if matters else None,
    )
    found.said = (before, after)
    found.accepted = True
    context.add(found)


def _shown(annotations: dict[str, Any]) -> str | None:
    held = annotations
    return json.dumps(held["default"], sort_keys=True) if "default" in held else None


def _note_serialization(
    context: ComparisonContext,
    pair: tuple[Operation, Operation],
    sides: Sides,
    parameters: tuple[Parameter, Parameter],
    around: Any,
) -> None:
    sent, read = parameters
    base, revision = sides.ordered(sent, read)
    words = [serialization(side) for side in (base, revision)]
    part = f"{sent.place} {sent.name}"
    finding = simple(
        "request-parameter-serialization-changed",
        Occurrence(
            *pair, sides, lambda _: _compound(sides, sent, around), Expected(part)
        ),
        (base.pointer, revision.pointer),
        located((base.pointer, revision.pointer), pair[0].place, part),
        f"Parameter {sent.name!r} ({sent.place}) was written as {words[0]} and now "
        f"is as {words[1]}.",
        always(REFUTED),
    )
    finding.said = (list(base.serialization), list(revision.serialization))
    context.add(finding)


def _compound(sides: Sides, sent: Parameter, around: Any) -> Witness:
    """Make a request with a value of several parts, where there is one."""
    for make in _attempts(sides, sent, around):
        try:
            return make(None)
        except NoInstanceError:
            continue
    raise NoInstanceError


def _attempts(sides: Sides, sent: Parameter, around: Any) -> list[Make]:
    """Give makers of requests with a value of two parts, of one, and of any number."""
    document = sides.sender.document(node_of(sent))

    def make(least: int, _: Any) -> Witness:
        made: Witness = around((), instance(at_least(document, least)))
        return made

    return [partial(make, least) for least in (2, 1, 0)]


def _is_lifted(sides: Sides, sent: Parameter, read: Parameter) -> bool:
    """Tell whether scalars are sent that are read as texts or lists."""
    if sent.content or read.content or differs(sent, read):
        return False
    ours = text_schemas.kinds(sides.sender.document(node_of(sent)))
    wanted = text_schemas.kinds(sides.reader.document(node_of(read)))
    if not ours or not wanted or not ours <= text_schemas.SCALARS:
        return False
    if ours <= wanted or (ours == {"integer"} and "number" in wanted):
        return False
    return "string" in wanted or ("array" in wanted and is_lone(read))


def _compare_lifted(
    context: ComparisonContext,
    pair: tuple[Operation, Operation],
    sides: Sides,
    parameters: tuple[Parameter, Parameter],
    around: Any,
    spared: Spared,
) -> None:
    sent, read = parameters
    base, revision = sides.ordered(sent, read)
    said = [
        side.surface.value(schema_of(held) or "")
        for side, held in ((sides.sender, sent), (sides.reader, read))
    ]
    ours = text_schemas.sent(sides.sender.document(node_of(sent)))
    theirs = text_schemas.accepted(
        sides.reader.document(node_of(read)), lone=is_lone(read)
    )
    found = context.oracle.ask(ours, theirs)
    change = "changed" if found is not PROVED else "widened"

    def make(value: Any) -> Witness:
        made: Witness = around((), value)
        return made

    finding = simple(
        f"request-parameter-type-{change}",
        Occurrence(
            *pair,
            sides,
            make,
            Expected(f"{read.place} {read.name}"),
            others=tuple(_attempts(sides, sent, around)),
            spared=spared,
        ),
        (base.pointer, revision.pointer),
        located(
            (base.pointer, revision.pointer), pair[0].place, f"{sent.place} {sent.name}"
        ),
        f"The type of parameter {sent.name!r} ({sent.place}) was {change}.",
        always(found),
    )
    finding.said = sides.ordered(*said)
    context.add(finding)
