"""A schema with everything it refers to, as one document of its own.

What comes out needs no root: references lead into its own definitions. OpenAPI 3.0
schemas come out as 2020-12, which is how the compiler of contracts reads them too.
"""

import math
from dataclasses import dataclass
from typing import Any

from impl.engine.containment.dialects import (
    SCHEMA_KEYWORDS,
    SCHEMA_LISTS,
    SCHEMA_MAPS,
    Dialect,
    Scope,
)
from impl.engine.references import escape, parse_reference, resolve

# Keywords that mean nothing in the schema object of OpenAPI 3.0, which lacks them.
_UNKNOWN_TO_OPENAPI_3_0 = frozenset(
    {
        "$anchor",
        "$defs",
        "$dynamicRef",
        "$id",
        "const",
        "contains",
        "definitions",
        "dependencies",
        "dependentRequired",
        "dependentSchemas",
        "else",
        "if",
        "maxContains",
        "minContains",
        "patternProperties",
        "prefixItems",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
_NAMING = ("$id", "id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef")


class UnsupportedSchemaError(Exception):
    """The schema cannot be read: a dead reference, or no schema at all."""


@dataclass(frozen=True, slots=True)
class Standalone:
    """A schema document that stands alone, in a dialect of JSON Schema proper."""

    schema: Any
    dialect: Dialect


def stand_alone(schema: Any, scope: Scope) -> Standalone:
    """Take a schema out of its document, with all that it refers to.

    Raises:
        UnsupportedSchemaError: a reference leads nowhere or out of the document.
    """
    if scope.dialect is not Dialect.OPENAPI_3_0 and scope.root in (None, schema):
        return Standalone(schema, scope.dialect)
    return _Extraction(schema, scope).run()


class _Extraction:
    def __init__(self, schema: Any, scope: Scope) -> None:
        self._schema = schema
        self._root = schema if scope.root is None else scope.root
        self._old = scope.dialect is Dialect.OPENAPI_3_0
        self._dialect = Dialect.DRAFT_2020_12 if self._old else scope.dialect
        modern = self._dialect.order >= Dialect.DRAFT_2019_09.order
        self._shelf = "$defs" if modern else "definitions"
        self._names: dict[str, str] = {}
        self._waiting: list[str] = []

    def run(self) -> Standalone:
        result = self._copy(self._schema)
        definitions = {}
        while self._waiting:
            pointer = self._waiting.pop()
            definitions[self._names[pointer]] = self._copy(self._target(pointer))
        if definitions:
            if self._dialect.order < Dialect.DRAFT_2019_09.order and "$ref" in result:
                # A reference silences whatever stands beside it in these drafts.
                result = {"allOf": [result]}
            result[self._shelf] = definitions
        return Standalone(result, self._dialect)

    def _target(self, pointer: str) -> Any:
        try:
            return resolve(self._root, pointer)
        except (LookupError, ValueError) as error:
            raise UnsupportedSchemaError(f"no schema at {pointer}") from error

    def _reference(self, reference: Any) -> str:
        if not isinstance(reference, str):
            raise UnsupportedSchemaError("a reference is not a string")
        address, pointer = parse_reference(reference)
        if address or (pointer and not pointer.startswith("/")):
            raise UnsupportedSchemaError(f"{reference} leads out of the document")
        if pointer not in self._names:
            tail = pointer.rpartition("/")[2] or "root"
            taken = set(self._names.values())
            name = tail if tail not in taken else f"{tail}.{len(taken)}"
            self._names[pointer] = name
            self._waiting.append(pointer)
        return f"#/{self._shelf}/{escape(self._names[pointer])}"

    def _copy(self, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        if "$ref" in node and self._dialect.order < Dialect.DRAFT_2019_09.order:
            return {"$ref": self._reference(node["$ref"])}
        if "$ref" in node and self._old:
            return {"$ref": self._reference(node["$ref"])}
        result: dict[str, Any] = {}
        for keyword, value in node.items():
            if self._old and keyword in _UNKNOWN_TO_OPENAPI_3_0:
                continue
            if keyword in _NAMING and keyword != "id":
                raise UnsupportedSchemaError(f"{keyword} within a document")
            result[keyword] = self._copy_value(keyword, value)
        return _modernise(result) if self._old else result

    def _copy_value(self, keyword: str, value: Any) -> Any:
        if keyword == "$ref":
            return self._reference(value)
        if keyword in SCHEMA_LISTS and isinstance(value, list):
            return [self._copy(item) for item in value]
        if keyword in SCHEMA_MAPS and isinstance(value, dict):
            return {key: self._copy(item) for key, item in value.items()}
        if keyword in SCHEMA_KEYWORDS:
            return self._copy(value)
        return value


def _modernise(schema: dict[str, Any]) -> dict[str, Any]:
    """Turn an OpenAPI 3.0 schema object into JSON Schema 2020-12."""
    for bound, exclusive in (
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ):
        strict = schema.get(exclusive)
        if isinstance(strict, bool):
            del schema[exclusive]
            if strict and bound in schema:
                schema[exclusive] = schema.pop(bound)
    if schema.pop("nullable", False) is True and "type" in schema:
        if isinstance(schema["type"], str):
            schema["type"] = [schema["type"], "null"]
        if "enum" in schema and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]
    return schema


def is_finite(value: Any) -> bool:
    """Tell whether a value holds no number that JSON cannot write."""
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, float) and not math.isfinite(node):
            return False
    return True
