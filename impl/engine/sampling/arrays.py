"""Arrays: first items, further items, contained ones, and none of them twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from impl.engine.containment.values import identity
from impl.engine.sampling.drawing import DeadEndError
from impl.engine.sampling.floors import INFINITE, SettledPlan
from impl.engine.sampling.parts import least, most

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from impl.engine.sampling.drawing import Draw
    from impl.engine.sampling.places import Place

# So many tries to draw an item that is not there yet.
_TRIES: Final = 30
# Of what has to be there many times, more are not made one by one.
_MOST_DRAWN: Final = 1_000
_EDGE: Final = 20
_MOST_NEEDED: Final = 100_000


class ArrayPlan(SettledPlan):
    """Makes arrays."""

    def __init__(self, place: Place) -> None:
        self._place = place
        parts = place.parts
        self._least = least(parts, "minItems")
        self._most = most(parts, "maxItems")
        self._is_unique = any(part.get("uniqueItems") is True for part in parts)
        self._contained = [p["contains"] for p in parts if "contains" in p]
        self._wanted = 0
        if self._contained:
            self._wanted = max(
                p.get("minContains", 1) for p in parts if "contains" in p
            )
        self._limit = most(parts, "maxContains")
        self._prefix = max((len(p.get("prefixItems", ())) for p in parts), default=0)
        self._at: dict[int, Place] = {}
        # Alone, what is contained and what is not.
        self._inside: Place | None = None
        self._outside: Place | None = None
        negations = place.places.reader.negations
        self._excluded = [negations.of(each) for each in self._contained]
        self.is_sure = not any(
            word in part
            for part in parts
            for word in ("contains", "uniqueItems", "unevaluatedItems", "not")
        )

    def item(self, index: int) -> Place:
        """Return the place of an item."""
        index = min(index, self._prefix)
        if index not in self._at:
            self._at[index] = self._place.places.of(tuple(self._schemas_at(index)))
        return self._at[index]

    def _schemas_at(self, index: int) -> list[Any]:
        found = []
        is_said = False
        for part in self._place.parts:
            fixed = part.get("prefixItems", ())
            if index < len(fixed):
                found.append(fixed[index])
                is_said = True
            elif "items" in part:
                found.append(part["items"])
                is_said = True
        if not is_said:
            rest = (p["unevaluatedItems"] for p in self._place.parts if _has_rest(p))
            found += rest
        return found

    @property
    def fewest(self) -> int:
        """How many items there have to be."""
        return max(self._least, self._wanted)

    def reach(self) -> int | None:
        """Return how many items there may be; None if there is no end."""
        for index in range(self._prefix + 1):
            if self._most is not None and index >= self._most:
                break
            if self.item(index).floor() >= INFINITE:
                return index
        return self._most

    def floor(self) -> int:
        """It is one more than that of the items that have to be there."""
        count = self.fewest
        if self._most is not None and self._most < count:
            return INFINITE
        deepest = 0
        for index in range(min(count, self._prefix + 1)):
            deepest = max(deepest, self.item(index).floor())
        if self._wanted:
            deepest = max(deepest, self._contained_place().floor())
        return INFINITE if deepest >= INFINITE else deepest + 1

    def hindrance(self) -> Place | str:
        """Name an item that can't be, or say what else keeps arrays from being."""
        items = [
            self.item(index) for index in range(min(self.fewest, self._prefix + 1))
        ]
        if self._wanted:
            items.append(self._contained_place())
        hindering = (item for item in items if item.floor() >= INFINITE)
        return next(hindering, "it has to have more items than it may have")

    def variety(self) -> Iterator[Any]:
        """Arrays are not counted up."""
        yield from ()

    def make(self, draw: Draw) -> Any:
        """Make an array."""
        draw.spend()
        count = self._count(draw)
        return self._filled(draw, [], count, self._positions(count, draw))

    def extended(self, draw: Draw, held: list[Any]) -> list[Any]:
        """Make an array that begins with items that it may have."""
        if self._is_unique:
            held = list({identity(value): value for value in held}.values())
        missing = 0
        if self._contained:
            found = sum(map(self._contained_place().accepts, held))
            missing = max(self._wanted - found, 0)
        count = max(self._least, len(held) + missing)
        inside = set(range(len(held), len(held) + missing))
        return self._filled(draw, held, count, inside)

    def _filled(
        self, draw: Draw, held: list[Any], count: int, inside: set[int]
    ) -> list[Any]:
        made = list(held)
        keys = {identity(value) for value in held} if self._is_unique else set()
        outer = draw.enter()
        try:
            for index in range(len(held), count):
                try:
                    made.append(self._drawn(self._place_at(index, inside), draw, keys))
                except DeadEndError:
                    if index < self.fewest:
                        raise
                    break
        finally:
            draw.leave(outer)
        return made

    def _drawn(self, item: Place, draw: Draw, keys: set[Hashable]) -> Any:
        if not self._is_unique:
            return item.make(draw)
        style = draw.style
        try:
            for attempt in range(_TRIES):
                if attempt:
                    draw.style = "boundary" if attempt % 3 == 2 else "realistic"
                value = item.make(draw)
                if (key := identity(value)) not in keys:
                    keys.add(key)
                    return value
        finally:
            draw.style = style
        for value in item.variety():
            if (key := identity(value)) not in keys:
                keys.add(key)
                return value
        raise item.dead_end("there are not as many different values as it takes")

    def _count(self, draw: Draw) -> int:
        low, high = self.fewest, self.reach()
        if low > _MOST_NEEDED:
            raise self._place.dead_end("it has to have more items than are ever made")
        if high is not None and high < low:
            raise self._place.dead_end("it has to have more items than it may have")
        usual = self._usual(draw)
        if self._prefix and not draw.is_lean:
            usual = max(usual, self._prefix)
        count = max(low, usual)
        if high is not None:
            count = min(count, high)
        if count > low and self.item(0).floor() >= INFINITE:
            count = low
        return min(count, max(low, _MOST_DRAWN))

    def _usual(self, draw: Draw) -> int:
        if draw.style == "minimal":
            return 0
        if draw.style == "boundary":
            high = self._most if self._most is not None else 3
            return draw.random.choice((0, 1, min(high, _EDGE)))
        if draw.is_lean:
            return 0
        return draw.random.randint(1, 3) if draw.depth < 3 else 1

    def _positions(self, count: int, draw: Draw) -> set[int]:
        """Choose the items that are the contained ones."""
        if not self._contained:
            return set()
        order = list(range(count))
        if draw.strict:
            draw.random.shuffle(order)
        return set(order[: self._wanted])

    def _place_at(self, index: int, inside: set[int]) -> Place:
        item = self.item(index)
        if index in inside:
            if index >= self._prefix:
                return self._contained_place()
            return item.with_more(*self._contained)
        if self._limit is None or not self._contained:
            return item
        if index >= self._prefix:
            if self._outside is None:
                self._outside = item.with_more(*self._excluded)
            return self._outside
        return item.with_more(*self._excluded)

    def _contained_place(self) -> Place:
        if self._inside is None:
            self._inside = self.item(self._prefix).with_more(*self._contained)
        return self._inside


def _has_rest(part: dict[str, Any]) -> bool:
    return "unevaluatedItems" in part
