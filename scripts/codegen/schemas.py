"""The exact schemas of a contract, as JSON Schema 2020-12 under stable keys.

A key is the name of a component schema, or the JSON Pointer of a schema that stands
anywhere else. References between them all have the form `#/components/schemas/<key>`,
so that a validator for one key needs nothing but the keys that it reaches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.references import escape, split

if TYPE_CHECKING:
    from scripts.codegen.source import Source

COMPONENT = "/components/schemas/"
_PREFIX = f"#{COMPONENT}"
# Keywords whose value is data, not a schema.
_DATA = frozenset({"const", "default", "enum", "example", "examples"})
_SCHEMA_MAPS = frozenset(
    {"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"}
)


class Schemas:
    """Collects the schemas that a package needs, converted on first use."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._old = source.version == "3.0"
        self._exact: dict[str, Any] = {}
        for name in source.get("/components/schemas", {}):
            self.add(COMPONENT + escape(name))

    @property
    def exact(self) -> dict[str, Any]:
        """All schemas so far, by key."""
        return self._exact

    def add(self, pointer: str) -> str:
        """Return the key of the schema at `pointer`, taking it in if it is new.

        A schema that is nothing but a reference has the key of its target.
        """
        key = _key(pointer)
        if key in self._exact:
            return key
        schema = self._source.get(pointer)
        target = schema.get("$ref") if isinstance(schema, dict) else None
        if isinstance(target, str) and len(schema) == 1 and key.startswith("/"):
            return self.add(self._source.follow(target))
        self._exact[key] = None  # holds the place against cycles, and the order
        self._exact[key] = self._convert(schema)
        return key

    def last(self, key: str) -> str:
        """Return the key at the end of the plain references that start at `key`."""
        seen = set()
        while key not in seen:
            seen.add(key)
            schema = self._exact[key]
            if isinstance(schema, dict) and "$ref" in schema and len(schema) == 1:
                key = key_of(schema["$ref"])
        return key

    def resolve(self, schema: Any) -> Any:
        """Return what `schema` refers to, following plain references."""
        seen = set()
        while isinstance(schema, dict) and "$ref" in schema:
            key = key_of(schema["$ref"])
            if key in seen:
                return {}
            seen.add(key)
            schema = self._exact[key]
        return schema

    def _convert(self, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        result: dict[str, Any] = {}
        for keyword, value in node.items():
            if keyword == "$ref" and isinstance(value, str):
                result[keyword] = reference(self.add(self._source.follow(value)))
            elif keyword in _DATA:
                result[keyword] = value
            elif keyword in _SCHEMA_MAPS and isinstance(value, dict):
                result[keyword] = {k: self._convert(v) for k, v in value.items()}
            elif isinstance(value, list):
                result[keyword] = [self._convert(item) for item in value]
            elif keyword == "discriminator":
                # Mappings name schemas by references of their own kind.
                result[keyword] = value
            else:
                result[keyword] = self._convert(value)
        return _modernise(result) if self._old else result


def reference(key: str) -> str:
    """Return the `$ref` that names the schema of `key`."""
    return _PREFIX + escape(key)


def key_of(ref: str) -> str:
    """Return the key that a `$ref` made by `reference` names."""
    return _key(ref.removeprefix("#"))


def _key(pointer: str) -> str:
    tokens = split(pointer)
    if len(tokens) == 3 and pointer.startswith(COMPONENT):
        return tokens[2]
    return pointer


def _modernise(schema: dict[str, Any]) -> dict[str, Any]:
    """Turn a converted OpenAPI 3.0 schema object into JSON Schema 2020-12."""
    for bound, exclusive in (
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ):
        if isinstance(schema.get(exclusive), bool):
            strict = schema.pop(exclusive)
            if strict and bound in schema:
                schema[exclusive] = schema.pop(bound)
    if schema.pop("nullable", False) is True and "type" in schema:
        if isinstance(schema["type"], str):
            schema["type"] = [schema["type"], "null"]
        if "enum" in schema and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]
    return schema
