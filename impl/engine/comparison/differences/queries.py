"""Put the differences between two places to the test of containment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from impl.engine.comparison.differences.constraints import constraints
from impl.engine.comparison.differences.counterparts import counterparts
from impl.engine.comparison.differences.demands import ReaderDemands
from impl.engine.comparison.differences.echoes import without_echoes
from impl.engine.comparison.differences.extensions import Extensions
from impl.engine.comparison.differences.facts import PROVED, Evidence, Readings, always
from impl.engine.comparison.differences.format_demands import Formats
from impl.engine.comparison.differences.leaves import Leaf
from impl.engine.comparison.differences.properties import places
from impl.engine.comparison.differences.tolerance import READINGS, TOLERANT, Reading
from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.kinds import facets
from impl.engine.openapi.formats import is_base64
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from impl.engine.comparison.contract.schemas import ContractSchemas, SchemaNode
    from impl.engine.comparison.differences.constraints import Constraint
    from impl.engine.comparison.differences.leaves import Pair, UnionPair
    from impl.engine.comparison.differences.oracle import Oracle
    from impl.engine.comparison.differences.sides import Sides

_UNIONS = frozenset(facets.UNIONS.values())
_NONE: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


class Queries:
    """The questions about one pair of places after the other."""

    def __init__(self, sides: Sides, oracle: Oracle) -> None:
        self._sides = sides
        self._oracle = oracle
        self._demands = ReaderDemands(sides, oracle)
        self._sent = Extensions(sides.sender, oracle)
        self._formats = Formats(sides.sender.surface), Formats(sides.reader.surface)

    def leaves(
        self, pair: Pair, accepted: list[Constraint], sent: list[Constraint]
    ) -> list[Leaf]:
        """Find what the sender and the reader at a place really differ in."""
        found = {}
        for key, (ours, theirs) in counterparts(sent, accepted).items():
            if not self._same(pair, ours, theirs):
                leaf = self._leaf(pair, ours, theirs)
                if leaf:
                    found[key] = leaf
        return list(without_echoes(self._sides, found).values())

    def union(
        self,
        pair: Pair,
        union: UnionPair,
        told: frozenset[Reading],
        grown: Iterable[str],
        *,
        by_formats: bool = False,
    ) -> Leaf | None:
        """Find what two lists of alternatives differ in as lists.

        Args:
            pair: the place of both.
            union: the lists.
            told: the readings for which differences within the alternatives say why
                a value fits none.
            grown: where the reader has those that take what they did not.
            by_formats: whether differences within them say so of asserted formats.
        """
        is_same_list = not any(union.named)
        anew = [self._sides.reader.surface.value(place) for place in grown]
        anew += union.gained
        if is_same_list and told.issuperset(READINGS) and not anew:
            return None
        if self._same(pair, [union.sent], [union.accepted]):
            return None
        is_exclusive = union.accepted.facet is facets.ONE_OF
        asserts = self.has_formats([union.sent], [union.accepted])
        is_kept = is_same_list and is_exclusive
        if is_kept and self._demands.keeps_apart(pair, union, formats=asserts):
            # Each fits what its own became, or a difference within says why not.
            return None
        leaf = self._leaf(pair, [union.sent], [union.accepted])
        if leaf is None:
            return None
        own = always(PROVED)
        if any(leaf.readings[each] is not PROVED for each in told):
            own = self._demands.of_list(pair, union, anew)
        readings: Readings = {}
        is_broken = False
        for reading in reversed(READINGS):
            # What a tolerant reader refuses, a stricter one does for the same cause.
            held = own if reading in told and not is_broken else leaf.readings
            readings[reading] = held[reading]
            is_broken = is_broken or held[reading] is not PROVED
        formats = leaf.formats
        if by_formats and formats is not None:
            # What formats refuse within the alternatives, their list doesn't show.
            formats = self._demands.of_list_by_formats(pair, union, anew)
        whole = replace(leaf, readings=readings, formats=formats, named=union.named)
        return None if is_same_list and not whole.breaks else whole

    def has_formats(self, ours: list[Constraint], theirs: list[Constraint]) -> bool:
        """Tell whether demands of sender or reader come to formats anywhere."""
        return any(
            known.within([each.keywords for each in demands])
            for known, demands in zip(self._formats, (ours, theirs), strict=True)
        )

    def read_only(self, pair: Pair) -> list[Leaf]:
        """Find the properties that a server has begun, or ceased, to ignore."""
        if self._sides.reader_is_client:
            return []
        ours, theirs = (
            side.hidden(node)
            for side, node in zip(
                (self._sides.sender, self._sides.reader), pair, strict=True
            )
        )
        known = [places(layers) for layers in self._sides.layers(pair)]
        found = []
        for name in sorted((theirs.keys() & known[0]) | (ours.keys() & known[1])):
            is_new = name in known[0]
            readings = (
                always(self._with_property(pair, name))
                if is_new
                else self._no_longer_ignored(pair, name)
            )
            where = (
                known[0].get(name) or ours[name],
                known[1].get(name) or theirs[name],
            )
            said = ([not is_new], [is_new])
            found.append(Leaf(facets.READ_ONLY, name, *where, *said, readings))
        return found

    def _no_longer_ignored(self, pair: Pair, name: str) -> Readings:
        """Judge a property that could be anything, as one that nobody declared can."""
        theirs = [
            asked
            for asked in constraints(self._sides.reader.layers(pair[1]), frozenset())
            if asked.key == (facets.PROPERTY, name)
        ]
        if self._is_news(pair, name, is_sent=False):
            return self._property(pair, name, theirs)
        return self._demands.readings(pair, theirs)

    def _same(
        self, pair: Pair, ours: list[Constraint], theirs: list[Constraint]
    ) -> bool:
        if len(ours) != len(theirs):
            return False
        sender, reader = self._sides.sender, self._sides.reader
        for one, two in zip(ours, theirs, strict=True):
            shown = sender.hiding.shown(one.said), reader.hiding.shown(two.said)
            if not self._sides.sharing.same_value(*self._sides.ordered(*shown)):
                return False
            if sender.leaning(pair[0], one.said) != reader.leaning(pair[1], two.said):
                return False
        return True

    def _leaf(
        self, pair: Pair, ours: list[Constraint], theirs: list[Constraint]
    ) -> Leaf | None:
        facet, name = (theirs or ours)[0].key
        formats = None
        is_news = facet is facets.PROPERTY and self._is_news(
            pair, name, is_sent=bool(ours)
        )
        if facet is facets.FORMAT:
            readings = always(PROVED)
            formats = self._demands.forward(pair, theirs, formats=True)
        elif is_news:
            readings = self._property(pair, name, theirs)
        else:
            readings = self._demands.readings(pair, theirs)
        # What is said of all others is said of a property that is news, too.
        is_closed = is_news and not self._sides.sender.is_open(pair[0])
        if is_closed or facet not in {facets.FORMAT, facets.PROPERTY}:
            formats = self._by_formats(pair, ours, theirs, readings)
        breaks = any(evidence is not PROVED for evidence in readings.values())
        if facet is facets.FORMAT and formats is PROVED:
            formats = None
        widened = self._demands.backward(pair, ours, formats=facet is facets.FORMAT)
        # No validator may care for a format, and many programs do.
        is_told = is_news or facet is facets.FORMAT
        if not (breaks or formats or widened or is_told):
            return None
        return Leaf(
            facet,
            name,
            _where(ours, pair[0], self._sides.sender),
            _where(theirs, pair[1], self._sides.reader),
            [one.said for one in ours] or None,
            [two.said for two in theirs] or None,
            readings,
            formats,
            widened,
            self._nulls(pair) if facet in _UNIONS and not (ours and theirs) else _NONE,
        )

    def _nulls(self, pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Tell if null is what the sender alone, or the reader alone, allows."""
        sender, reader = (
            accepts(side.document(node), None)
            for side, node in zip(
                (self._sides.sender, self._sides.reader), pair, strict=True
            )
        )
        lost, gained = sender and not reader, reader and not sender
        return ("null",) if lost else (), ("null",) if gained else ()

    def _by_formats(
        self,
        pair: Pair,
        ours: list[Constraint],
        theirs: list[Constraint],
        readings: Readings,
    ) -> Evidence | None:
        """Tell what differs of a demand once formats are asserted; None for nothing.

        They may meet what it asks for, or be within it and ask for more themselves.
        """
        if not theirs or theirs[0].facet is facets.REQUIRED:
            return None
        if readings["lenient"] is PROVED:
            if not self.has_formats(ours, theirs):
                return None
            found = self._demands.forward(pair, theirs, formats=True)
            return None if found is PROVED else found
        sent = [layer.keywords for layer in self._sides.sender.layers(pair[0])]
        if not any("format" in said or is_base64(said) for said in sent):
            return None
        found = self._demands.forward(pair, theirs, formats=True)
        return found if found is PROVED else None

    def _is_news(self, pair: Pair, name: str, *, is_sent: bool) -> bool:
        """Tell whether the other side says nothing at all about a property."""
        if is_sent:
            return name not in self._sides.reader.declared(pair[1])
        return name not in self._sides.sender.declared(pair[0])

    def _property(self, pair: Pair, name: str, theirs: list[Constraint]) -> Readings:
        """Judge a property that only one side knows."""
        if theirs:
            exact = self._demands.forward(pair, theirs)
            readings = always(exact)
            if exact is not PROVED and self._sides.sender.is_open(pair[0]):
                # Who writes by a schema doesn't use names that it doesn't mention.
                readings.update(dict.fromkeys(TOLERANT, PROVED))
            return readings
        held = [
            layer.keywords["additionalProperties"]
            for layer in self._sides.reader.layers(pair[1])
            if layer.keywords.get("additionalProperties", True) is not True
        ]
        demand = {"allOf": [{"properties": {name: schema}} for schema in held]}
        readings = always(PROVED)
        if held:
            readings = self._demands.answers(pair, demand, {name})
            if self._sides.reader_is_client and False in held:
                readings["lenient"] = PROVED
        if readings["strict"] is PROVED and self._sides.reader.is_open(pair[1]):
            readings["strict"] = self._with_property(pair, name)
        return readings

    def _with_property(self, pair: Pair, name: str) -> Evidence:
        """Find something sent that has a property."""
        sender = self._sides.sender
        places = tuple(
            f"{layer.pointer}/properties/{escape(name)}"
            for layer in sender.layers(pair[0])
            if name in (layer.keywords.get("properties") or ())
        )
        found = self._sent.having(pair[0], name, sender.document(places))
        if found:
            return found
        sub = self._demands.sent(pair[0], {name})
        has = {"allOf": [sub, {"type": "object", "required": [name]}]}
        has = {**has, "$defs": sub.pop("$defs")} if "$defs" in sub else has
        found = self._oracle.ask(has, sup=False)
        self._sent.keep(pair[0], found.instance, name)
        return found


def _where(
    found: Sequence[Constraint], node: SchemaNode, schemas: ContractSchemas
) -> str:
    if found:
        return found[0].pointer
    layers = schemas.layers(node)
    return layers[0].pointer if layers else (node[0] if node else "")
