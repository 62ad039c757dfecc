"""From what applies at a place to a plan of its values."""

from __future__ import annotations

from copy import deepcopy
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from impl.engine.containment.values import identity
from impl.engine.sampling.arrays import ArrayPlan
from impl.engine.sampling.choices import OpenChoice
from impl.engine.sampling.floors import INFINITE, SettledPlan
from impl.engine.sampling.member_schemas import required_children
from impl.engine.sampling.members import ObjectPlan
from impl.engine.sampling.numbers import NumberPlan
from impl.engine.sampling.parts import declared_types, likely_types
from impl.engine.sampling.strings import StringPlan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.sampling.drawing import Draw
    from impl.engine.sampling.places import Place, Plan

_NULLS: Final = 0.12
_NOTHING: Final = object()
# A place that leaves so much open is given up, for its ways are too many.
_MOST_CHOICES: Final = 200
# Of more the shortest way out is not looked for.
_FEW_CHOICES: Final = 3
_MOST_CLASHES: Final = 3


def planned(place: Place) -> Plan:
    """Plan the values of a place."""
    types = declared_types(place.parts)
    if types == []:
        return NeverPlan(place, "it allows no type of value")
    listed = _listed(place)
    if listed is not None:
        return ListedPlan(place, listed)
    if len(place.resolved) > _MOST_CHOICES:
        return NeverPlan(place, "it leaves too many choices open")
    for part in place.parts:
        for choice in place.places.reader.choices(part):
            if choice.key not in place.resolved:
                return ChoicePlan(place, choice)
    if types is None:
        likely = likely_types(place.parts)
        others = [kind for kind in ("string", *_ONLY) if kind not in likely]
        return _typed(place, list(dict.fromkeys([*likely, *others])), is_said=False)
    return _typed(place, types)


def _listed(place: Place) -> list[Any] | None:
    """List all values, if the parts do; without those that are not accepted."""
    for part in place.parts:
        if "const" in part or isinstance(part.get("enum"), list):
            values = [part["const"]] if "const" in part else part["enum"]
            distinct = {identity(value): value for value in values}
            return [value for value in distinct.values() if place.accepts(value)]
    return None


def _typed(place: Place, types: list[str], *, is_said: bool = True) -> Plan:
    if len(types) == 1:
        return _of_type(place, types[0])
    kinds = [place.with_more(_ONLY[kind]) for kind in types]
    return TypesPlan(place, kinds, is_said=is_said)


# One object for each, for places go by identity.
_ONLY: Final = {
    kind: {"type": kind}
    for kind in (
        *("object", "array", "string", "integer", "number", "boolean", "null"),
    )
}


def _of_type(place: Place, kind: str) -> Plan:
    match kind:
        case "object":
            return ObjectPlan(place)
        case "array":
            return ArrayPlan(place)
        case "string":
            return StringPlan(place)
        case "integer" | "number":
            return NumberPlan(place, whole=kind == "integer")
    values = [True, False] if kind == "boolean" else [None]
    return ListedPlan(place, [value for value in values if place.accepts(value)])


class NeverPlan(SettledPlan):
    """Makes nothing."""

    is_sure = True

    def __init__(self, place: Place, why: str) -> None:
        self._place = place
        self._why = why

    def make(self, _draw: Draw) -> Any:
        """Say why there is nothing."""
        raise self._place.dead_end(self._why)

    def hindrance(self) -> str:
        """Say what keeps values from being."""
        return self._why

    def variety(self) -> Iterator[Any]:
        """Count up nothing."""
        yield from ()

    def floor(self) -> int:
        """Nothing ends here."""
        return INFINITE


class ListedPlan(SettledPlan):
    """Takes one of a few values."""

    is_sure = True

    def __init__(self, place: Place, values: list[Any]) -> None:
        self._place = place
        self.values = values

    def make(self, draw: Draw) -> Any:
        """Take one; the smallest sample has the first."""
        values = self.values
        if not values:
            raise self._place.dead_end(self.hindrance())
        first = len(values) == 1 or draw.style == "minimal"
        value = values[0] if first else draw.random.choice(values)
        return deepcopy(value) if isinstance(value, dict | list) else value

    def hindrance(self) -> str:
        """Say what keeps values from being."""
        return "none of the values that it lists is valid"

    def variety(self) -> Iterator[Any]:
        """Yield them all."""
        yield from self.values

    def floor(self) -> int:
        """They stand there."""
        return 0 if self.values else INFINITE


class ChoicePlan:
    """Takes one of several ways."""

    def __init__(self, place: Place, choice: OpenChoice) -> None:
        self._place = place
        self._choice = choice
        key = choice.key
        self.ways = [place.with_more(*way, resolving=key) for way in choice.ways]
        self._best = 0
        # Without these there is no use in looking at any way.
        self._needed: list[Place] | None = None
        # Of many choices each doubles the ways through them.
        is_one_of_few = key[1] != "not" and len(place.resolved) < _FEW_CHOICES
        self._looked_at = len(self.ways) if is_one_of_few else 1
        self._clear: dict[tuple[int, tuple[int, ...]], Place] = {}
        # A way keeps clear of what is not meant only as far as it was understood.
        self.is_sure = not choice.exclusive and key[1] != "not"

    def make(self, draw: Draw) -> Any:
        """Go one way."""
        if draw.is_ending or (draw.style == "minimal" and not draw.strict):
            return self.ways[self._best].make(draw)
        ways = list(range(len(self.ways)))
        while ways:
            index = ways.pop(draw.random.randrange(len(ways)))
            if self.ways[index].floor() < INFINITE:
                if draw.strict and self._choice.exclusive:
                    return self._made_apart(index, draw)
                return self.ways[index].make(draw)
        raise self._place.dead_end("none of its alternatives can be met")

    def _made_apart(self, index: int, draw: Draw) -> Any:
        """Go a way that keeps clear of those that would be gone as well."""
        way = self.ways[index]
        met: set[int] = set()
        for _ in range(_MOST_CLASHES):
            made = way.make(draw)
            more = [other for other in self._others(index) if self._meets(other, made)]
            if not more:
                return made
            met.update(more)
            if len(met) > _MOST_CLASHES:
                break
            way = self._apart(index, tuple(sorted(met)))
        raise self._place.dead_end("more than one of its alternatives is met")

    def widen(self) -> bool:
        """Take one more way into account."""
        if any(child.floor() >= INFINITE for child in self._needed or ()):
            return False
        self._looked_at += 1
        return self._looked_at <= len(self.ways)

    def _others(self, index: int) -> list[int]:
        return [other for other in range(len(self.ways)) if other != index]

    def _meets(self, index: int, made: Any) -> bool:
        branch = self._choice.ways[index][0]
        return self._place.places.of((branch,)).accepts(made)

    def _apart(self, index: int, others: tuple[int, ...]) -> Place:
        key = index, others
        if key not in self._clear:
            way = self._place.places.reader.apart(self._choice, index, others)
            resolving = self._choice.key
            self._clear[key] = self._place.with_more(*way, resolving=resolving)
        return self._clear[key]

    def hindrance(self) -> Place | str:
        """Name a member that can't be, or say what else keeps values from being."""
        hindering = (each for each in self._needed or () if each.floor() >= INFINITE)
        only = self.ways[0] if len(self.ways) == 1 else None
        return next(hindering, only or "none of its alternatives can be met")

    def variety(self) -> Iterator[Any]:
        """Yield those of all ways."""
        for way in self.ways:
            yield from way.variety()

    def floor(self) -> int:
        """It is that of the best of the ways that are taken into account."""
        if self._needed is None:
            self._needed = required_children(self._place)
        if any(child.floor() >= INFINITE for child in self._needed):
            return INFINITE
        floors = [way.floor() for way in self.ways[: self._looked_at]]
        best = min(floors)
        self._best = floors.index(best)
        return best


class TypesPlan(SettledPlan):
    """Takes one of several types.

    Args:
        place: where the values are.
        kinds: the same for each of the types, the likeliest first.
        is_said: whether the schema names them; otherwise it leaves them open.
    """

    is_sure = True

    def __init__(self, place: Place, kinds: list[Place], *, is_said: bool) -> None:
        self._place = place
        self.kinds = kinds
        self._is_said = is_said
        self._best = 0

    def make(self, draw: Draw) -> Any:
        """Take the first type that has values, and sometimes another."""
        others = _NULLS if self._is_said else 0.0
        if draw.style == "boundary":
            others = 0.5
        if draw.is_ending or draw.style == "minimal" or draw.random.random() >= others:
            return self._first(draw).make(draw)
        possible = [kind for kind in self.kinds if kind.floor() < INFINITE]
        return draw.random.choice(possible).make(draw)

    def _first(self, draw: Draw) -> Place:
        if draw.is_ending:
            return self.kinds[self._best]
        return next(kind for kind in self.kinds if kind.floor() < INFINITE)

    def hindrance(self) -> Place | str:
        """Name the likeliest type, which can't be."""
        return self.kinds[0]

    def variety(self) -> Iterator[Any]:
        """Yield those of all types, in turn."""
        turns = [kind.variety() for kind in self.kinds]
        for values in zip_longest(*turns, fillvalue=_NOTHING):
            yield from (value for value in values if value is not _NOTHING)

    def floor(self) -> int:
        """It is that of the best type."""
        floors = [kind.floor() for kind in self.kinds]
        best = min(floors)
        self._best = floors.index(best)
        return best
