"""Put the differences between two places to the test of containment."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import PROVED, Evidence, Readings, always
from impl.engine.comparison.differences.leaves import Leaf
from impl.engine.comparison.differences.readings import TOLERANT, opened, read
from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.kinds import facets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from impl.engine.comparison.contract.schemas import (
        ContractSchemas,
        Layer,
        SchemaNode,
    )
    from impl.engine.comparison.differences.constraints import Constraint
    from impl.engine.comparison.differences.leaves import Pair
    from impl.engine.comparison.differences.oracle import Oracle
    from impl.engine.comparison.differences.sides import Sides
    from impl.engine.comparison.kinds.facets import Facet


class Queries:
    """The questions about one pair of places after the other."""

    def __init__(self, sides: Sides, oracle: Oracle) -> None:
        self._sides = sides
        self._oracle = oracle

    def leaves(
        self, pair: Pair, accepted: list[Constraint], sent: list[Constraint]
    ) -> list[Leaf]:
        """Find what the sender and the reader at a place really differ in."""
        demands: dict[tuple[Facet, str], tuple[list[Constraint], list[Constraint]]]
        demands = defaultdict(lambda: ([], []))
        for constraint in accepted:
            demands[constraint.key][1].append(constraint)
        for constraint in sent:
            demands[constraint.key][0].append(constraint)
        found = {}
        for key, (ours, theirs) in demands.items():
            if not self._same(ours, theirs):
                leaf = self._leaf(pair, ours, theirs)
                if leaf:
                    found[key] = leaf
        self._drop_echo(pair, found)
        return list(_merged(found).values())

    def _drop_echo(self, pair: Pair, found: dict[tuple[Facet, str], Leaf]) -> None:
        """Don't say of a closed object what is said of each new property."""
        echo = found.get((facets.CLOSING, ""))
        if echo is None or not (echo.sent and echo.accepted):
            return
        rules = [said[0]["additionalProperties"] for said in (echo.sent, echo.accepted)]
        names = [set(side) for side in map(_declared, self._sides.layers(pair))]
        told = {name for facet, name in found if facet is facets.PROPERTY}
        is_same = self._sides.sharing.same_value(*self._sides.ordered(*rules))
        if is_same and names[0] ^ names[1] <= told:
            del found[facets.CLOSING, ""]

    def leaf(self, pair: Pair, accepted: Constraint, sent: Constraint) -> Leaf | None:
        """Find what one constraint and its counterpart really differ in."""
        if self._same([sent], [accepted]):
            return None
        return self._leaf(pair, [sent], [accepted])

    def dropped(self, pair: Pair, name: str, inner: Pair) -> Leaf | None:
        """Find out whether a server has begun, or ceased, to ignore a property."""
        if self._sides.reader_is_client:
            return None
        before = any(map(self._sides.sender.is_hidden, inner[0]))
        after = any(map(self._sides.reader.is_hidden, inner[1]))
        if before == after:
            return None
        readings = always(self._with_property(pair, name) if after else PROVED)
        where = (inner[0][0], inner[1][0])
        return Leaf(facets.READ_ONLY, name, *where, [before], [after], readings)

    def _same(self, ours: list[Constraint], theirs: list[Constraint]) -> bool:
        if len(ours) != len(theirs):
            return False
        return all(
            self._sides.sharing.same_value(*self._sides.ordered(one.said, two.said))
            for one, two in zip(ours, theirs, strict=True)
        )

    def _leaf(
        self, pair: Pair, ours: list[Constraint], theirs: list[Constraint]
    ) -> Leaf | None:
        facet, name = (theirs or ours)[0].key
        formats = None
        is_news = facet is facets.PROPERTY and self._is_news(
            pair, name, is_sent=bool(ours)
        )
        if is_news:
            readings = self._property(pair, name, theirs)
        elif facet is facets.FORMAT:
            readings = always(PROVED)
            formats = self._forward(pair, theirs, formats=True)
        else:
            readings = self._readings(pair, theirs)
        breaks = any(evidence is not PROVED for evidence in readings.values())
        if formats is PROVED:
            formats = None
        widened = self._backward(pair, ours, formats=facet is facets.FORMAT)
        if not (breaks or formats or widened or is_news):
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
        )

    def _is_news(self, pair: Pair, name: str, *, is_sent: bool) -> bool:
        """Tell whether the other side says nothing at all about a property."""
        if is_sent:
            return name not in self._sides.reader.declared(pair[1])
        return name not in self._sides.sender.declared(pair[0])

    def _property(self, pair: Pair, name: str, theirs: list[Constraint]) -> Readings:
        """Judge a property that only one side knows."""
        if theirs:
            exact = self._forward(pair, theirs)
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
            readings = self._answers(pair, demand, {name})
            if self._sides.reader_is_client and False in held:
                readings["lenient"] = PROVED
        if readings["strict"] is PROVED and self._sides.reader.is_open(pair[1]):
            readings["strict"] = self._with_property(pair, name)
        return readings

    def _with_property(self, pair: Pair, name: str) -> Evidence:
        """Find something sent that has a property."""
        sub = self._sent(pair[0], {name})
        has = {"allOf": [sub, {"required": [name]}]}
        has = {**has, "$defs": sub.pop("$defs")} if "$defs" in sub else has
        return self._oracle.ask(has, sup=False)

    def _readings(self, pair: Pair, theirs: list[Constraint]) -> Readings:
        if not theirs:
            return always(PROVED)
        keywords = {"allOf": [two.keywords for two in theirs]}
        names = {two.name for two in theirs if two.name}
        readings = self._answers(
            pair, keywords, names if theirs[0].facet.is_shallow else None
        )
        facet, said = theirs[0].facet, theirs[0].said
        if readings["exact"] is PROVED or not self._sides.reader_is_client:
            return readings
        if facet is facets.ENUM and isinstance(said["enum"], list):
            more = {"allOf": [opened(two.said["enum"]) for two in theirs]}
            softer = self._answers(pair, more, set())["exact"]
            readings.update(dict.fromkeys(TOLERANT, softer))
        elif facet is facets.CLOSING and said["additionalProperties"] is False:
            readings["lenient"] = PROVED
        return readings

    def _answers(
        self, pair: Pair, keywords: dict[str, Any], names: set[str] | None
    ) -> Readings:
        demand = self._sides.reader.fragment(keywords)
        exact = self._ask(pair[0], demand, names)
        readings = always(exact)
        if exact is PROVED or not self._sides.reader_is_client:
            return readings
        for reading in TOLERANT:
            softer = read(demand, reading)
            if softer != demand:
                readings[reading] = self._ask(pair[0], softer, names)
        return readings

    def _forward(
        self, pair: Pair, theirs: list[Constraint], *, formats: bool = False
    ) -> Evidence:
        if not theirs:
            return PROVED
        keywords = {"allOf": [two.keywords for two in theirs]}
        demand = self._sides.reader.fragment(keywords)
        names = {two.name for two in theirs if two.name}
        return self._ask(pair[0], demand, names, formats=formats)

    def _ask(
        self,
        node: SchemaNode,
        demand: Any,
        names: set[str] | None,
        *,
        formats: bool = False,
    ) -> Evidence:
        """Ask of what is sent, in short first where that may do."""
        if names is not None:
            found = self._oracle.ask(self._sent(node, names), demand, formats=formats)
            whole = self._sides.sender.document(node)
            if found.answer == "proved":
                return found
            if found.answer == "refuted" and accepts(whole, found.instance):
                return found
        whole = self._sides.sender.document(node)
        return self._oracle.ask(whole, demand, formats=formats)

    def _sent(self, node: SchemaNode, names: set[str]) -> Any:
        layers = self._sides.sender.layers(node)
        return self._sides.sender.fragment(
            {"allOf": [_shortened(layer, layers, names) for layer in layers]}
        )

    def _backward(self, pair: Pair, ours: list[Constraint], *, formats: bool) -> bool:
        """Tell whether the reader accepts what the sender does not send."""
        if not ours:
            return False
        keywords = {"allOf": [one.keywords for one in ours]}
        demand = self._sides.sender.fragment(keywords)
        whole = self._sides.reader.document(pair[1])
        found = self._oracle.ask(whole, demand, formats=formats)
        return found.answer == "refuted"


def _declared(layers: tuple[Layer, ...]) -> Iterator[str]:
    for layer in layers:
        yield from layer.keywords.get("properties") or ()


def _shortened(
    layer: Layer, layers: tuple[Layer, ...], names: set[str]
) -> dict[str, Any]:
    """Leave out of a layer the optional properties that are not asked about."""
    properties = layer.keywords.get("properties")
    if not isinstance(properties, dict):
        return layer.keywords
    kept = set(names)
    for each in layers:
        kept.update(each.keywords.get("required") or ())
    shown = {name: schema for name, schema in properties.items() if name in kept}
    if any(key in layer.keywords for key in _DEPENDING):
        shown = {name: shown.get(name, True) for name in properties}
    return {**layer.keywords, "properties": shown}


_DEPENDING = ("additionalProperties", "unevaluatedProperties")


def _where(
    found: Sequence[Constraint], node: SchemaNode, schemas: ContractSchemas
) -> str:
    if found:
        return found[0].pointer
    layers = schemas.layers(node)
    return layers[0].pointer if layers else (node[0] if node else "")


def _merged(found: dict[tuple[Facet, str], Leaf]) -> dict[tuple[Facet, str], Leaf]:
    """Tell a property that comes or goes, and whether it is required, in one."""
    for facet, name in list(found):
        whole = found.get((facets.PROPERTY, name))
        if facet is not facets.REQUIRED or whole is None:
            continue
        required = found.pop((facets.REQUIRED, name))
        if required.breaks:
            found[facets.PROPERTY, name] = Leaf(
                facets.PROPERTY,
                name,
                whole.sender,
                whole.reader,
                _joined(whole.sent, required.sent),
                _joined(whole.accepted, required.accepted),
                required.readings,
                whole.formats,
                whole.widened,
            )
    return found


def _joined(one: list[Any] | None, two: list[Any] | None) -> list[Any] | None:
    return [*(one or ()), *(two or ())] or None
