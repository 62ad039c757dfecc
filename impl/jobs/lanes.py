"""Who goes next, and for how long, where hostile documents are worked on.

The rule. Small work is never behind large work, whoever sends it:

- Every document begins in the *quick lane*. It may stay there for about a second.
- What takes longer moves to the *slow lane*, which has fewer places. If none is free
  there, its process is killed, so that it holds no memory, and a new one starts over
  when its turn in the slow lane comes; that costs at most the second that it had.
- In both lanes a free place goes to whoever has used least of late. What a document
  used counts for each of its holders, a person and a team, and those who have several
  go by the one that has used most. It is halved every ten seconds.
- No holder has all places of a lane that has more than one.
- Only so many wait. Beyond that, whoever has used most is sent away, which need not be
  the one who came last; so is who waits too long. That says nothing about the document:
  it is an `Unavailable`, and its own time has not begun.

Its own time is processor time, which does not pass while others keep it waiting.
"""

import asyncio
import contextlib
import math
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from impl.database.errors import Reason, Unavailable
from impl.jobs.framing import JobLimits, Parts
from impl.jobs.processes import ProcessPool
from impl.jobs.recent_use import Usage

_RETRY_AFTER: Final = 5


@dataclass(slots=True, eq=False)
class _Turn:
    holders: Collection[str]
    number: int
    came: asyncio.Future[None] = field(default_factory=asyncio.Future)


class Lane:
    """Some places, and those who wait for one.

    Args:
        places: how many there are.
        usage: who has used how much.
        room: how many may wait.
        share: how many places one holder may have; all but one when left out.

    Attributes:
        taken: how many places are taken.
    """

    def __init__(
        self, places: int, usage: Usage, room: int = 64, share: int | None = None
    ) -> None:
        self._places = places
        self.taken = 0
        self._share = share or max(1, places - 1)
        self._usage = usage
        self._room = room
        self._numbers = count()
        self._held: Counter[str] = Counter()
        self._waiting: list[_Turn] = []

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return len(self._waiting)

    def loads(self) -> Mapping[str, Callable[[], float]]:
        """Return how to read what is at work, and what waits."""
        return {"at_work": lambda: self.taken, "waiting": lambda: self.waiting}

    async def enter(self, holders: Collection[str], patience: float | None) -> None:
        """Wait for a place, for so many seconds.

        Raises:
            Unavailable: there is none in that time, or too many wait.
        """
        turn = _Turn(holders, next(self._numbers))
        self._waiting.append(turn)
        self._give()
        self._send_away()
        try:
            async with asyncio.timeout(patience):
                await turn.came
        except BaseException as error:
            self._give_up(turn)
            # It may know the error, whose frames are not to know it in turn.
            del turn
            if not isinstance(error, TimeoutError):
                raise
        else:
            return
        # Not above: as its context the timeout would be kept, which knows the task.
        raise _busy()

    def enter_now(self, holders: Collection[str]) -> bool:
        """Take a place if one is free and nobody waits for it."""
        is_open = not self._waiting and self._may_have(holders)
        if is_open:
            self._take(holders)
        return is_open

    def leave(self, holders: Collection[str]) -> None:
        """Give a place back."""
        self.taken -= 1
        self._held.subtract(holders)
        self._held += Counter()  # drops those who hold none
        self._give()

    @contextlib.asynccontextmanager
    async def place(
        self, holders: Collection[str], patience: float | None
    ) -> AsyncIterator["LanePlace"]:
        """Have a place meanwhile; raises what `enter` raises."""
        await self.enter(holders, patience)
        place = LanePlace(self, holders, self._usage)
        try:
            yield place
        finally:
            place.leave()

    def _give_up(self, turn: _Turn) -> None:
        if turn in self._waiting:
            self._waiting.remove(turn)
        elif turn.came.done() and not turn.came.exception():
            self.leave(turn.holders)

    def _may_go(self, turn: _Turn) -> bool:
        # Who has just been cancelled still stands there.
        return not turn.came.done() and self._may_have(turn.holders)

    def _may_have(self, holders: Collection[str]) -> bool:
        return self.taken < self._places and all(
            self._held[holder] < self._share for holder in holders
        )

    def _take(self, holders: Collection[str]) -> None:
        self.taken += 1
        self._held.update(holders)

    def _give(self) -> None:
        while able := [each for each in self._waiting if self._may_go(each)]:
            turn = min(able, key=self._rank)
            self._waiting.remove(turn)
            self._take(turn.holders)
            turn.came.set_result(None)

    def _send_away(self) -> None:
        while len(self._waiting) > self._room:
            crowds = Counter(each for turn in self._waiting for each in turn.holders)

            def burden(
                turn: _Turn, crowds: Counter[str] = crowds
            ) -> tuple[float, int, int]:
                crowd = max((crowds[each] for each in turn.holders), default=0)
                return self._usage.of(turn.holders), crowd, turn.number

            turn = max(self._waiting, key=burden)
            self._waiting.remove(turn)
            if not turn.came.done():
                turn.came.set_exception(_busy())

    def _rank(self, turn: _Turn) -> tuple[float, int]:
        return self._usage.of(turn.holders), turn.number


class LanePlace:
    """A place in a lane; what passes meanwhile counts as used by its holders."""

    def __init__(self, lane: Lane, holders: Collection[str], usage: Usage) -> None:
        self._lane = lane
        self._holders = holders
        self._usage = usage
        self._since = usage.clock()

    def begin(self) -> None:
        """Let nothing that was before count."""
        self._since = self._usage.clock()

    def move(self, lane: Lane) -> bool:
        """Give this place for one in another lane, if there is one right now."""
        is_open = lane.enter_now(self._holders)
        if is_open:
            self._lane.leave(self._holders)
            self._lane = lane
        return is_open

    def leave(self) -> None:
        """Give the place back."""
        self._usage.add(self._holders, self._usage.clock() - self._since)
        self._lane.leave(self._holders)


@dataclass(frozen=True, slots=True)
class LaneRules:
    """How many places there are, and for how many seconds.

    Attributes:
        places: in the quick lane; the slow lane has half as many.
        quick: the longest in the quick lane.
        patience: the longest wait for a place in either.
    """

    places: int = 2
    quick: float = 1.0
    patience: float = 10.0


class Lanes:
    """The quick and the slow lane of one kind of work, which somebody waits for."""

    def __init__(
        self, processes: ProcessPool, rules: LaneRules, usage: Usage | None = None
    ) -> None:
        self._processes = processes
        self._rules = rules
        self._usage = usage or Usage()
        self._quick = Lane(rules.places, self._usage)
        self._slow = Lane(math.ceil(rules.places / 2), self._usage)

    def loads(self) -> Mapping[str, Mapping[str, Callable[[], float]]]:
        """Return for each lane how to read what is at work there, and what waits."""
        return {"quick": self._quick.loads(), "slow": self._slow.loads()}

    async def run(
        self, message: Parts, limits: JobLimits, holders: Collection[str]
    ) -> list[bytes]:
        """Return the answer to a message; its process is killed with the caller.

        Raises:
            ProcessFailed, TimeoutError: it needs more than the limits, or breaks.
            Unavailable: it has to wait too long, or too many wait.
        """
        answer = await self._begin(message, limits, holders)
        if answer is not None:
            return answer
        patience = self._rules.patience
        async with (
            self._slow.place(holders, patience) as place,
            self._processes.working(message, limits) as work,
        ):
            work.lower()
            await work.begun()
            place.begin()
            return await work.answer

    async def _begin(
        self, message: Parts, limits: JobLimits, holders: Collection[str]
    ) -> list[bytes] | None:
        """Return the answer, None if it has to start over in the slow lane."""
        async with (
            self._quick.place(holders, self._rules.patience) as place,
            self._processes.working(message, limits) as work,
        ):
            await work.begun()
            place.begin()
            await asyncio.wait({work.answer}, timeout=self._rules.quick)
            if not work.answer.done():
                if not place.move(self._slow):
                    return None
                work.lower()
            return await work.answer


def _busy() -> Unavailable:
    return Unavailable(Reason.RESOURCES, _RETRY_AFTER)
