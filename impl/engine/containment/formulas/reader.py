"""Reads the schemas of a document into formulas, keyword by keyword."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from impl.engine.containment.formulas.store import FormulaKind, Formulas, Literal
from impl.engine.containment.schemas.dialects import Dialect
from impl.engine.containment.schemas.digests import Subschema
from impl.engine.containment.schemas.references import References
from impl.engine.containment.schemas.standalone import UnsupportedSchemaError

if TYPE_CHECKING:
    from collections.abc import Mapping

# What these speak of depends on what the others say.
_LAST = ("unevaluatedItems", "unevaluatedProperties")
ReadKeyword = Callable[["SchemaReader", Subschema, Any], Literal]


class Keyword(NamedTuple):
    """How a keyword is read.

    Attributes:
        read: makes a formula of a schema and the keyword's value in it.
        since: the order of the first dialect that has the keyword.
    """

    read: ReadKeyword
    since: int = 0


class SchemaReader:
    """Reads the schemas of one document into a store of formulas.

    Args:
        root: the document.
        dialect: what its schemas are written in.
        formulas: the store.
        keywords: how each keyword is read; what is none of them says nothing.
        formats: whether `format` is an assertion.

    Attributes:
        formulas: the store.
        order: the dialect's place in history.
        formats: whether `format` is an assertion.
        references: the document's references.
    """

    def __init__(
        self,
        root: Any,
        dialect: Dialect,
        formulas: Formulas,
        keywords: Mapping[str, Keyword],
        *,
        formats: bool,
    ) -> None:
        self.formulas: Formulas = formulas
        self.order: int = dialect.order
        self.formats = formats
        self._keywords = keywords
        self.references = References(root, dialect)
        self._held: list[Any] = []
        # Schemas are known by their identity, which lasts as long as they are held.
        self._known: dict[tuple[int, str], Literal] = {}

    def read(self, schema: Any) -> Literal:
        """Read a schema of the document.

        Raises:
            UnsupportedSchemaError: it cannot be read.
        """
        return self.refer(Subschema(schema, ""))

    def refer(self, place: Subschema) -> Literal:
        """Name a schema's formula without reading it yet."""
        if isinstance(place.schema, bool):
            return self.schema(place)
        self._held.append(place.schema)
        digest = self.references.digest(place)
        key = (digest, self.order)
        return self.formulas.reference(key, lambda: self.schema(place))

    def schema(self, place: Subschema) -> Literal:
        """Read one schema."""
        node = place.schema
        if isinstance(node, bool) and self.order >= Dialect.DRAFT_4.order:
            return self.formulas.true if node else self.formulas.false
        if not isinstance(node, dict):
            raise UnsupportedSchemaError("a schema is neither an object nor a boolean")
        key = (id(node), place.base)
        if key not in self._known:
            self._known[key] = self._object(
                Subschema(node, self.references.base(place))
            )
        return self._known[key]

    def _object(self, place: Subschema) -> Literal:
        node = place.schema
        if "$ref" in node and self.order < Dialect.DRAFT_2019_09.order:
            return self.refer(self.references.follow(node["$ref"], place.base))
        parts = [
            self.refer(target) for target in self.references.targets(node, place.base)
        ]
        first = [name for name in node if name not in _LAST]
        for name in (*first, *(name for name in _LAST if name in node)):
            keyword = self._keywords.get(name)
            if keyword and self.order >= keyword.since:
                parts.append(keyword.read(self, place, node[name]))
        return self.formulas.all_of(parts)

    def child(self, place: Subschema, schema: Any) -> Literal:
        """Read a schema that stands within another."""
        return self.schema(Subschema(schema, place.base))

    def opaque(self, place: Subschema, word: str, subject: str) -> Literal:
        """Stand in for what the prover does not understand about a type."""
        digest = self.references.digest(place)
        claim = self.formulas.make(FormulaKind.OPAQUE, digest, self.order, word)
        return self.formulas.any_of([self.formulas.type(subject) ^ 1, claim])
