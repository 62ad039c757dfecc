"""Reads the keywords about numbers and strings into formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.containment.formulas.store import FormulaKind, Literal
from impl.engine.containment.schemas.dialects import Dialect
from impl.engine.containment.schemas.standalone import UnsupportedSchemaError
from impl.engine.containment.values import rational
from impl.engine.openapi.formats import FORMATS
from impl.engine.openapi.json_types import type_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from impl.engine.containment.formulas.reader import SchemaReader
    from impl.engine.containment.schemas.digests import Subschema


def number_of(value: Any) -> Any:
    """Check that a keyword's value is a number."""
    if type_of(value) != "number":
        raise UnsupportedSchemaError("a bound is no number")
    return value


def count_of(value: Any) -> int:
    """Check that a keyword's value is a count, and return it."""
    count = rational(number_of(value))
    if count.denominator != 1 or count < 0:
        raise UnsupportedSchemaError("a count is no natural number")
    return count.numerator


def text_of(value: Any) -> str:
    """Check that a keyword's value is a text."""
    if not isinstance(value, str):
        raise UnsupportedSchemaError("a text is no string")
    return value


def counted(kind: FormulaKind) -> Callable[[SchemaReader, Subschema, Any], Literal]:
    """Make a reader of a keyword whose value is a count."""

    def read(reader: SchemaReader, _place: Subschema, value: Any) -> Literal:
        return reader.formulas.make(kind, count_of(value))

    return read


def _minimum(reader: SchemaReader, place: Subschema, value: Any) -> Literal:
    old = reader.order == Dialect.DRAFT_4.order
    strict = old and place.schema.get("exclusiveMinimum") is True
    return reader.formulas.minimum(number_of(value), exclusive=strict)


def _maximum(reader: SchemaReader, place: Subschema, value: Any) -> Literal:
    old = reader.order == Dialect.DRAFT_4.order
    strict = old and place.schema.get("exclusiveMaximum") is True
    return reader.formulas.maximum(number_of(value), exclusive=strict)


def _multiple(reader: SchemaReader, _place: Subschema, value: Any) -> Literal:
    divisor = rational(number_of(value))
    if divisor <= 0:
        raise UnsupportedSchemaError("a divisor is not positive")
    return reader.formulas.make(FormulaKind.MULTIPLE, divisor)


def _format(reader: SchemaReader, _place: Subschema, value: Any) -> Literal:
    known = FORMATS.get(text_of(value))
    if not (reader.formats and known and known.asserted):
        return reader.formulas.true
    return reader.formulas.make(FormulaKind.FORMAT, value)


def _content(reader: SchemaReader, place: Subschema, _value: Any) -> Literal:
    # The drafts up to 7 leave open whether content is checked, and validators differ.
    if reader.order >= Dialect.DRAFT_2019_09.order:
        return reader.formulas.true
    return reader.opaque(place, "content", "string")


READERS: dict[str, Callable[[SchemaReader, Subschema, Any], Literal]] = {
    "minimum": _minimum,
    "maximum": _maximum,
    "exclusiveMinimum": lambda r, _, v: r.formulas.minimum(
        number_of(v), exclusive=True
    ),
    "exclusiveMaximum": lambda r, _, v: r.formulas.maximum(
        number_of(v), exclusive=True
    ),
    "multipleOf": _multiple,
    "minLength": counted(FormulaKind.MIN_LENGTH),
    "maxLength": counted(FormulaKind.MAX_LENGTH),
    "pattern": lambda r, _, v: r.formulas.make(FormulaKind.PATTERN, text_of(v)),
    "format": _format,
    "contentEncoding": _content,
    "contentMediaType": _content,
}
SINCE = {
    "contentEncoding": Dialect.DRAFT_6.order,
    "contentMediaType": Dialect.DRAFT_6.order,
    "exclusiveMinimum": Dialect.DRAFT_6.order,
    "exclusiveMaximum": Dialect.DRAFT_6.order,
}
