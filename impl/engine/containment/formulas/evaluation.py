"""Whether a formula holds of a given value."""

from typing import Any

from impl.engine.containment.formulas.store import (
    SUBJECT,
    FormulaKind,
    FormulaNode,
    Formulas,
    Literal,
)
from impl.engine.containment.schemas.validators import validator_for
from impl.engine.containment.values import identity, rational
from impl.engine.openapi.json_types import type_of
from impl.engine.remembering import remembered


def holds(formulas: Formulas, literal: Literal, value: Any) -> bool | None:
    """Tell whether a formula holds of a value; None if that cannot be told."""
    node = formulas.node(literal)
    truth = _node(formulas, node, literal & ~1, value)
    return truth if truth is None or not literal & 1 else not truth


def _node(
    formulas: Formulas, node: FormulaNode, literal: Literal, value: Any
) -> bool | None:
    kind = node.kind
    if kind is FormulaKind.ALL:
        return _every(holds(formulas, part, value) for part in node.args)
    if kind is FormulaKind.ONE:
        return _one([holds(formulas, part, value) for part in node.args])
    if kind is FormulaKind.REFERENCE:
        return holds(formulas, formulas.body(literal), value)
    if kind is FormulaKind.TYPE:
        return type_of(value) in node.args[0]
    if kind is FormulaKind.ENUM:
        return identity(value) in node.args[0]
    subject = SUBJECT.get(kind)
    if subject is None:
        return None  # opaque
    return type_of(value) != subject or _atom(formulas, node, subject, value)


def _atom(
    formulas: Formulas, node: FormulaNode, subject: str, value: Any
) -> bool | None:
    if subject == "number":
        return _number(node, value)
    if subject == "string":
        return _string(node, value)
    if subject == "array":
        return _array(formulas, node, value)
    return _object(formulas, node, value)


def _every(truths: Any) -> bool | None:
    result: bool | None = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def _one(truths: list[bool | None]) -> bool | None:
    if truths.count(True) > 1:
        return False
    if None in truths:
        return None
    return truths.count(True) == 1


def _number(node: FormulaNode, value: Any) -> bool | None:
    exact = rational(value)
    if node.kind is FormulaKind.MINIMUM:
        bound, strict = node.args
        return bool(exact > bound if strict else exact >= bound)
    if node.kind is FormulaKind.MAXIMUM:
        bound, strict = node.args
        return bool(exact < bound if strict else exact <= bound)
    if node.kind is FormulaKind.MULTIPLE:
        return bool((exact / node.args[0]).denominator == 1)
    # An equal number may be written with or without a fraction.
    return None if exact.denominator == 1 else False


def _string(node: FormulaNode, value: str) -> bool | None:
    if node.kind is FormulaKind.MIN_LENGTH:
        return bool(len(value) >= node.args[0])
    if node.kind is FormulaKind.MAX_LENGTH:
        return bool(len(value) <= node.args[0])
    keyword = "pattern" if node.kind is FormulaKind.PATTERN else "format"
    return _validates(keyword, node.args[0], value)


@remembered(1024)
def _of_pattern(text: str) -> Any:
    return _validator("pattern", text)


@remembered(1024)
def _of_format(text: str) -> Any:
    return _validator("format", text)


def _validator(keyword: str, text: str) -> Any:
    try:
        return validator_for({keyword: text}, formats=True)
    except ValueError:
        return None


def _validates(keyword: str, text: str, value: str) -> bool | None:
    validator = _of_pattern(text) if keyword == "pattern" else _of_format(text)
    try:
        return None if validator is None else bool(validator.is_valid(value))
    except ValueError:
        return None


def _array(formulas: Formulas, node: FormulaNode, value: list[Any]) -> bool | None:
    kind, args = node.kind, node.args
    if kind is FormulaKind.MIN_ITEMS:
        return bool(len(value) >= args[0])
    if kind is FormulaKind.MAX_ITEMS:
        return bool(len(value) <= args[0])
    if kind is FormulaKind.UNIQUE:
        return len({identity(item) for item in value}) == len(value)
    if kind is FormulaKind.ITEM:
        index, literal = args
        return len(value) <= index or holds(formulas, literal, value[index])
    if kind is FormulaKind.ITEMS:
        start, literal = args
        return _every(holds(formulas, literal, item) for item in value[start:])
    literal, least = args
    truths = [holds(formulas, literal, item) for item in value]
    if truths.count(True) >= least:
        return True
    return None if truths.count(True) + truths.count(None) >= least else False


def _object(
    formulas: Formulas, node: FormulaNode, value: dict[str, Any]
) -> bool | None:
    kind, args = node.kind, node.args
    if kind is FormulaKind.MIN_PROPERTIES:
        return bool(len(value) >= args[0])
    if kind is FormulaKind.MAX_PROPERTIES:
        return bool(len(value) <= args[0])
    names, literal = args
    return _every(
        _implies(
            holds(formulas, names, name),
            None if literal == formulas.false else holds(formulas, literal, item),
            never=literal == formulas.false,
        )
        for name, item in value.items()
    )


def _implies(
    premise: bool | None, conclusion: bool | None, *, never: bool
) -> bool | None:
    if never:
        return None if premise is None else not premise
    if premise is False or conclusion is True:
        return True
    return None if premise is None else (False if conclusion is False else None)
