"""What goes with one sample through all plans: chance, style, and how much is left."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import Any, Final, Literal

Style = Literal["minimal", "realistic", "boundary"]
# Anything that a text tells apart from others: a number, a name, a tuple of them.
Seed = Any

# When it is if nobody says so: samples are the same on every day.
NOON: Final = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
# Below so many arrays and objects only what is required is drawn, and after so many
# values, too.
_DEEPEST: Final = 4
_ROOM: Final = 400
# Below so many nothing but the way that ends soonest is taken.
_ABYSS: Final = 40
# Tries at a value that is in no other that is tried at; it halves on the way inside.
_ATTEMPTS: Final = 12
# Constructions of one sample, whatever they are repeated for.
_EFFORT: Final = 20_000


class DeadEndError(Exception):
    """Nothing could be drawn for a place; `pointer` is that of its schema."""

    def __init__(self, pointer: str, why: str) -> None:
        super().__init__(why)
        self.pointer = pointer
        self.why = why


class OutOfEffortError(Exception):
    """A sample has cost what one may cost."""


class Draw:
    """The state of one draw.

    Attributes:
        random: what decides.
        style: what instances are to be like.
        now: the time that times are near to.
        depth: how many arrays and objects are around.
        name: the name of the member that is being drawn; "" if it has none.
        owner: what the object around is called.
        strict: whether alternatives are kept apart by what the others refuse.
        is_watched: whether somebody looks at the value when it is made.
        watching: how many values around are looked at when they are made.
        failed: the places for which nothing was found.
    """

    __slots__ = (
        *("random", "style", "now", "depth", "name", "owner", "strict"),
        *("is_watched", "watching", "failed", "_room", "_effort"),
    )

    def __init__(self, seed: Seed, style: Style, now: datetime | None) -> None:
        self.random = Random(repr(seed))  # noqa: S311 - it has to be foreseeable
        self.style: Style = style
        self.now = now or NOON
        self.depth = 0
        self.name = ""
        self.owner = ""
        self.strict = False
        self.is_watched = False
        self.watching = 0
        self.failed: set[Any] = set()
        self._room = _ROOM
        self._effort = _EFFORT

    @property
    def is_lean(self) -> bool:
        """Whether to draw no more than what has to be there."""
        return self.depth > _DEEPEST or self._room <= 0 or self.style == "minimal"

    @property
    def is_ending(self) -> bool:
        """Whether to take the shortest way out."""
        return self.depth > _ABYSS

    @property
    def attempts(self) -> int:
        """How often to try at a value that has to be looked at."""
        return max(_ATTEMPTS >> self.watching, 2)

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
