"""Whole instances around what is given: as much of it is kept as is valid."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from impl.engine.containment.values import identity
from impl.engine.openapi.json_types import narrowest_type_of
from impl.engine.openapi.pointers import split
from impl.engine.sampling.arrays import ArrayPlan
from impl.engine.sampling.drawing import DeadEndError
from impl.engine.sampling.faults import faults_of
from impl.engine.sampling.floors import INFINITE
from impl.engine.sampling.members import ObjectPlan
from impl.engine.sampling.planning import ChoicePlan, TypesPlan

if TYPE_CHECKING:
    from impl.engine.sampling.drawing import Draw
    from impl.engine.sampling.places import Place

# After so many alternatives that were tried whole, only those that fit as they are
# given are looked for.
_MOST_TRIED: Final = 300


class Completion:
    """Completes what is given, with one draw.

    Args:
        draw: makes what is missing.
        is_bare: whether only what has to be there is added.
    """

    def __init__(self, draw: Draw, *, is_bare: bool) -> None:
        self._draw = draw
        self._is_bare = is_bare
        self._tried = 0

    def fit(self, place: Place, given: Any) -> Any:
        """Return an instance with as much of what is given as can be kept.

        Raises:
            DeadEndError: there is no instance at all.
            OutOfEffortError: it costs too much.
        """
        self._draw.spend()
        is_whole = self._is_bare or not isinstance(given, dict | list)
        if is_whole and place.accepts(given):
            return deepcopy(given)
        if place.floor() >= INFINITE:
            raise place.hindrance()
        plan = place.plan
        if isinstance(plan, ChoicePlan):
            return self._best_way(place, plan, given)
        if isinstance(plan, TypesPlan):
            return self._of_type(place, plan, given)
        if isinstance(plan, ObjectPlan) and isinstance(given, dict):
            return self._object(place, plan, given)
        if isinstance(plan, ArrayPlan) and isinstance(given, list):
            return self._array(place, plan, given)
        return self._fresh(place)

    def _fresh(self, place: Place) -> Any:
        return place.make(self._draw)

    def _of_type(self, place: Place, plan: TypesPlan, given: Any) -> Any:
        name = narrowest_type_of(given)
        names = {name, "number"} if name == "integer" else {name}
        for kind in plan.kinds:
            if kind.schemas[-1]["type"] in names and kind.floor() < INFINITE:
                return self.fit(kind, given)
        return self._fresh(place)

    def _best_way(self, place: Place, plan: ChoicePlan, given: Any) -> Any:
        """Go the way on which most is kept."""
        possible = [way for way in plan.ways if way.floor() < INFINITE]
        fitting = [way for way in possible if way.accepts(given)]
        if fitting:
            # What else is asked of it may still keep it from that way.
            return self._mended(place, fitting[0], given)
        best: tuple[tuple[int, int], Any] | None = None
        for way in possible:
            self._tried += 1
            if self._tried > _MOST_TRIED:
                break
            try:
                made = self.fit(way, given)
            except DeadEndError:
                continue
            score = kept(given, made), _declared(way, given)
            if (best is None or score > best[0]) and place.accepts(made):
                best = score, made
        return self._fresh(place) if best is None else best[1]

    def _mended(self, place: Place, way: Place, given: Any) -> Any:
        made = self.fit(way, given)
        if place.accepts(made):
            return made
        if place.accepts(given):
            return deepcopy(given)
        return self._fresh(place)

    def _array(self, place: Place, plan: ArrayPlan, given: list[Any]) -> Any:
        most = plan.reach()
        made: list[Any] = []
        for value in given if most is None else given[:most]:
            try:
                made.append(self._inside(plan.item(len(made)), value))
            except DeadEndError:
                continue
        if not place.accepts(made):
            made = plan.extended(self._draw, made)
        return made if place.accepts(made) else self._fresh(place)

    def _inside(self, place: Place, given: Any) -> Any:
        outer = self._draw.enter()
        try:
            return self.fit(place, given)
        finally:
            self._draw.leave(outer)

    def _object(self, place: Place, plan: ObjectPlan, given: dict[str, Any]) -> Any:
        """Keep members; where they don't go together, drop them one by one."""
        held = dict(given)
        is_bare = self._is_bare
        while True:
            made = self._assembled(plan, held, is_bare=is_bare)
            if made is not None and place.accepts(made):
                return made
            if not is_bare:
                # What was added by chance goes before what was given.
                is_bare = True
                continue
            if not held:
                return self._fresh(place)
            del held[_faulty(place, made, held)]

    def _assembled(
        self, plan: ObjectPlan, given: dict[str, Any], *, is_bare: bool
    ) -> dict[str, Any] | None:
        draw = self._draw
        allowed = [n for n in given if plan.child(n).floor() < INFINITE]
        made: dict[str, Any] = {}
        for name in plan.ordered(plan.chosen(draw, allowed, is_bare=is_bare)):
            child = plan.child(name)
            with plan.within(draw, name):
                try:
                    if name in given:
                        made[name] = self.fit(child, given[name])
                    else:
                        made[name] = child.make(draw)
                except DeadEndError:
                    if name in plan.required:
                        return None
        plan.add_further(made, draw)
        return made


def _declared(place: Place, given: Any) -> int:
    """Count the members of what was given that are declared at a place."""
    names = given if isinstance(given, dict) else ()
    declared = {name for part in place.parts for name in part.get("properties", ())}
    return sum(name in declared for name in names)


def _faulty(place: Place, made: Any, held: dict[str, Any]) -> str:
    """Name a given member that something is wrong with; the last if none stands out."""
    for fault in faults_of(place.validator, made) if made is not None else ():
        tokens = split(fault.pointer)
        if tokens and tokens[0] in held:
            return tokens[0]
    return next(reversed(held))


def kept(given: Any, made: Any) -> int:
    """Count the scalars of what was given that are still there."""
    if isinstance(given, dict):
        others = made if isinstance(made, dict) else {}
        return sum(kept(given[name], others[name]) for name in given if name in others)
    if isinstance(given, list):
        items = made if isinstance(made, list) else []
        return sum(kept(one, other) for one, other in zip(given, items, strict=False))
    return int(identity(given) == identity(made))
