"""What goes with one sample through all plans: chance, style, and how much is left."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import SupportsLenAndGetItem

T = TypeVar("T")

Style = Literal["minimal", "realistic", "boundary"]
# Anything that a text tells apart from others: a number, a name, a tuple of them.
Seed = Any

# When it is if nobody says so: samples are the same on every day.
NOON: Final = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
# Below so many arrays and objects only what is required is drawn, and after so many
# values, too.
_DEEPEST: Final = 3
_ROOM: Final = 100
# Below so many, or after all those, nothing but the way that ends soonest is taken.
_ABYSS: Final = 8
# Tries of each kind at a value; inside of it they halve.
_ATTEMPTS: Final = 8
# Constructions of one sample, whatever they are repeated for.
_EFFORT: Final = 5_000


# Of so few a float tells all apart.
_FEW: Final = 2**32


class DeadEndError(Exception):
    """Nothing could be drawn for a place; `pointer` is that of its schema."""

    def __init__(self, pointer: str, why: str) -> None:
        super().__init__(why)
        self.pointer = pointer
        self.why = why


class Chance(Random):
    """Draws as Random does, in a third of the time; for what is no secret.

    A value that is drawn from few is as good as equally likely.
    """

    def choice(self, seq: SupportsLenAndGetItem[T]) -> T:
        """Return one of a sequence."""
        return seq[int(self.random() * len(seq))]

    def randint(self, a: int, b: int) -> int:
        """Return a whole number from `a` to `b`."""
        count = b - a + 1
        if not 0 < count < _FEW:
            return super().randint(a, b)
        return a + int(self.random() * count)


class OutOfEffortError(Exception):
    """A sample has cost what one may cost."""


class Draw:
    """The state of one draw.

    Attributes:
        random: what decides.
        style: what instances are to be like.
        is_timely: whether anything depends on what time it is.
        depth: how many arrays and objects are around.
        name: the name of the member that is being drawn; "" if it has none.
        owner: what the object around is called.
        strict: whether alternatives are kept apart by what the others refuse.
        is_watched: whether somebody looks at the value when it is made.
        share: how many of the members that need not be there are, at most.
        watching: how many values around are looked at when they are made.
        failed: the places for which nothing was found.
    """

    __slots__ = (
        *("random", "style", "depth", "name", "owner", "strict"),
        *("is_watched", "share", "watching", "failed", "_room", "_effort"),
        *("is_timely", "_now"),
    )

    def __init__(self, seed: Seed, style: Style, now: datetime | None) -> None:
        self.random = Chance(repr(seed))
        self.style: Style = style
        self._now = now or NOON
        self.is_timely = False
        self.depth = 0
        self.name = ""
        self.owner = ""
        self.strict = False
        self.is_watched = False
        self.share = 1.0
        self.watching = 0
        self.failed: set[Any] = set()
        self._room = _ROOM
        self._effort = _EFFORT

    @property
    def now(self) -> datetime:
        """The time that times are near to."""
        self.is_timely = True
        return self._now

    @property
    def is_lean(self) -> bool:
        """Whether to draw no more than what has to be there."""
        is_deep = self.depth > _DEEPEST or self._room <= 0
        return is_deep or self.style == "minimal" or not self.share

    @property
    def is_ending(self) -> bool:
        """Whether to take the shortest way out."""
        return self.depth > _ABYSS or self._room <= 0

    @contextmanager
    def watched(self) -> Iterator[Iterator[None]]:
        """Yield attempts at a value that is looked at, each another than those before.

        The less there is in a value, the less goes against what it must not be.
        """
        outer = self.strict, self.is_watched, self.share
        self.is_watched = True
        self.watching += 1
        try:
            yield self._attempts(outer[2])
        finally:
            self.watching -= 1
            self.strict, self.is_watched, self.share = outer

    def _attempts(self, share: float) -> Iterator[None]:
        several = max(_ATTEMPTS >> self.watching, 1)
        for part, strict in ((1.0, False), (0.3, False), (0.0, False), (0.0, True)):
            self.share, self.strict = part * share, strict
            for _ in range(several):
                yield
        self.share, self.strict = share, True
        for _ in range(several):
            yield

    def enter(self) -> tuple[bool, bool]:
        """Go into an array or object, whose values nobody looks at."""
        outer = self.strict, self.is_watched
        self.depth += 1
        self.strict = self.is_watched = False
        return outer

    def leave(self, outer: tuple[bool, bool]) -> None:
        """Come back."""
        self.depth -= 1
        self.strict, self.is_watched = outer

    def spend(self) -> None:
        """Pay for one construction.

        Raises:
            OutOfEffortError: nothing is left.
        """
        self._room -= 1
        self._effort -= 1
        if self._effort < 0:
            raise OutOfEffortError
