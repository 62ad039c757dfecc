"""Compare what schemas say that no validator looks at: defaults, discriminators, ...

No message becomes invalid by these, and yet it may be taken for something else by who
goes by the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.discriminators import Discriminator, discriminator
from impl.engine.comparison.differences.facts import PROVED, Evidence, Readings, always
from impl.engine.comparison.differences.leaves import Leaf
from impl.engine.comparison.kinds import facets

if TYPE_CHECKING:
    from collections.abc import Callable

    from impl.engine.comparison.contract.schemas import SchemaNode
    from impl.engine.comparison.differences.leaves import Pair, SchemaStep
    from impl.engine.comparison.differences.oracle import Oracle
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.kinds.facets import Facet

_CONTENT = ("contentEncoding", "contentMediaType", "contentSchema")
# How many values of a discriminator are tried for a witness.
_MOST = 8
_XML = Evidence("undecided", reason="how XML is written is not compared")


class Annotations:
    """The annotations of one pair of places after the other."""

    def __init__(self, sides: Sides, oracle: Oracle) -> None:
        self._sides = sides
        self._oracle = oracle

    def of_root(self, pair: Pair) -> list[Leaf]:
        """Compare the default and the deprecation of what is no property."""
        return [*self._default(pair, "", lambda: PROVED), *self._deprecation(pair, "")]

    def of_edge(self, pair: Pair, step: SchemaStep, inner: Pair) -> list[Leaf]:
        """Compare what only the way to a place gives a meaning."""
        kind, name = step
        if kind != "property":
            return self.of_root(inner)
        found = self._default(inner, name, lambda: self._without(pair[0], name))
        return [*found, *self._deprecation(inner, name)]

    def of_place(self, pair: Pair) -> list[Leaf]:
        """Compare the annotations of a place, whatever the way to it."""
        found = []
        ours, theirs = self._both(pair)
        said = [
            {key: held[key] for key in _CONTENT if key in held}
            for held in (ours, theirs)
        ]
        if said[0] != said[1]:
            found.append(self._leaf(facets.CONTENT, "", pair, said, always(PROVED)))
        if ours.get("xml") != theirs.get("xml"):
            xml = [ours.get("xml"), theirs.get("xml")]
            found.append(self._leaf(facets.XML, "", pair, xml, always(_XML)))
        return [*found, *self._discriminator(pair)]

    def _both(self, pair: Pair) -> tuple[dict[str, Any], dict[str, Any]]:
        return (
            self._sides.sender.annotations(pair[0]),
            self._sides.reader.annotations(pair[1]),
        )

    def _leaf(
        self, facet: Facet, name: str, pair: Pair, said: list[Any], readings: Readings
    ) -> Leaf:
        places = [node[0] if node else "" for node in pair]
        ours, theirs = ([held] if held else None for held in said)
        return Leaf(facet, name, places[0], places[1], ours, theirs, readings)

    def _default(
        self, pair: Pair, name: str, absent: Callable[[], Evidence]
    ) -> list[Leaf]:
        """Compare what the absence of a value means.

        A default that was not mentioned before only documents what was so. Whether the
        value is ever absent is asked only where it matters, for that takes time.
        """
        ours, theirs = self._both(pair)
        said = [
            {"default": held["default"]} if "default" in held else None
            for held in (ours, theirs)
        ]
        if said[0] == said[1]:
            return []
        readings = always(PROVED)
        if all(said) and (lacking := absent()) is not PROVED:
            readings = {**always(lacking), "lenient": PROVED}
        return [self._leaf(facets.DEFAULT, name, pair, said, readings)]

    def _without(self, node: SchemaNode, name: str) -> Evidence:
        """Find something sent that lacks a property."""
        lacking = {"not": {"required": [name]}}
        return self._oracle.ask(
            _both_of(self._sides.sender.document(node), lacking), False
        )

    def _deprecation(self, pair: Pair, name: str) -> list[Leaf]:
        said = [held.get("deprecated") is True for held in self._both(pair)]
        if said[0] == said[1]:
            return []
        facet = facets.PROPERTY_DEPRECATION if name else facets.SCHEMA_DEPRECATION
        return [self._leaf(facet, name, pair, said, always(PROVED))]

    def _discriminator(self, pair: Pair) -> list[Leaf]:
        ours = discriminator(self._sides.sender, pair[0])
        theirs = discriminator(self._sides.reader, pair[1])
        said = [held and held.said for held in (ours, theirs)]
        if said[0] == said[1] or (ours and theirs and ours.means_as(theirs)):
            return []
        readings = always(PROVED)
        if ours and theirs:
            found = self._taken_for_another(pair[0], ours, theirs)
            readings = {**always(found), "lenient": PROVED}
        return [self._leaf(facets.DISCRIMINATOR, "", pair, said, readings)]

    def _taken_for_another(
        self, node: SchemaNode, ours: Discriminator, theirs: Discriminator
    ) -> Evidence:
        """Find something sent that the reader takes for something else."""
        whole = self._sides.sender.document(node)
        values = [value for value in ours.targets if not ours.agrees(theirs, value)]
        for value in values[:_MOST]:
            has = {
                "type": "object",
                "required": [ours.name],
                "properties": {ours.name: {"const": value}},
            }
            found = self._oracle.ask(_both_of(whole, has), False)
            if found is not PROVED:
                return found
        return PROVED


def _both_of(document: Any, demand: dict[str, Any]) -> Any:
    if not isinstance(document, dict):
        return {"allOf": [document, demand]}
    rest = {key: held for key, held in document.items() if key != "$defs"}
    whole: dict[str, Any] = {"allOf": [rest, demand]}
    return {**whole, "$defs": document["$defs"]} if "$defs" in document else whole
