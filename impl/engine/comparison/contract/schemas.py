"""The schemas of one contract: what applies at a place, and documents to validate by.

A node is what applies to one value: pointers of schemas that all have to accept it.
Its layers are the schema objects that this comes to once references and `allOf` are
followed, so that a schema looks the same however it is cut into parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.hidden_properties import HiddenProperties
from impl.engine.comparison.contract.keywords import (
    ANNOTATIONS,
    length,
    map_in,
    texts,
    without_required,
)
from impl.engine.comparison.contract.standalone_writer import StandaloneWriter
from impl.engine.openapi.keywords import (
    COMBINING,
    CONDITIONAL,
    DEPENDENT,
    DOCUMENTATION,
)
from impl.engine.openapi.pointers import escape, to_fragment
from impl.engine.openapi.references import local_pointer
from impl.engine.openapi.v3_0 import modernise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.comparison.contract.lookup import Lookup

SchemaNode = tuple[str, ...]

_NEVER: dict[str, Any] = {"not": {}}


@dataclass(frozen=True, slots=True)
class Layer:
    """One schema object, without `allOf`, references and documentation."""

    pointer: str
    keywords: dict[str, Any]


class ContractSchemas:
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
        self._hidden = HiddenProperties(surface, hidden, forbidding=forbidding)
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
        there = local_pointer(value.get("$ref"))
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
        return self._hidden.hides(pointer)

    def document(self, node: SchemaNode, prefix: str = "") -> Any:
        """Write a node as a JSON Schema (2020-12) that stands alone.

        The prefix sets the names of its definitions apart from those of others. What
        is returned may be returned again and must not be changed.
        """
        return self._documents(node, prefix)

    def _document(self, node: SchemaNode, prefix: str) -> Any:
        parts = [{"$ref": to_fragment(at)} for at in node]
        return StandaloneWriter(self.surface, self._hidden, prefix).document(parts)

    def fragment(self, keywords: dict[str, Any]) -> Any:
        """Write some keywords of a layer as a JSON Schema that stands alone."""
        writer = StandaloneWriter(self.surface, self._hidden)
        return writer.document([keywords], is_modern=True)

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
            there = local_pointer(value.get("$ref"))
            if there is not None:
                waiting.append(there)
            for keyword in COMBINING:
                count = length(value.get(keyword))
                waiting += [f"{pointer}/{keyword}/{index}" for index in range(count)]
            singles = (*CONDITIONAL, "not")
            waiting += [f"{pointer}/{key}" for key in singles if key in value]
            waiting += [
                f"{pointer}/{keyword}/{escape(name)}"
                for keyword in DEPENDENT
                for name in map_in(value, keyword)
            ]
