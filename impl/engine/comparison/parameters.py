"""Compare the values of one parameter: how they are written, and what they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.bodies import compare_schemas
from impl.engine.comparison.facts import PROVED, REFUTED, always
from impl.engine.comparison.findings import Expected, Occurrence, located, simple
from impl.engine.comparison.instances import NoInstanceError, at_least, instance
from impl.engine.comparison.messages import Messages
from impl.engine.references import parse_reference, unescape

if TYPE_CHECKING:
    from impl.engine.comparison.acceptance import Witness
    from impl.engine.comparison.descent import Step
    from impl.engine.comparison.findings import Context
    from impl.engine.comparison.parts import Parameter
    from impl.engine.comparison.sides import Sides
    from impl.engine.comparison.surface import Operation

_LONGEST_CHAIN = 16
_WHOLE = r"^(0|-?[1-9][0-9]*)$"
_NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"
_TEXTS: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "string", "pattern": _WHOLE},
    "number": {"type": "string", "pattern": _NUMBER},
    "boolean": {"enum": ["true", "false"]},
    "null": {"const": "null"},
}


def compare_values(
    context: Context,
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
    part = f"{sent.place} {sent.name}"

    def around(steps: tuple[Step, ...], value: Any) -> Witness:
        schema = schema_of(sent)
        whole = messages.around(schema, steps, value) if schema else value
        return messages.request(sender, parameters={key: whole})

    base, revision = sides.ordered(sent, read)
    ours, theirs = schema_of(sent), schema_of(read)
    lifted = _lifted(sides, sent, read)
    if sent.serialization != read.serialization and _matters(sides, sent, read):
        words = [_serialization(side) for side in (base, revision)]
        finding = simple(
            "request-parameter-serialization-changed",
            Occurrence(
                *pair, sides, lambda _: _compound(sides, sent, around), Expected(part)
            ),
            (base.pointer, revision.pointer),
            located((base.pointer, revision.pointer), f"{pair[0].key} {part}"),
            f"Parameter {sent.name!r} ({sent.place}) was written as {words[0]} and now "
            f"is as {words[1]}.",
            always(REFUTED),
        )
        finding.said = (list(base.serialization), list(revision.serialization))
        context.add(finding)
    elif lifted is not None:
        _compare_lifted(context, pair, sides, (sent, read), lifted, around)
    elif ours or theirs:
        nodes = tuple((schema,) if schema else () for schema in (ours, theirs))
        compare_schemas(
            context,
            (nodes[0], nodes[1]),
            pair,
            ("request", swapped),
            part,
            around,
            (lambda _: _compound(sides, sent, around),),
        )


def schema_of(parameter: Parameter) -> str | None:
    """Return the pointer of a parameter's schema."""
    held = parameter.content
    return held.schema if held else parameter.schema


def _serialization(parameter: Parameter) -> str:
    if parameter.content:
        return parameter.content.media_type
    words = [parameter.style, "exploded" if parameter.explode else "not exploded"]
    return ", ".join([*words, *(["reserved"] if parameter.allow_reserved else [])])


def _matters(sides: Sides, sent: Parameter, read: Parameter) -> bool:
    """Tell whether some value is written in one way and read in another."""
    if sent.content or read.content:
        return bool(sent.content) != bool(read.content)
    kinds = {
        kind
        for schemas, parameter in ((sides.sender, sent), (sides.reader, read))
        for kind in _kinds(schemas.document(_node(parameter))) or {"array", "object"}
    }
    if sent.style != read.style and sent.place == "path":
        return True
    return not kinds.isdisjoint({"array", "object"})


def _compound(sides: Sides, sent: Parameter, around: Any) -> Witness:
    """Make a request with a value of several parts, where there is one."""
    document = sides.sender.document(_node(sent))
    for least in (2, 1, 0):
        try:
            made: Witness = around((), instance(at_least(document, least)))
        except NoInstanceError:
            continue
        else:
            return made
    raise NoInstanceError


def _node(parameter: Parameter) -> tuple[str, ...]:
    schema = schema_of(parameter)
    return (schema,) if schema else ()


def _lifted(sides: Sides, sent: Parameter, read: Parameter) -> Any:
    """Return what a scalar looks like to a reader of texts or lists; else None."""
    if sent.content or read.content:
        return None
    ours = sides.sender.document(_node(sent))
    kinds, wanted = _kinds(ours), _kinds(sides.reader.document(_node(read)))
    if not kinds or not wanted or not kinds <= set(_TEXTS) or kinds == wanted:
        return None
    if wanted == {"string"}:
        return _as_text(_followed(ours), kinds)
    if wanted == {"array"} and read.explode and read.place in {"query", "cookie"}:
        single = {"type": "array", "prefixItems": [ours], "minItems": 1, "maxItems": 1}
        definitions = ours.get("$defs")
        return {**single, "$defs": definitions} if definitions else single
    return None


def _as_text(document: dict[str, Any], kinds: set[str]) -> Any:
    values = document.get("enum", [document["const"]] if "const" in document else None)
    if isinstance(values, list):
        return {"enum": [_written(value) for value in values]}
    return {"anyOf": [_TEXTS[kind] for kind in sorted(kinds)]}


def _written(value: Any) -> str:
    words = {True: "true", False: "false", None: "null"}
    is_word = value is None or isinstance(value, bool)
    return words[value] if is_word else str(value)


def _followed(document: Any) -> dict[str, Any]:
    """Return what a schema refers to; nothing if that is no object."""
    definitions = document.get("$defs", {}) if isinstance(document, dict) else {}
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(document, dict) or "$ref" not in document:
            break
        _, pointer = parse_reference(document["$ref"])
        document = definitions.get(unescape(pointer.removeprefix("/$defs/")))
    return document if isinstance(document, dict) else {}


def _kinds(document: Any) -> set[str]:
    """Name the types that a schema allows, if it says so plainly."""
    declared = _followed(document).get("type")
    names = [declared] if isinstance(declared, str) else declared
    return {str(name) for name in names} if isinstance(names, list) else set()


def _compare_lifted(
    context: Context,
    pair: tuple[Operation, Operation],
    sides: Sides,
    parameters: tuple[Parameter, Parameter],
    lifted: Any,
    around: Any,
) -> None:
    sent, read = parameters
    document = sides.reader.document(_node(read))
    found = context.asking.ask(lifted, document)
    base, revision = sides.ordered(sent, read)
    said = [
        side.surface.value(schema_of(held) or "")
        for side, held in ((sides.sender, sent), (sides.reader, read))
    ]
    change = "changed" if found is not PROVED else "widened"

    def make(value: Any) -> Witness:
        made: Witness = around((), _lowered(value))
        return made

    finding = simple(
        f"request-parameter-type-{change}",
        Occurrence(*pair, sides, make, Expected(f"{sent.place} {sent.name}")),
        (base.pointer, revision.pointer),
        located(
            (base.pointer, revision.pointer),
            f"{pair[0].key} {sent.place} {sent.name}",
        ),
        f"The type of parameter {sent.name!r} ({sent.place}) was {change}.",
        always(found),
    )
    finding.said = sides.ordered(*said)
    context.add(finding)


def _lowered(value: Any) -> Any:
    """Return the scalar of a list that was made of it."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value
