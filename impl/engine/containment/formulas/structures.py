"""Reads the keywords about arrays and objects into formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.containment.formulas.store import FormulaKind, Literal
from impl.engine.containment.formulas.values import count_of, counted, text_of
from impl.engine.containment.schemas.dialects import Dialect
from impl.engine.containment.schemas.standalone import UnsupportedSchemaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from impl.engine.containment.formulas.reader import SchemaReader
    from impl.engine.containment.schemas.digests import Subschema


def schemas_of(value: Any) -> dict[str, Any]:
    """Check that a keyword's value is a map."""
    if not isinstance(value, dict):
        raise UnsupportedSchemaError("a map is no object")
    return value


def names_of(value: Any) -> list[str]:
    """Check that a keyword's value is a list of names."""
    if not isinstance(value, list):
        raise UnsupportedSchemaError("a list of names is none")
    return [text_of(name) for name in value]


def prefix_of(reader: SchemaReader, place: Subschema) -> tuple[list[Any], Any]:
    """Return the schemas of the first items, and that of the rest (None if open)."""
    node = place.schema
    if reader.order >= Dialect.DRAFT_2020_12.order:
        prefix, rest = node.get("prefixItems", []), node.get("items")
    elif isinstance(node.get("items"), list):
        prefix, rest = node["items"], node.get("additionalItems")
    else:
        prefix, rest = [], node.get("items")
    if not isinstance(prefix, list):
        raise UnsupportedSchemaError("a list of schemas is none")
    return prefix, rest


def _items(reader: SchemaReader, place: Subschema, _value: Any) -> Literal:
    formulas = reader.formulas
    prefix, rest = prefix_of(reader, place)
    parts = []
    for index, schema in enumerate(prefix):
        literal = reader.child(place, schema)
        if literal != formulas.true:
            parts.append(formulas.make(FormulaKind.ITEM, index, literal))
    literal = formulas.true if rest is None else reader.child(place, rest)
    if literal != formulas.true:
        parts.append(formulas.make(FormulaKind.ITEMS, len(prefix), literal))
    return formulas.all_of(parts)


def _contains(reader: SchemaReader, place: Subschema, value: Any) -> Literal:
    formulas = reader.formulas
    literal = reader.child(place, value)
    least, most = 1, None
    if reader.order >= Dialect.DRAFT_2019_09.order:
        least = count_of(place.schema.get("minContains", 1))
        if "maxContains" in place.schema:
            most = count_of(place.schema["maxContains"])
    parts = []
    if least:
        parts.append(formulas.make(FormulaKind.CONTAINS, literal, least))
    if most is not None:
        more = formulas.make(FormulaKind.CONTAINS, literal, most + 1)
        parts.append(formulas.any_of([formulas.type("array") ^ 1, more ^ 1]))
    return formulas.all_of(parts)


def _unique(reader: SchemaReader, _place: Subschema, value: Any) -> Literal:
    return (
        reader.formulas.make(FormulaKind.UNIQUE)
        if value is True
        else reader.formulas.true
    )


def named(reader: SchemaReader, names: list[str]) -> Literal:
    """The formula of some names."""
    return reader.formulas.enum(list(names))


def declared(reader: SchemaReader, place: Subschema) -> Literal:
    """The formula of the names that `additionalProperties` does not speak of."""
    node = place.schema
    alternatives = []
    if node.get("properties"):
        alternatives.append(named(reader, list(schemas_of(node["properties"]))))
    alternatives += [
        reader.formulas.make(FormulaKind.PATTERN, pattern)
        for pattern in schemas_of(node.get("patternProperties", {}))
    ]
    return reader.formulas.any_of(alternatives)


def _properties(reader: SchemaReader, place: Subschema, value: Any) -> Literal:
    formulas = reader.formulas
    return formulas.all_of(
        [
            formulas.properties(named(reader, [name]), reader.child(place, schema))
            for name, schema in schemas_of(value).items()
        ]
    )


def _pattern_properties(reader: SchemaReader, place: Subschema, value: Any) -> Literal:
    formulas = reader.formulas
    return formulas.all_of(
        [
            formulas.properties(
                formulas.make(FormulaKind.PATTERN, pattern), reader.child(place, schema)
            )
            for pattern, schema in schemas_of(value).items()
        ]
    )


def _additional(reader: SchemaReader, place: Subschema, value: Any) -> Literal:
    rest = declared(reader, place) ^ 1
    return reader.formulas.properties(rest, reader.child(place, value))


def _property_names(reader: SchemaReader, place: Subschema, value: Any) -> Literal:
    names = reader.child(place, value)
    return reader.formulas.properties(names ^ 1, reader.formulas.false)


def _required(reader: SchemaReader, _place: Subschema, value: Any) -> Literal:
    formulas = reader.formulas
    return formulas.all_of([formulas.required(name) for name in names_of(value)])


def absent(reader: SchemaReader, name: str) -> Literal:
    """The formula of objects without a property, and of all that are no objects."""
    formulas = reader.formulas
    return formulas.properties(named(reader, [name]), formulas.false)


def _dependencies(reader: SchemaReader, place: Subschema, value: Any) -> Literal:
    if reader.order >= Dialect.DRAFT_2019_09.order:
        # No keyword of these drafts, yet some validators still assert it.
        return reader.opaque(place, "dependencies", "object")
    return _dependent(reader, place, value)


def _dependent(reader: SchemaReader, place: Subschema, value: Any) -> Literal:
    formulas = reader.formulas
    parts = []
    for name, needs in schemas_of(value).items():
        if isinstance(needs, list):
            then = _required(reader, place, needs)
        else:
            then = reader.child(place, needs)
        parts.append(formulas.any_of([absent(reader, name), then]))
    return formulas.all_of(parts)


READERS: dict[str, Callable[[SchemaReader, Subschema, Any], Literal]] = {
    "items": _items,
    "prefixItems": _items,
    "contains": _contains,
    "minItems": counted(FormulaKind.MIN_ITEMS),
    "maxItems": counted(FormulaKind.MAX_ITEMS),
    "uniqueItems": _unique,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "required": _required,
    "minProperties": counted(FormulaKind.MIN_PROPERTIES),
    "maxProperties": counted(FormulaKind.MAX_PROPERTIES),
    "dependencies": _dependencies,
    "dependentRequired": _dependent,
    "dependentSchemas": _dependent,
}
