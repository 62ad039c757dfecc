"""The exact schemas of a contract, as JSON Schema 2020-12 under stable keys.

A key is the name of a component schema, or the JSON Pointer of a schema that stands
anywhere else. References between them all have the form `#/components/schemas/<key>`,
so that a validator for one key needs nothing but the keys that it reaches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from impl.engine.openapi.keywords import MODERN
from impl.engine.openapi.pointers import escape, split
from impl.engine.openapi.v3_0 import modernise
from scripts.codegen.runtime.schemas.references import pointer_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.codegen.load.source import Source

# What a class or an annotation is made from; see `views`.
ViewSchema = dict[str, Any]

COMPONENT = "/components/schemas/"
_PREFIX = f"#{COMPONENT}"

# What derived schemas of a component are, by the word that their keys start with.
ABOUT = {
    "request": "As requests have it: without what only the server knows.",
    "response": "As responses have it: without what only the client knows.",
    "event": "With data as it is before it is written as JSON.",
}


class ExactSchemas:
    """Collects the schemas that a package needs, converted on first use."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._old = source.version == "3.0"
        self._exact: dict[str, Any] = {}
        self._origins: dict[str, str] = {}
        for name in source.get("/components/schemas", {}):
            self.add(COMPONENT + escape(name))

    @property
    def exact(self) -> dict[str, Any]:
        """All schemas so far, by key."""
        return self._exact

    @property
    def origins(self) -> dict[str, str]:
        """The keys of derived schemas, each with the pointer of what it came from."""
        return self._origins

    def derive(self, key: str, origin: str, schema: Any) -> str:
        """Take in a schema that the contract has in no such words, and return its key.

        `key` starts with a word and a colon, which no other key has; `origin` is the
        key of the schema that it was made from.
        """
        self._exact[key] = schema
        self._origins[key] = self.pointer(origin)
        return key

    def pointer(self, key: str) -> str:
        """Return where the schema of a key stands in the contract."""
        if key in self._origins:
            return self._origins[key]
        return key if key.startswith("/") else COMPONENT + escape(key)

    def add(self, pointer: str) -> str:
        """Return the key of the schema at `pointer`, taking it in if it is new.

        A schema that is nothing but a reference has the key of its target.
        """
        key = _key(pointer)
        if key in self._exact:
            return key
        # Content without a schema may be anything (OpenAPI 3.1, §4.8.14).
        schema = self._source.get(pointer, {})
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

    def parts(
        self, schema: Any, seen: frozenset[str] = frozenset()
    ) -> Iterator[dict[str, Any]]:
        """Yield the schemas that a schema is all of, itself first."""
        if not isinstance(schema, dict):
            return
        yield schema
        if "$ref" in schema and schema["$ref"] not in seen:
            target = self._exact[key_of(schema["$ref"])]
            yield from self.parts(target, seen | {schema["$ref"]})
        for branch in schema.get("allOf", ()):
            yield from self.parts(branch, seen)

    def _convert(self, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        result: dict[str, Any] = {}
        for keyword, value in node.items():
            if keyword == "$ref" and isinstance(value, str):
                result[keyword] = reference(self.add(self._source.follow(value)))
            else:
                # Data may look like a schema: examples, mappings, extensions.
                result[keyword] = MODERN.mapped(keyword, value, self._convert)
        if isinstance(told := result.get("discriminator"), dict):
            result["discriminator"] = self._complete(told, result)
        return modernise(result) if self._old else result

    def _complete(
        self, discriminator: dict[str, Any], node: dict[str, Any]
    ) -> dict[str, Any]:
        """Return a discriminator that maps every name, those of components too.

        OpenAPI 3.1, §4.8.25: a component's name needs no mapping.
        """
        said = discriminator.get("mapping")
        given = {**(said if isinstance(said, dict) else {})}
        mapping = {name: self._mapped(target) for name, target in given.items()}
        branches = [*node.get("oneOf", ()), *node.get("anyOf", ())]
        for branch in branches:
            ref = branch.get("$ref") if isinstance(branch, dict) else None
            if (
                ref is not None
                and ref not in mapping.values()
                and "/" not in key_of(ref)
            ):
                mapping.setdefault(key_of(ref), ref)
        result = {**discriminator, "mapping": mapping} if mapping else discriminator
        if "defaultMapping" in result:
            result = {
                **result,
                "defaultMapping": self._mapped(result["defaultMapping"]),
            }
        return result

    def _mapped(self, target: Any) -> Any:
        """Return what a mapping leads to as a reference, if it is there."""
        is_name = target in self._source.get("/components/schemas", {})
        if not is_name and not str(target).startswith("#/"):
            return target
        pointer = COMPONENT + escape(target) if is_name else self._source.follow(target)
        is_there = self._source.get(pointer, None) is not None
        return reference(self.add(pointer)) if is_there else target


def word_of(key: str) -> str:
    """Return the word that the key of a derived schema starts with."""
    return key.partition(":")[0].partition("(")[0]


def reference(key: str) -> str:
    """Return the `$ref` that names the schema of `key`."""
    is_name = "/" not in key and ":" not in key
    # A pointer may have what no fragment of a URI has; tools want names as they are.
    return _PREFIX + key if is_name else pointer_to(key)


def key_of(ref: str) -> str:
    """Return the key that a `$ref` made by `reference` names."""
    text = ref.removeprefix("#")
    return _key(unquote(text) if "%" in text else text)


def default_of(key: str, exact: Mapping[str, Any]) -> tuple[str, object]:
    """Return the key of the schema that says the default of `key`, and the default.

    It may be said by one that `key` is a reference to; it is None if nobody says it.
    """
    seen: set[str] = set()
    while key not in seen:
        seen.add(key)
        schema = exact[key] if isinstance(exact[key], dict) else {}
        if "default" in schema:
            return key, schema["default"]
        key = key_of(schema["$ref"]) if "$ref" in schema else key
    return key, None


def _key(pointer: str) -> str:
    tokens = split(pointer)
    if len(tokens) == 3 and pointer.startswith(COMPONENT):
        return tokens[2]
    return pointer
