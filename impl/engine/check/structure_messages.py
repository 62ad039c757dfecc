"""Say what a schema's error means, at the deepest place that helps."""

from typing import Any

from jsonschema_rs import ValidationError, ValidationErrorKind

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.formats import noun_of
from impl.engine.openapi.index import ObjectNode
from impl.engine.openapi.objects import KINDS
from impl.engine.openapi.pointers import join, resolve

_Kind = ValidationErrorKind
_MOST_UNEXPECTED = 20
# What the contract promises is the same without them. Of security schemes only what
# clients need is left to be wrong here.
_DESCRIPTIONS = frozenset({"server", "tag", "example", "link", "security scheme"})
_DESCRIBING_PARTS = (
    *("/discriminator", "/externalDocs", "/info/contact", "/info/license", "/xml"),
)


def describe(error: ValidationError, node: ObjectNode, report: FaultList) -> None:
    """Note what an error found in a shallow copy of an object means for it."""
    kind = error.kind
    if isinstance(kind, _Kind.OneOfNotValid | _Kind.AnyOf):
        for inner in _best_branch(kind.context, len(error.instance_path)):
            describe(inner, node, report)
        return
    if isinstance(kind, _Kind.PropertyNames):
        _describe_name(kind.error, error, node, report)
        return
    below = join(*error.instance_path)
    if node.kind in _DESCRIPTIONS or below.startswith(_DESCRIBING_PARTS):
        _describe_description(error, node, below, report)
    elif getattr(kind, "format", "") != "regex":  # of which the reading has told
        _describe_member(error, node, below, report)


def _describe_member(
    error: ValidationError, node: ObjectNode, below: str, report: FaultList
) -> None:
    kind, pointer = error.kind, node.pointer + below
    if isinstance(kind, _Kind.AdditionalProperties | _Kind.UnevaluatedProperties):
        for name in kind.unexpected[:_MOST_UNEXPECTED]:
            _describe_unexpected(name, below, node, report)
    elif isinstance(kind, _Kind.Required):
        if kind.property == "required" and report.has_within(pointer):
            return
        what = f"{_subject(node, below)} has no {quote(kind.property)}."
        report.add("CS1201", pointer, what, name=quote(kind.property))
    elif not report.has_within(pointer) and not _is_template(error, node):
        code, what, expected = _value_fault(error, _value(node, below))
        report.add(code, pointer, what, expected=expected)


def _value_fault(error: ValidationError, value: Any) -> tuple[str, str, str]:
    kind, shown = error.kind, quote(value)
    if isinstance(kind, _Kind.Type):
        expected = " or ".join(kind.types)
        return "CS1203", f"{shown} is not of the type {expected}.", f"type {expected}"
    if isinstance(kind, _Kind.Enum):
        expected = "one of " + ", ".join(map(repr, kind.options))
        return "CS1204", f"{shown} is not allowed here.", expected
    if isinstance(kind, _Kind.Constant):
        expected = repr(kind.expected_value)
        return "CS1204", f"{shown} is not allowed here.", expected
    if isinstance(kind, _Kind.Pattern):
        what = f"{shown} does not have the right form."
        return "CS1204", what, f"a text that matches '{kind.pattern}'"
    if isinstance(kind, _Kind.Format):
        expected = noun_of(kind.format)
        return "CS1205", f"{shown} is not {expected}.", expected
    if isinstance(kind, _Kind.Not | _Kind.OneOfMultipleValid):
        return "CS1207", "Some of these members exclude each other.", ""
    reason = error.message.replace("…", shown, 1)
    return "CS1208", f"This is not allowed here: {reason}.", ""


def _describe_name(
    inner: ValidationError, error: ValidationError, node: ObjectNode, report: FaultList
) -> None:
    name = inner.instance
    pointer = node.pointer + join(*error.instance_path, str(name))
    if node.kind == "components" or getattr(inner.kind, "format", "") == "regex":
        return  # which others tell of
    expected = getattr(inner.kind, "pattern", "the specification")
    what = f"{quote(name)} is no good name here. It is kept."
    report.add("CS1206", pointer, what, expected=f"'{expected}'")


def _describe_unexpected(
    name: str, below: str, node: ObjectNode, report: FaultList
) -> None:
    pointer = node.pointer + below + join(name)
    if node.kind in ("paths", "responses") and not below:
        return  # the reading has told of it
    from difflib import get_close_matches  # noqa: PLC0415 - mostly loaded in vain

    close = [] if below else get_close_matches(name[:100], KINDS[node.kind].fields, 1)
    is_other = bool(close) and close[0] != name
    hint = f" Perhaps {quote(close[0])} is meant." if is_other else ""
    what = f"{_subject(node, below)} has no member {quote(name)}. It is ignored."
    report.add("CS1202", pointer, what, hint=hint)


def _describe_description(
    error: ValidationError, node: ObjectNode, below: str, report: FaultList
) -> None:
    """Note a fault where it changes nothing that the contract promises."""
    kind = error.kind
    if isinstance(kind, _Kind.AdditionalProperties | _Kind.UnevaluatedProperties):
        for name in kind.unexpected[:_MOST_UNEXPECTED]:
            _describe_unexpected(name, below, node, report)
        return
    if isinstance(kind, _Kind.Required):
        what = f"{_subject(node, below)} has no {quote(kind.property)}."
    elif isinstance(kind, _Kind.Format):
        if not _is_template(error, node):
            code, what, expected = _value_fault(error, _value(node, below))
            report.add(code, node.pointer + below, what, expected=expected)
        return
    else:
        what = _value_fault(error, _value(node, below))[1]
    report.add(
        "CS1214", node.pointer + below, f"{what} The contract promises the same."
    )


def _best_branch(
    branches: list[list[ValidationError]], depth: int
) -> list[ValidationError]:
    """Choose the branch that the author most likely meant."""
    return min(branches, key=lambda errors: _distance(errors, depth))


def _distance(errors: list[ValidationError], depth: int) -> tuple[int, int]:
    worst = 0
    for error in errors:
        inside = len(error.instance_path) - depth
        kind = error.kind
        if inside == 0 and isinstance(kind, _Kind.Type):
            worst = max(worst, 3)
        elif isinstance(kind, _Kind.Required) and kind.property == "$ref":
            worst = max(worst, 2)
        elif inside == 1 and isinstance(kind, _Kind.Enum | _Kind.Constant):
            worst = max(worst, 1)
    return worst, len(errors)


def _is_template(error: ValidationError, node: ObjectNode) -> bool:
    """Tell whether a text is a server's address, which may be a URI template."""
    return node.kind == "server" and isinstance(error.kind, _Kind.Format)


def _subject(node: ObjectNode, below: str) -> str:
    if below:
        return f"The part {quote(below)} of the {node.kind}"
    return f"The {node.kind}"


def _value(node: ObjectNode, below: str) -> Any:
    return resolve(node.value, below)
