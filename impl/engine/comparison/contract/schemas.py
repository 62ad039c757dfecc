"""The schemas of one contract: what applies at a place, and documents to validate by.

A node is what applies to one value: pointers of schemas that all have to accept it.
Its layers are the schema objects that this comes to once references and `allOf` are
followed, so that a schema looks the same however it is cut into parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import (
    ANNOTATIONS,
    DOCUMENTATION,
    LISTS,
    MAPS,
    SINGLES,
    length,
    map_in,
    texts,
    without_required,
)
from impl.engine.openapi.pointers import escape, to_fragment
from impl.engine.openapi.v3_0 import modernise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.comparison.contract.lookup import Lookup

SchemaNode = tuple[str, ...]

# Schemas in these apply to the same value as the schema that they stand in.
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_IN_PLACE_SINGLES = ("if", "then", "else", "not")
_NEVER: dict[str, Any] = {"not": {}}


@dataclass(frozen=True, slots=True)
class Layer:
    """One schema object, without `allOf`, references and documentation."""

    pointer: str
    keywords: dict[str, Any]


class Schemas:
    """The schemas of one contract.

    Args:
        surface: the contract.
        hidden: `readOnly` or `writeOnly`; properties marked so are not required in the
            direction at hand (OpenAPI 3.0.3, 4.7.24.2).
        forbidding: whether documents refuse hidden properties.
    """

    def __init__(
        self, surface: Lookup, hidden: str, *, forbidding: bool = False
    ) -> None:
        self.surface = surface
        self.forbidding = forbidding
        self._hidden = hidden
        self._layers: dict[SchemaNode, tuple[Layer, ...]] = {}
        self._hidden_names: dict[SchemaNode, frozenset[str]] = {}
        # The same few are asked for again and again, and each may be large.
        self._documents = lru_cache(maxsize=8)(self._document)

    def layers(self, node: SchemaNode) -> tuple[Layer, ...]:
        """Return the layers of a node."""
        known = self._layers.get(node)
        if known is None:
            found: dict[str, dict[str, Any]] = {}
            waiting = list(node)
            while waiting:
                pointer = waiting.pop()
                if pointer not in found:
                    found[pointer], further = self._read(pointer)
                    waiting += further
            layers = tuple(Layer(at, found[at]) for at in sorted(found) if found[at])
            known = self._layers[node] = self._unhide(layers)
        return known

    def annotations(self, node: SchemaNode) -> dict[str, Any]:
        """Return what a node says that is no demand: its default and so on."""
        found: dict[str, Any] = {}
        seen = set()
        waiting = list(reversed(node))
        while waiting:
            pointer = waiting.pop()
            if pointer in seen:
                continue
            seen.add(pointer)
            _, further = self._read(pointer)
            waiting += further
            value = self.surface.map(pointer)
            if self.surface.old and "$ref" in value:
                continue
            for keyword in ANNOTATIONS:
                if keyword in value:
                    found.setdefault(keyword, value[keyword])
        return found

    def _read(self, pointer: str) -> tuple[dict[str, Any], list[str]]:
        """Give the keywords of a schema object, and what else it is made of."""
        value = self.surface.value(pointer, default=True)
        if not isinstance(value, dict):
            return (_NEVER if value is False else {}), []
        further = [
            f"{pointer}/allOf/{index}" for index in range(length(value.get("allOf")))
        ]
        there = self.surface.follow(value.get("$ref"))
        if there is not None:
            further.append(there)
            if self.surface.old:
                return {}, [there]
        left_out = {"allOf"} if there is None else {"allOf", "$ref"}
        keywords = {
            keyword: held
            for keyword, held in value.items()
            if keyword not in DOCUMENTATION
            and keyword not in left_out
            and not keyword.startswith("x-")
        }
        return modernise(keywords) if self.surface.old else keywords, further

    def _unhide(self, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
        """Leave hidden properties out of what is required."""
        required = {
            name for layer in layers for name in texts(layer.keywords.get("required"))
        }
        hidden = {
            name
            for layer in layers
            for name in required.intersection(map_in(layer.keywords, "properties"))
            if self.is_hidden(f"{layer.pointer}/properties/{escape(name)}")
        }
        if not hidden:
            return layers
        return tuple(
            Layer(layer.pointer, without_required(layer.keywords, hidden))
            for layer in layers
        )

    def is_hidden(self, pointer: str) -> bool:
        """Tell whether a property has no place in messages of this direction."""
        return self.marks(pointer, self._hidden)

    def marks(self, pointer: str, keyword: str) -> bool:
        """Tell whether a schema, through references, has a keyword that is true."""
        value = self.surface.map(pointer)
        if value.get(keyword) is True:
            return True
        there = self.surface.target(pointer)
        if there != pointer and self.surface.map(there).get(keyword) is True:
            return True
        return any(
            self.surface.map(self.surface.target(f"{there}/allOf/{index}")).get(keyword)
            is True
            for index in range(length(self.surface.map(there).get("allOf")))
        )

    def document(self, node: SchemaNode, prefix: str = "") -> Any:
        """Write a node as a JSON Schema (2020-12) that stands alone.

        The prefix sets the names of its definitions apart from those of others. What
        is returned may be returned again and must not be changed.
        """
        return self._documents(node, prefix)

    def _document(self, node: SchemaNode, prefix: str) -> Any:
        parts = [{"$ref": to_fragment(at)} for at in node]
        return _Writing(self, prefix).document(parts)

    def fragment(self, keywords: dict[str, Any]) -> Any:
        """Write some keywords of a layer as a JSON Schema that stands alone."""
        return _Writing(self, "").document([keywords], is_modern=True)

    def declared(self, node: SchemaNode) -> frozenset[str]:
        """Name the properties that a node says anything about, in any branch."""
        return frozenset(
            name
            for value in self._in_place(node)
            for name in map_in(value, "properties")
        )

    def is_open(self, node: SchemaNode) -> bool:
        """Tell whether undeclared properties are allowed by mere silence."""
        closing = (
            *("additionalProperties", "unevaluatedProperties", "patternProperties"),
            "propertyNames",
        )
        return not any(
            keyword in value for value in self._in_place(node) for keyword in closing
        )

    def _in_place(self, node: SchemaNode) -> Iterator[dict[str, Any]]:
        waiting, seen = list(node), set()
        while waiting:
            pointer = waiting.pop()
            if pointer in seen:
                continue
            seen.add(pointer)
            value = self.surface.value(pointer)
            if not isinstance(value, dict):
                continue
            yield value
            there = self.surface.follow(value.get("$ref"))
            if there is not None:
                waiting.append(there)
            for keyword in _IN_PLACE:
                count = length(value.get(keyword))
                waiting += [f"{pointer}/{keyword}/{index}" for index in range(count)]
            waiting += [f"{pointer}/{key}" for key in _IN_PLACE_SINGLES if key in value]
            waiting += [
                f"{pointer}/dependentSchemas/{escape(name)}"
                for name in map_in(value, "dependentSchemas")
            ]


class _Writing:
    """Writes one schema with the definitions that it reaches."""

    def __init__(self, schemas: Schemas, prefix: str) -> None:
        self._schemas = schemas
        self._prefix = prefix
        self._surface = schemas.surface
        self._waiting: list[str] = []
        self._definitions: dict[str, Any] = {}

    def document(self, parts: list[dict[str, Any]], *, is_modern: bool = False) -> Any:
        written = [self._write(part, is_modern=is_modern) for part in parts]
        while self._waiting:
            pointer = self._waiting.pop()
            name = f"{self._prefix}{pointer}"
            if name not in self._definitions:
                value = self._surface.value(pointer, default=True)
                self._definitions[name] = self._write(value)
        root = written[0] if len(written) == 1 else {"allOf": written}
        if not written:
            return True
        if isinstance(root, dict) and self._definitions:
            return {**root, "$defs": dict(sorted(self._definitions.items()))}
        return root

    def _write(self, value: Any, *, is_modern: bool = False) -> Any:
        if not isinstance(value, dict):
            return value is not False
        there = self._surface.follow(value.get("$ref"))
        result: dict[str, Any] = {}
        if there is not None:
            self._waiting.append(there)
            result["$ref"] = to_fragment(f"/$defs/{escape(self._prefix + there)}")
            if self._surface.old:
                return result
        elif "$ref" in value:
            result["$ref"] = value["$ref"]
        for keyword, held in value.items():
            if keyword in DOCUMENTATION or keyword.startswith("x-"):
                continue
            if keyword != "$ref":
                result[keyword] = self._held(keyword, held)
        if self._surface.old and not is_modern:
            modernise(result)
        return self._without_hidden(value, result)

    def _held(self, keyword: str, held: Any) -> Any:
        if keyword in LISTS and isinstance(held, list):
            return [self._write(item) for item in held]
        if keyword in MAPS and isinstance(held, dict):
            return {name: self._write(item) for name, item in held.items()}
        if keyword in SINGLES:
            return self._write(held)
        return held

    def _without_hidden(self, value: Any, result: dict[str, Any]) -> dict[str, Any]:
        if self._schemas.forbidding and isinstance(result.get("properties"), dict):
            for name, held in map_in(value, "properties").items():
                if isinstance(held, dict) and self._is_hidden(held):
                    result["properties"][name] = False
        if not isinstance(result.get("required"), list):
            return result
        hidden = self._hidden_of(value, 0)
        return without_required(result, hidden) if hidden else result

    def _hidden_of(self, value: Any, depth: int) -> set[str]:
        """Name the hidden properties of a schema and what it is made of."""
        if not isinstance(value, dict) or depth > 8:
            return set()
        found = set()
        for name, held in map_in(value, "properties").items():
            if isinstance(held, dict) and self._is_hidden(held):
                found.add(name)
        there = self._surface.follow(value.get("$ref"))
        if there is not None:
            found |= self._hidden_of(self._surface.value(there), depth + 1)
        for part in value.get("allOf") or ():
            found |= self._hidden_of(part, depth + 1)
        return found

    def _is_hidden(self, held: dict[str, Any]) -> bool:
        keyword = self._schemas._hidden  # noqa: SLF001 - of the same module
        if held.get(keyword) is True:
            return True
        there = self._surface.follow(held.get("$ref"))
        return there is not None and self._schemas.marks(there, keyword)
