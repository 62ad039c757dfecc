"""The schemas of one contract: what applies at a place, and documents to validate by.

A node is what applies to one value: pointers of schemas that all have to accept it.
Its layers are the schema objects that this comes to once references and `allOf` are
followed, so that a schema looks the same however it is cut into parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from impl.engine.comparison.contract import discriminators
from impl.engine.comparison.contract.enumerations import plain
from impl.engine.comparison.contract.families import Families
from impl.engine.comparison.contract.guards import guarded
from impl.engine.comparison.contract.hidden_properties import (
    CHOICES,
    OTHERS,
    HiddenProperties,
)
from impl.engine.comparison.contract.in_place import in_place
from impl.engine.comparison.contract.keywords import (
    ANNOTATIONS,
    IGNORED,
    UNEVALUATED,
    as_list,
    holds_json,
    length,
    map_in,
    without,
)
from impl.engine.comparison.contract.standalone_writer import StandaloneWriter
from impl.engine.openapi.pointers import escape, to_fragment
from impl.engine.openapi.references import local_pointer
from impl.engine.openapi.v3_0 import modernise

if TYPE_CHECKING:
    from collections.abc import Callable

    from impl.engine.comparison.contract.discriminators import Discriminator
    from impl.engine.comparison.contract.lookup import Lookup
    from impl.engine.comparison.contract.standalone_writer import Definitions

SchemaNode = tuple[str, ...]
T = TypeVar("T")
# Each may be large, and the same few are asked for again and again.
_MOST_DERIVED = 16

_NEVER: dict[str, Any] = {"not": {}}


def _tells_apart(keyword: str, schema: dict[str, Any]) -> bool:
    """Tell whether a keyword says which of exclusive alternatives is meant."""
    return keyword == "discriminator" and guarded(schema) in schema


@dataclass(frozen=True, slots=True)
class Layer:
    """One schema object, without `allOf`, references and documentation."""

    pointer: str
    keywords: dict[str, Any]


class ContractSchemas:
    """The schemas of one contract.

    Args:
        surface: the contract.
        hidden: `readOnly` or `writeOnly`; properties marked so are not there in the
            direction at hand (OpenAPI 3.0.3, 4.7.24.2).
        sends: whether messages are written by the contract, and not read.
        forbidding: whether documents refuse hidden properties.

    Attributes:
        surface: the contract.
        hiding: tells which properties are not there.
    """

    def __init__(
        self,
        surface: Lookup,
        hidden: str,
        *,
        sends: bool = False,
        forbidding: bool = False,
    ) -> None:
        self.surface = surface
        self._sends = sends
        self.hiding = HiddenProperties(surface, hidden, forbidding=forbidding)
        self._families = Families(surface)
        self._layers: dict[SchemaNode, tuple[Layer, ...]] = {}
        self._hidden_places: dict[SchemaNode, dict[str, str]] = {}
        self._contexts: dict[tuple[SchemaNode, bool], frozenset[str]] = {}
        self._definitions: dict[str, Definitions] = {}
        self._derived: dict[tuple[SchemaNode, object], Any] = {}
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
            self._hidden_places[node] = places = self._hidden_in(layers)
            unasked = self._hidden_around(node, whole=False)
            if unasked:
                layers = tuple(
                    Layer(each.pointer, without(each.keywords, places, unasked))
                    for each in layers
                )
            known = self._layers[node] = layers
        return known

    def hidden(self, node: SchemaNode) -> dict[str, str]:
        """Give the properties that are not there in this direction, and where."""
        self.layers(node)
        return self._hidden_places[node]

    def meant(self, pointer: str) -> str:
        """Return where a schema stands that a place does no more than refer to."""
        is_mere = self.surface.map(pointer).keys() == {"$ref"}
        return self.surface.target(pointer) if is_mere else pointer

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
        if not UNEVALUATED.isdisjoint(value):
            # What is left over, parts tell as well.
            made_of = [] if there is None else [{"$ref": value["$ref"]}]
            made_of += as_list(value.get("allOf"))
            value = {**value, "allOf": made_of} if made_of else value
            left_out = {"$ref"} if there is not None else set()
        keywords = {
            keyword: held
            for keyword, held in value.items()
            if (keyword not in IGNORED or _tells_apart(keyword, value))
            and keyword not in left_out
            and not keyword.startswith("x-")
        }
        if self.surface.old:
            modernise(keywords, adds_null=self.surface.adds_null)
        return plain(keywords), further

    def discriminator(self, node: SchemaNode) -> Discriminator | None:
        """Read the discriminator of a node; None if there is none."""
        held = self.annotations(node).get("discriminator")
        name = held.get("propertyName") if isinstance(held, dict) else None
        if not isinstance(held, dict) or not isinstance(name, str):
            return None
        among = [
            part
            for layer in self.layers(node)
            for keyword in ("oneOf", "anyOf")
            for part in as_list(layer.keywords.get(keyword))
        ]
        return discriminators.read(self.surface, held, name, among)

    def content(self, node: SchemaNode) -> SchemaNode:
        """Give what applies to the JSON that a text holds; nothing if it is none."""
        return tuple(
            f"{layer.pointer}/contentSchema"
            for layer in self.layers(node)
            if holds_json(layer.keywords)
        )

    def _hidden_in(self, layers: tuple[Layer, ...]) -> dict[str, str]:
        return {
            name: f"{layer.pointer}/properties/{escape(name)}"
            for layer in layers
            for name, held in map_in(layer.keywords, "properties").items()
            if self.hiding.hides(held)
        }

    def document(self, node: SchemaNode, prefix: str = "") -> Any:
        """Write a node as a JSON Schema (2020-12) that stands alone.

        The prefix sets the names of its definitions apart from those of others. What
        is returned may be returned again and must not be changed.
        """
        return self._documents(node, prefix)

    def derived(self, node: SchemaNode, purpose: object, make: Callable[[Any], T]) -> T:
        """Return what is made of a node's document for a purpose, made once."""
        key = node, purpose
        if key not in self._derived:
            if len(self._derived) >= _MOST_DERIVED:
                self._derived.clear()
            self._derived[key] = make(self.document(node))
        made: T = self._derived[key]
        return made

    def _document(self, node: SchemaNode, prefix: str) -> Any:
        hidden = self._hidden_around(node, whole=False)
        return self._writer(prefix).document(_made_of(node), hidden=hidden)

    def _hidden_around(self, node: SchemaNode, *, whole: bool) -> frozenset[str]:
        """Name what a node hides: in any of its alternatives, or whatever fits."""
        known = self._contexts.get((node, whole))
        if known is None:
            made_of = {"allOf": _made_of(node)}
            hidden = self.hiding
            known = hidden.of_whole(made_of) if whole else hidden.of_value(made_of)
            self._contexts[node, whole] = known
        return known

    def _writer(self, prefix: str = "") -> StandaloneWriter:
        known = self._definitions.setdefault(prefix, {})
        parts = self.surface, self.hiding, self._families
        return StandaloneWriter(*parts, prefix, sends=self._sends, known=known)

    def fragment(
        self, keywords: dict[str, Any], node: SchemaNode, prefix: str = ""
    ) -> Any:
        """Write some keywords of a node's layers as a JSON Schema that stands alone."""
        hidden = self._hidden_around(node, whole=True)
        writer = self._writer(prefix)
        return writer.document([keywords], hidden=hidden, is_modern=True)

    def leaning(self, node: SchemaNode, said: dict[str, Any]) -> frozenset[str]:
        """Name what alternatives would require if their surroundings did not hide it.

        Args:
            node: where they stand.
            said: the keywords that have them.
        """
        hidden = self._hidden_around(node, whole=True)
        if not hidden:
            return hidden
        held = (said[keyword] for keyword in CHOICES if keyword in said)
        parts = (part for each in held for part in as_list(each) or [each])
        asked = (self.hiding.asked_of(p) - self.hiding.of_value(p) for p in parts)
        return hidden.intersection(frozenset().union(*asked))

    def declared(self, node: SchemaNode) -> frozenset[str]:
        """Name the properties that a node says anything about, in any branch."""
        return frozenset(
            name
            for value in in_place(self.surface, node)
            for name in map_in(value, "properties").keys()
            - self.hiding.hidden_in(value)
        )

    def is_open(self, node: SchemaNode) -> bool:
        """Tell whether undeclared properties are allowed, by silence or by word."""
        closing = (
            *("additionalProperties", "unevaluatedProperties", "patternProperties"),
            "propertyNames",
        )
        return all(
            value.get(keyword, True) in (True, {})
            or (keyword in OTHERS and self.hiding.hides(value[keyword]))
            for value in in_place(self.surface, node)
            for keyword in closing
        )


def _made_of(node: SchemaNode) -> list[dict[str, Any]]:
    return [{"$ref": to_fragment(at)} for at in node]
