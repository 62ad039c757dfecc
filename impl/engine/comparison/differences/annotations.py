"""Compare what schemas say that no validator looks at: defaults, discriminators, ...

No message becomes invalid by these, and yet it may be taken for something else by who
goes by the contract.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.discriminators import Discriminator
from impl.engine.comparison.contract.xml_forms import xml_form
from impl.engine.comparison.differences.facts import PROVED, Evidence, Readings, always
from impl.engine.comparison.differences.leaves import Leaf
from impl.engine.comparison.differences.readings import both_of
from impl.engine.comparison.differences.tolerance import TOLERANT
from impl.engine.comparison.kinds import facets
from impl.engine.containment.values import identity
from impl.engine.openapi.formats import BASE64, format_in, is_base64

if TYPE_CHECKING:
    from collections.abc import Callable

    from impl.engine.comparison.contract.schemas import ContractSchemas, SchemaNode
    from impl.engine.comparison.differences.leaves import Pair, SchemaStep
    from impl.engine.comparison.differences.oracle import Oracle
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.kinds.facets import Facet

_CONTENT = ("contentEncoding", "contentMediaType", "contentSchema")
# What formats of bytes in OpenAPI 3.0 have become (3.1, 4.4.2).
_NEW_WORDS = {
    "raw": ("contentMediaType", "application/octet-stream"),
    "base64": ("contentEncoding", "base64"),
}
# How many values of a discriminator are tried one by one.
_MOST = 8
# Keeps definitions of both sides apart.
_PREFIX = "default "


class Annotations:
    """The annotations of one pair of places after the other."""

    def __init__(self, sides: Sides, oracle: Oracle) -> None:
        self._sides = sides
        self._oracle = oracle

    def of_root(self, pair: Pair) -> list[Leaf]:
        """Compare the default and the deprecation of what is no property."""
        return [*self._default(pair, "", lambda: PROVED), *self._deprecation(pair, "")]

    def of_property(self, pair: Pair, step: SchemaStep, inner: Pair) -> list[Leaf]:
        """Compare the same of a property, which can be left out."""
        _, name = step
        found = self._default(inner, name, lambda: self._without(pair[0], name))
        return [*found, *self._deprecation(inner, name)]

    def of_place(self, pair: Pair) -> list[Leaf]:
        """Compare the annotations of a place, whatever the way to it."""
        found = []
        ours, theirs = self._both(pair)
        sides = ((self._sides.sender, pair[0]), (self._sides.reader, pair[1]))
        if all(side.content(node) for side, node in sides):
            # What the JSON in a text is, is compared like the rest.
            ours, theirs = (_without_schema(held) for held in (ours, theirs))
        said = [
            self._content(side, node, held)
            for side, node, held in (
                (self._sides.sender, pair[0], ours),
                (self._sides.reader, pair[1], theirs),
            )
        ]
        if said[0] != said[1]:
            content = self._leaf(facets.CONTENT, "", pair, said, always(PROVED))
            found.append(replace(content, formats=self._by_coding(pair, said)))
        if ours.get("xml") != theirs.get("xml"):
            xml = [ours.get("xml"), theirs.get("xml")]
            readings = always(self._written_otherwise(pair))
            found.append(self._leaf(facets.XML, "", pair, xml, readings))
        return [*found, *self._discriminator(pair)]

    def _both(self, pair: Pair) -> tuple[dict[str, Any], dict[str, Any]]:
        return (
            self._sides.sender.annotations(pair[0]),
            self._sides.reader.annotations(pair[1]),
        )

    def _written_otherwise(self, pair: Pair) -> Evidence:
        """Find something that the sender writes in one way, and the reader in another.

        How, is for whoever makes it to say: whatever may be there will do.
        """
        sides = zip((self._sides.sender, self._sides.reader), pair, strict=True)
        ours, theirs = (xml_form(side, node) for side, node in sides)
        if ours == theirs:
            return PROVED
        return self._oracle.ask(self._sides.sender.document(pair[0]), sup=False)

    def _by_coding(self, pair: Pair, said: list[dict[str, Any]]) -> Evidence | None:
        """Find a text sent that is not in the encoding only the reader asks for."""
        ours, theirs = said
        if is_base64(ours) or not is_base64(theirs):
            return None
        sent = self._sides.sender.document(pair[0])
        found = self._oracle.ask(sent, {"pattern": BASE64}, formats=True)
        return None if found is PROVED else found

    def _content(
        self, schemas: ContractSchemas, node: SchemaNode, held: dict[str, Any]
    ) -> dict[str, Any]:
        """Say what the content of a text is, in the words of OpenAPI 3.1."""
        found = {key: held[key] for key in _CONTENT if key in held}
        for layer in schemas.layers(node):
            if octets := format_in(layer.keywords).octets:
                found.setdefault(*_NEW_WORDS[octets])
        return found

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
        if identity(said[0]) == identity(said[1]):
            return []
        readings = always(PROVED)
        if all(said) and (lacking := absent()) is not PROVED:
            readings = {**always(lacking), "lenient": PROVED}
        return [self._leaf(facets.DEFAULT, name, pair, said, readings)]

    def _without(self, node: SchemaNode, name: str) -> Evidence:
        """Find something sent that lacks a property, and rather has another one.

        Of an empty object, a query has nothing that shows it.
        """
        lacking = {"not": {"required": [name]}}
        sent = self._sides.sender.document(node)
        found = self._oracle.ask(
            both_of(sent, {**lacking, "type": "object", "minProperties": 1}), False
        )
        if found.answer == "refuted":
            return found
        return self._oracle.ask(both_of(sent, lacking), False)

    def _deprecation(self, pair: Pair, name: str) -> list[Leaf]:
        said = [held.get("deprecated") is True for held in self._both(pair)]
        if said[0] == said[1]:
            return []
        facet = facets.PROPERTY_DEPRECATION if name else facets.SCHEMA_DEPRECATION
        return [self._leaf(facet, name, pair, said, always(PROVED))]

    def _discriminator(self, pair: Pair) -> list[Leaf]:
        ours = self._sides.sender.discriminator(pair[0])
        theirs = self._sides.reader.discriminator(pair[1])
        said = [held and held.said for held in (ours, theirs)]
        if said[0] == said[1] or (ours and theirs and ours.means_as(theirs)):
            return []
        readings = always(PROVED)
        if theirs and (ours or theirs.is_default_known):
            found = (
                self._taken_for_another(pair[0], ours, theirs)
                if ours
                else self._taken_for_default(pair, theirs)
            )
            readings = always(found)
            if self._sides.reader_is_client:
                readings["lenient"] = PROVED
        elif theirs and not theirs.default:
            # Who was never told what to say might say anything, by the letter alone.
            found = self._taken_for_nothing(pair[0], theirs)
            readings = {**always(found), **dict.fromkeys(TOLERANT, PROVED)}
        return [self._leaf(facets.DISCRIMINATOR, "", pair, said, readings)]

    def _taken_for_nothing(self, node: SchemaNode, theirs: Discriminator) -> Evidence:
        """Find something sent that names nothing that the reader knows."""
        demand = {"type": "string", "not": {"enum": sorted(theirs.targets)}}
        has = {
            "type": "object",
            "required": [theirs.name],
            "properties": {theirs.name: demand},
        }
        return self._oracle.ask(
            both_of(self._sides.sender.document(node), has), sup=False
        )

    def _taken_for_default(self, pair: Pair, theirs: Discriminator) -> Evidence:
        """Find something sent that the reader takes for the default, and is none."""
        unlisted = {"not": {"enum": sorted(theirs.targets)}}
        unnamed = {"type": "object", "properties": {theirs.name: unlisted}}
        is_none = self._sides.reader.fragment(
            {"not": {"$ref": f"#{theirs.default}"}}, pair[1], _PREFIX
        )
        sent = both_of(self._sides.sender.document(pair[0]), unnamed)
        return self._oracle.ask(both_of(sent, is_none), sup=False)

    def _taken_for_another(
        self, node: SchemaNode, ours: Discriminator, theirs: Discriminator
    ) -> Evidence:
        """Find something sent that the reader takes for something else."""
        whole = self._sides.sender.document(node)
        values = [value for value in ours.targets if not ours.agrees(theirs, value)]
        named: list[Any] = [{"const": value} for value in values[:_MOST]]
        if len(values) > _MOST:
            named.append({"enum": values[_MOST:]})
        if not ours.agrees_on_others(theirs):
            listed = sorted({*ours.targets, *theirs.targets})
            named.append({"type": "string", "not": {"enum": listed}})
        cases: list[Any] = [
            {"required": [ours.name], "properties": {ours.name: demand}}
            for demand in named
        ]
        if not ours.agrees_on_others(theirs):
            # What names nothing is taken for the default, too (3.2, 4.25.1).
            cases.append({"not": {"required": [ours.name]}})
        for case in cases:
            has = {"type": "object", **case}
            found = self._oracle.ask(both_of(whole, has), False)
            if found is not PROVED:
                return found
        return PROVED


def _without_schema(held: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in held.items() if key != "contentSchema"}
