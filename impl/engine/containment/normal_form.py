"""Reads schemas into formulas."""

from collections.abc import Callable
from typing import Any

from impl.engine.containment import normal_structures, normal_values
from impl.engine.containment.dialects import Dialect
from impl.engine.containment.digests import Place
from impl.engine.containment.formulas import Formulas, Kind, Literal
from impl.engine.containment.resolution import References
from impl.engine.containment.standalone import UnsupportedSchemaError
from impl.engine.containment.unevaluated import unevaluated
from impl.engine.containment.values import TYPES


class Reader:
    """Reads the schemas of one document into a store of formulas.

    Attributes:
        formulas: the store.
        order: the dialect's place in history.
        formats: whether `format` is an assertion.
        references: the document's references.
    """

    def __init__(
        self, root: Any, dialect: Dialect, formulas: Formulas, *, formats: bool
    ) -> None:
        self.formulas: Formulas = formulas
        self.order: int = dialect.order
        self.formats = formats
        self.references = References(root, dialect)
        self._held: list[Any] = []
        # Schemas are known by their identity, which lasts as long as they are held.
        self._known: dict[tuple[int, str], Literal] = {}

    def read(self, schema: Any) -> Literal:
        """Read a schema of the document.

        Raises:
            UnsupportedSchemaError: it cannot be read.
        """
        return self.refer(Place(schema, ""))

    def refer(self, place: Place) -> Literal:
        """Name a schema's formula without reading it yet."""
        if isinstance(place.schema, bool):
            return self.schema(place)
        self._held.append(place.schema)
        digest = self.references.digest(place)
        key = (digest, self.order)
        return self.formulas.reference(key, lambda: self.schema(place))

    def schema(self, place: Place) -> Literal:
        """Read one schema."""
        node = place.schema
        if isinstance(node, bool) and self.order >= Dialect.DRAFT_4.order:
            return self.formulas.true if node else self.formulas.false
        if not isinstance(node, dict):
            raise UnsupportedSchemaError("a schema is neither an object nor a boolean")
        key = (id(node), place.base)
        if key not in self._known:
            self._known[key] = self._object(Place(node, self.references.base(place)))
        return self._known[key]

    def _object(self, place: Place) -> Literal:
        node = place.schema
        if "$ref" in node and self.order < Dialect.DRAFT_2019_09.order:
            return self.refer(self.references.follow(node["$ref"], place.base))
        parts = [
            self.refer(target) for target in self.references.targets(node, place.base)
        ]
        for keyword, value in node.items():
            read = _READERS.get(keyword)
            if read is not None and self.order >= _SINCE.get(keyword, 0):
                parts.append(read(self, place, value))
        for keyword in ("unevaluatedItems", "unevaluatedProperties"):
            if keyword in node and self.order >= Dialect.DRAFT_2019_09.order:
                parts += [unevaluated(self, place, keyword)]
        return self.formulas.all_of(parts)

    def child(self, place: Place, schema: Any) -> Literal:
        """Read a schema that stands within another."""
        return self.schema(Place(schema, place.base))

    def opaque(self, place: Place, *words: Any) -> Literal:
        """Stand in for what the prover does not understand."""
        digest = self.references.digest(place)
        return self.formulas.make(Kind.OPAQUE, digest, self.order, *words)


def branches(reader: Reader, place: Place, value: Any) -> list[Literal]:
    """Read a non-empty list of schemas."""
    if not isinstance(value, list) or not value:
        raise UnsupportedSchemaError("a list of schemas is none")
    return [reader.child(place, item) for item in value]


def _type(reader: Reader, _place: Place, value: Any) -> Literal:
    formulas = reader.formulas
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list):
        raise UnsupportedSchemaError("a type is no name")
    alternatives = []
    for name in names:
        if name == "integer":
            parts = [formulas.type("number"), formulas.integer()]
            if reader.order == Dialect.DRAFT_4.order:
                parts.append(formulas.make(Kind.WRITTEN_INTEGER))
            alternatives.append(formulas.all_of(parts))
        elif name not in TYPES:
            raise UnsupportedSchemaError(f"{name} is no type")
    plain = [name for name in names if name != "integer"]
    if "number" in plain or not alternatives:
        return formulas.type(*plain)
    if not plain:
        return alternatives[0]
    return formulas.any_of([formulas.type(*plain), alternatives[0]])


def _conditional(reader: Reader, place: Place, value: Any) -> Literal:
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


def _enum(reader: Reader, _place: Place, value: Any) -> Literal:
    if not isinstance(value, list):
        raise UnsupportedSchemaError("an enum is no list")
    return reader.formulas.enum(value)


_Read = Callable[[Reader, Place, Any], Literal]

_READERS: dict[str, _Read] = {
    "type": _type,
    "enum": _enum,
    "const": lambda r, _, v: r.formulas.enum([v]),
    "allOf": lambda r, p, v: r.formulas.all_of(branches(r, p, v)),
    "anyOf": lambda r, p, v: r.formulas.any_of(branches(r, p, v)),
    "oneOf": lambda r, p, v: r.formulas.one_of(branches(r, p, v)),
    "not": lambda r, p, v: r.child(p, v) ^ 1,
    "if": _conditional,
    **normal_values.READERS,
    **normal_structures.READERS,
}
_SINCE = {
    "const": Dialect.DRAFT_6.order,
    "contains": Dialect.DRAFT_6.order,
    "dependentRequired": Dialect.DRAFT_2019_09.order,
    "dependentSchemas": Dialect.DRAFT_2019_09.order,
    "if": Dialect.DRAFT_7.order,
    "prefixItems": Dialect.DRAFT_2020_12.order,
    "propertyNames": Dialect.DRAFT_6.order,
    **normal_values.SINCE,
}
