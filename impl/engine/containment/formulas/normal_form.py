"""The normal form of schemas: what each keyword says, as formulas."""

from typing import Any

from impl.engine.containment.formulas import structures, values
from impl.engine.containment.formulas.reader import Keyword, ReadKeyword, SchemaReader
from impl.engine.containment.formulas.store import FormulaKind, Formulas, Literal
from impl.engine.containment.formulas.unevaluated import unevaluated
from impl.engine.containment.schemas.dialects import Dialect
from impl.engine.containment.schemas.digests import Subschema
from impl.engine.containment.schemas.standalone import UnsupportedSchemaError
from impl.engine.openapi.json_types import PRIMITIVES


def branches(reader: SchemaReader, place: Subschema, value: Any) -> list[Literal]:
    """Read a non-empty list of schemas."""
    if not isinstance(value, list) or not value:
        raise UnsupportedSchemaError("a list of schemas is none")
    return [reader.child(place, item) for item in value]


def _type(reader: SchemaReader, _place: Subschema, value: Any) -> Literal:
    formulas = reader.formulas
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list):
        raise UnsupportedSchemaError("a type is no name")
    alternatives = []
    for name in names:
        if name == "integer":
            parts = [formulas.type("number"), formulas.integer()]
            if reader.order == Dialect.DRAFT_4.order:
                parts.append(formulas.make(FormulaKind.WRITTEN_INTEGER))
            alternatives.append(formulas.all_of(parts))
        elif name not in PRIMITIVES:
            raise UnsupportedSchemaError(f"{name} is no type")
    plain = [name for name in names if name != "integer"]
    if "number" in plain or not alternatives:
        return formulas.type(*plain)
    if not plain:
        return alternatives[0]
    return formulas.any_of([formulas.type(*plain), alternatives[0]])


def _conditional(reader: SchemaReader, place: Subschema, value: Any) -> Literal:
    formulas = reader.formulas
    condition = reader.child(place, value)
    node = place.schema
    return formulas.all_of(
        [
            formulas.any_of(
                [condition ^ 1, reader.child(place, node.get("then", True))]
            ),
            formulas.any_of([condition, reader.child(place, node.get("else", True))]),
        ]
    )


def _enum(reader: SchemaReader, _place: Subschema, value: Any) -> Literal:
    if not isinstance(value, list):
        raise UnsupportedSchemaError("an enum is no list")
    return reader.formulas.enum(value)


_READERS: dict[str, ReadKeyword] = {
    "type": _type,
    "enum": _enum,
    "const": lambda r, _, v: r.formulas.enum([v]),
    "allOf": lambda r, p, v: r.formulas.all_of(branches(r, p, v)),
    "anyOf": lambda r, p, v: r.formulas.any_of(branches(r, p, v)),
    "oneOf": lambda r, p, v: r.formulas.one_of(branches(r, p, v)),
    "not": lambda r, p, v: r.child(p, v) ^ 1,
    "if": _conditional,
    **values.READERS,
    **structures.READERS,
    "unevaluatedItems": lambda r, p, _: unevaluated(r, p, "unevaluatedItems"),
    "unevaluatedProperties": lambda r, p, _: unevaluated(r, p, "unevaluatedProperties"),
}
_SINCE = {
    "const": Dialect.DRAFT_6.order,
    "contains": Dialect.DRAFT_6.order,
    "dependentRequired": Dialect.DRAFT_2019_09.order,
    "dependentSchemas": Dialect.DRAFT_2019_09.order,
    "if": Dialect.DRAFT_7.order,
    "prefixItems": Dialect.DRAFT_2020_12.order,
    "propertyNames": Dialect.DRAFT_6.order,
    "unevaluatedItems": Dialect.DRAFT_2019_09.order,
    "unevaluatedProperties": Dialect.DRAFT_2019_09.order,
    **values.SINCE,
}
_KEYWORDS = {
    name: Keyword(read, _SINCE.get(name, 0)) for name, read in _READERS.items()
}


def reader(
    root: Any, dialect: Dialect, formulas: Formulas, *, formats: bool
) -> SchemaReader:
    """Return a reader of a document that knows every keyword."""
    return SchemaReader(root, dialect, formulas, _KEYWORDS, formats=formats)
