"""Objects: members that have to be there, some that may, and names for further ones."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from impl.engine.sampling.drawing import DeadEndError
from impl.engine.sampling.floors import INFINITE, SettledPlan
from impl.engine.sampling.member_schemas import dependent, matches, schemas_of
from impl.engine.sampling.parts import least, most
from impl.engine.sampling.vocabulary import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from impl.engine.sampling.drawing import Draw
    from impl.engine.sampling.parts import Part
    from impl.engine.sampling.places import Place

_USUAL: Final = 0.9
_RARE: Final = 0.15
# How many of those are in objects inside objects.
_INSIDE: Final = 0.7
_TRIES: Final = 30
_MOST_NEEDED: Final = 10_000
_UNSURE: Final = (
    *("unevaluatedProperties", "propertyNames", "not", "patternProperties"),
)
_COMPONENT: Final = re.compile(r"^/components/[^/]+/([^/]+)")
_TEXT: Final = {"type": "string"}


class ObjectPlan(SettledPlan):
    """Makes objects."""

    def __init__(self, place: Place) -> None:
        self._place = place
        parts = place.parts
        self._parts = parts
        required = (name for p in parts for name in p.get("required", ()))
        self.required = dict.fromkeys(required)
        declared = (name for part in parts for name in part.get("properties", ()))
        self._declared = dict.fromkeys([*declared, *self.required])
        self._least = least(parts, "minProperties")
        self._most = most(parts, "maxProperties")
        self._children: dict[str, Place] = {}
        self._optional: list[tuple[str, float]] | None = None
        self._names: Place | None = None
        self._dependent = [d for p in parts for d in dependent(p)]
        self._owner = next(filter(None, map(self._named, (*place.schemas, *parts))), "")
        self.is_sure = not any(word in part for part in parts for word in _UNSURE)

    def _named(self, schema: Any) -> str:
        found = _COMPONENT.match(self._place.places.contract.origin(schema))
        return found[1] if found else ""

    def child(self, name: str) -> Place:
        """Return the place of a member."""
        if name not in self._children:
            schemas = [s for part in self._parts for s in schemas_of(part, name)]
            if not self._is_evaluated(name):
                word = "unevaluatedProperties"
                schemas += [part[word] for part in self._parts if word in part]
            self._children[name] = self._place.places.of(tuple(schemas))
        return self._children[name]

    def _is_evaluated(self, name: str) -> bool:
        return any(
            "additionalProperties" in part
            or name in part.get("properties", ())
            or any(matches(each, name) for each in part.get("patternProperties", ()))
            for part in self._parts
        )

    def hindrance(self) -> Place | str:
        """Name a member that can't be, or say what else keeps objects from being."""
        children = map(self.child, self._closed(self.required))
        hindering = (child for child in children if child.floor() >= INFINITE)
        return next(hindering, "it has to have more members than it may have")

    def variety(self) -> Iterator[Any]:
        """Objects are not counted up."""
        yield from ()

    def floor(self) -> int:
        """It is one more than that of the members that have to be there."""
        if self._most is not None and self._most < max(self._least, len(self.required)):
            return INFINITE
        needed = list(self._closed(self.required))
        deepest = max((self.child(name).floor() for name in needed), default=0)
        missing = self._least - len(needed)
        if missing > 0:
            rest = sorted(
                self.child(n).floor() for n in self._declared if n not in needed
            )
            deepest = max([deepest, *rest[:missing]])
            if len(rest) < missing:
                further = self._further_place()
                deepest = max(deepest, 0 if further is None else further.floor())
        return INFINITE if deepest >= INFINITE else deepest + 1

    def make(self, draw: Draw) -> Any:
        """Make an object."""
        draw.spend()
        chosen = self.chosen(draw)
        made: dict[str, Any] = {}
        name, owner = draw.name, draw.owner
        draw.owner = self._owner or name
        outer = draw.enter()
        try:
            for each in self.ordered(chosen):
                self._put(each, made, draw)
            self.add_further(made, draw)
        finally:
            draw.leave(outer)
            draw.name, draw.owner = name, owner
        return made

    def ordered(self, names: dict[str, None]) -> list[str]:
        """Return names in the order of the contract, those that it has not last."""
        known = [name for name in self._declared if name in names]
        return known + [name for name in names if name not in self._declared]

    @contextmanager
    def within(self, draw: Draw, name: str) -> Iterator[None]:
        """Let a draw be for a member, while that is drawn."""
        before = draw.name, draw.owner
        draw.name, draw.owner = name, self._owner or draw.name
        outer = draw.enter()
        try:
            yield
        finally:
            draw.leave(outer)
            draw.name, draw.owner = before

    def _put(self, name: str, made: dict[str, Any], draw: Draw) -> None:
        draw.name = name
        try:
            made[name] = self.child(name).make(draw)
        except DeadEndError:
            if name in self.required:
                raise

    def chosen(
        self, draw: Draw, given: Iterable[str] = (), *, is_bare: bool = False
    ) -> dict[str, None]:
        """Choose members: required ones, those given, and unless bare, likely ones."""
        chosen = self._closed([*self.required, *given])
        if is_bare and len(chosen) >= self._least:
            return chosen
        likely = self._likely(draw)
        if not self._dependent and self._most is None:
            chosen.update(dict.fromkeys(likely))
            return chosen
        for name in likely:
            more = self._closed([*chosen, name])
            if self._most is None or len(more) <= self._most:
                chosen = more
        return chosen

    def _likely(self, draw: Draw) -> list[str]:
        """Choose among the members that need not be there."""
        optional = self._optional_names()
        missing = max(self._least - len(self.required), 0)
        chance = draw.random.random
        if draw.style == "boundary" and draw.depth < 3:
            share = draw.random.choice((0.0, 0.5, 1.0))
            drawn = [name for name, _ in optional[missing:] if chance() < share]
        elif draw.is_lean or not optional:
            drawn = []
        else:
            share = draw.share if draw.depth < 2 else draw.share * _INSIDE
            drawn = [name for name, s in optional[missing:] if chance() < s * share]
        return [name for name, _ in optional[:missing]] + drawn

    def _optional_names(self) -> list[tuple[str, float]]:
        if self._optional is None:
            names = [name for name in self._declared if name not in self.required]
            ends = [name for name in names if self.child(name).floor() < INFINITE]
            self._optional = [(name, self._share(name)) for name in ends]
        return self._optional

    def _share(self, name: str) -> float:
        parts = self.child(name).parts
        return (
            _RARE if any(part.get("deprecated") is True for part in parts) else _USUAL
        )

    def _closed(self, names: Any) -> dict[str, None]:
        """Return names with those that they depend on."""
        found = dict.fromkeys(names)
        if self._dependent:
            before = -1
            while before != len(found):
                before = len(found)
                for name, others in self._dependent:
                    if name in found:
                        found.update(dict.fromkeys(others))
        return found

    def add_further(self, made: dict[str, Any], draw: Draw) -> None:
        """Add members of names that are not declared, if there have to be more."""
        wanted = self._least - len(made)
        if wanted > _MOST_NEEDED:
            raise self._place.dead_end("it has to have more members than are ever made")
        if wanted <= 0 and not made and not draw.is_lean and self._has_further():
            wanted = draw.random.randint(1, 3)
            if self._most is not None:
                wanted = min(wanted, self._most)
        for _ in range(_TRIES + wanted if wanted > 0 else 0):
            if wanted <= 0:
                break
            name = self._new_name(draw)
            if name in made or self.child(name).floor() >= INFINITE:
                continue
            self._put(name, made, draw)
            wanted -= name in made

    def _has_further(self) -> bool:
        """Tell whether a map is meant: names that are not declared, of some kind."""
        return any(
            isinstance(part.get("additionalProperties"), dict)
            or part.get("patternProperties")
            for part in self._parts
        )

    def _further_place(self) -> Place | None:
        """Return where members of other names stand, if such names are all alike."""
        if any(part.get("patternProperties") for part in self._parts):
            return None
        return self.child("\N{BULLET} any other name")

    def _new_name(self, draw: Draw) -> str:
        draw.name = ""
        patterns = [
            p for part in self._parts for p in part.get("patternProperties", ())
        ]
        asked = [p["propertyNames"] for p in self._parts if "propertyNames" in p]
        closed = any(part.get("additionalProperties") is False for part in self._parts)
        if patterns and (closed or draw.random.random() < 0.7):
            pattern = draw.random.choice(patterns)
            return self._name_like((*asked, self._pattern(pattern)), draw)
        if asked:
            return self._name_like(tuple(asked), draw)
        label = draw.random.choice(LABELS)
        return (
            label
            if draw.random.random() < 0.8
            else f"{label}{draw.random.randint(2, 99)}"
        )

    def _pattern(self, pattern: str) -> Part:
        return self._place.places.pattern(pattern)

    def _name_like(self, schemas: tuple[Any, ...], draw: Draw) -> str:
        place = self._place.places.of((_TEXT, *schemas))
        try:
            return str(place.make(draw))
        except DeadEndError:
            return draw.random.choice(LABELS)
