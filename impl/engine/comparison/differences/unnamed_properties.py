"""What both sides say of properties that they have no names for: patterns and the rest.

Schemas of these are looked at like those of properties, in a message that has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import map_in
from impl.engine.comparison.differences.constraints import Constraint, additional
from impl.engine.comparison.differences.leaves import OUTWARD
from impl.engine.comparison.differences.properties import properties, undeclared
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import ContractSchemas, Layer
    from impl.engine.comparison.differences.leaves import Pair, SchemaStep
    from impl.engine.comparison.differences.oracle import Oracle
    from impl.engine.comparison.differences.sides import Sides

_PATTERNS = "patternProperties"
Layers = tuple["Layer", ...]
Edges = list[tuple["SchemaStep", "Pair"]]


class UnnamedProperties:
    """Finds places of properties without a name that both sides have a schema for.

    Args:
        sides: who sends and who reads.
        oracle: finds names that match a pattern.
    """

    def __init__(self, sides: Sides, oracle: Oracle) -> None:
        self._sides = sides
        self._oracle = oracle

    def edges(
        self,
        layers: tuple[Layers, Layers],
        sent: list[Constraint],
        accepted: list[Constraint],
    ) -> Edges:
        """Give the steps to such places; what is told there is asked no more here."""
        return [
            *self._of_patterns(layers, sent, accepted),
            *self._of_rest(layers, sent, accepted),
        ]

    def _of_rest(
        self,
        layers: tuple[Layers, Layers],
        sent: list[Constraint],
        accepted: list[Constraint],
    ) -> Edges:
        """Compare maps with maps where both sides declare the same properties."""
        ours = undeclared(self._sides.sender, layers[0])
        theirs = undeclared(self._sides.reader, layers[1])
        if ours is None or theirs is None:
            return []
        if properties((ours,)) != properties((theirs,)):
            return []
        for layer, found in ((ours, sent), (theirs, accepted)):
            found.remove(additional(layer))
        inner = (
            (f"{ours.pointer}/additionalProperties",),
            (f"{theirs.pointer}/additionalProperties",),
        )
        return [(OUTWARD, inner)]

    def _of_patterns(
        self,
        layers: tuple[Layers, Layers],
        sent: list[Constraint],
        accepted: list[Constraint],
    ) -> Edges:
        """Compare pattern by pattern where a name matches no other and is not declared.

        What properties of several patterns are, only all of these together tell.
        """
        known = [_patterns(each) for each in layers]
        shared = sorted(known[0] & known[1])
        found: dict[str, tuple[SchemaStep, Pair]] = {}
        for pattern in shared:
            inner = (
                _places(self._sides.sender, layers[0], pattern, reads=False),
                _places(self._sides.reader, layers[1], pattern, reads=True),
            )
            if not all(inner) or self._sides.same(inner):
                continue
            others = (known[0] | known[1]) - {pattern}
            name = self._name(pattern, others, properties((*layers[0], *layers[1])))
            if name:
                found[pattern] = (OUTWARD[0], name), inner
        if found:
            for asked in (sent, accepted):
                asked[:] = [rest for each in asked for rest in _without(each, found)]
        return list(found.values())

    def _name(
        self, pattern: str, others: frozenset[str], declared: frozenset[str]
    ) -> str:
        """Find a name that matches one pattern alone; nothing if there is none."""
        apart = [{"pattern": other} for other in sorted(others)]
        names = [{"enum": sorted(declared)}] if declared else []
        asked: dict[str, Any] = {"type": "string", "minLength": 1, "pattern": pattern}
        if apart or names:
            asked["not"] = {"anyOf": [*apart, *names]}
        found = self._oracle.ask(asked, sup=False).instance
        return found if isinstance(found, str) else ""


def _patterns(layers: Layers) -> frozenset[str]:
    return frozenset(
        pattern for layer in layers for pattern in map_in(layer.keywords, _PATTERNS)
    )


def _places(
    schemas: ContractSchemas, layers: Layers, pattern: str, *, reads: bool
) -> tuple[str, ...]:
    """Give all that applies to what has a pattern alone; nothing if it is not there.

    Whoever reads refuses it in a layer that is closed, which the rule for undeclared
    properties says.
    """
    found: list[tuple[str, Any]] = []
    for layer in layers:
        held = layer.keywords
        rest = held.get("additionalProperties", True)
        if pattern in map_in(held, _PATTERNS):
            place = f"{layer.pointer}/{_PATTERNS}/{escape(pattern)}"
            found.append((place, held[_PATTERNS][pattern]))
        elif rest is not True and not (reads and rest is False):
            found.append((f"{layer.pointer}/additionalProperties", rest))
    is_told = all(
        isinstance(held, dict) and not schemas.hiding.hides(held) for _, held in found
    )
    return tuple(place for place, _ in found) if is_told else ()


def _without(asked: Constraint, patterns: dict[str, Any]) -> list[Constraint]:
    """Return a demand but for some patterns; nothing if none is left."""
    if asked.said.keys() != {_PATTERNS}:
        return [asked]
    said = {
        _PATTERNS: {
            pattern: held
            for pattern, held in asked.said[_PATTERNS].items()
            if pattern not in patterns
        }
    }
    rest = Constraint(asked.facet, asked.name, asked.pointer, said, said)
    return [rest] if said[_PATTERNS] else []
