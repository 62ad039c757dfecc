"""Who goes next, told by a clock of the test's own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest

from impl.database.errors import Unavailable
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lane, LaneRules, Lanes
from impl.jobs.processes import ProcessPool
from impl.jobs.recent_use import Usage

pytestmark = pytest.mark.asyncio
LIMITS = JobLimits(1, 1)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_what_was_used_is_forgotten_by_and_by() -> None:
    clock = Clock()
    usage = Usage(clock)
    usage.add({"ada", "team"}, 8)
    usage.add({"team"}, 8)
    assert usage.of({"ada"}) == 8
    assert usage.of({"ada", "team"}) == 16
    assert usage.of(()) == usage.of({"bob"}) == 0
    clock.now += 20
    assert usage.of({"ada", "team"}) == 4


async def test_only_who_used_something_of_late_is_remembered() -> None:
    clock = Clock()
    usage = Usage(clock)
    for number in range(1000):
        usage.add({f"person {number}"}, 1)
    clock.now += 1000
    usage.add({"ada"}, 1)
    assert set(usage._used) == {"ada"}


async def entered(lane: Lane, *holders: str) -> "asyncio.Task[None]":
    task = asyncio.create_task(lane.enter(holders, None))
    await settle()
    return task


async def test_a_place_goes_to_who_used_least() -> None:
    usage = Usage(Clock())
    usage.add({"greedy"}, 5)
    lane = Lane(1, usage)
    first = await entered(lane, "somebody")
    greedy = await entered(lane, "greedy", "their team")
    modest = await entered(lane, "modest", "another team")
    assert (first.done(), lane.waiting) == (True, 2)
    lane.leave(["somebody"])
    await settle()
    assert (greedy.done(), modest.done()) == (False, True)
    lane.leave(["modest", "another team"])
    await greedy


async def test_nobody_has_all_places() -> None:
    lane = Lane(2, Usage(Clock()))
    first = await entered(lane, "ada", "a team")
    second = await entered(lane, "ada", "another team")
    third = await entered(lane, "eve", "a team")
    other = await entered(lane, "bob", "his team")
    assert [each.done() for each in (first, second, third, other)] == [
        *(True, False, False, True)
    ]
    for each in (second, third):
        each.cancel()


async def test_who_used_most_is_sent_away() -> None:
    usage = Usage(Clock())
    usage.add({"greedy"}, 5)
    lane = Lane(1, usage, room=2)
    _ = await entered(lane, "somebody")
    greedy = await entered(lane, "greedy")
    ada = await entered(lane, "ada")
    bob = await entered(lane, "bob")
    with pytest.raises(Unavailable) as refusal:
        await greedy
    assert refusal.value.retry_after > 0
    # Of equals, it is the one of whom most wait.
    again = await entered(lane, "ada")
    with pytest.raises(Unavailable):
        await again
    assert lane.waiting == 2
    for each in (ada, bob):
        each.cancel()


async def test_who_waits_too_long_or_leaves_takes_no_place() -> None:
    lane = Lane(1, Usage(Clock()))
    _ = await entered(lane, "ada")
    with pytest.raises(Unavailable):
        await lane.enter(["bob"], 0)
    gone = await entered(lane, "eve")
    late = await entered(lane, "joe")
    gone.cancel()
    lane.leave(["ada"])
    late.cancel()
    await settle()
    assert lane.waiting == 0
    assert lane.enter_now(["bob"])


class Work:
    """Work that ends when it is told to."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[list[bytes]] = asyncio.Future()
        self.is_lowered = False

    async def begun(self) -> None:
        await asyncio.sleep(0)

    def lower(self) -> None:
        self.is_lowered = True


class Stage:
    """Stands for processes; keeps all work in its order."""

    def __init__(self) -> None:
        self.work: list[Work] = []
        self.gone: list[Work] = []
        self.is_small = False

    @contextlib.asynccontextmanager
    async def working(self, *_: object) -> AsyncIterator[Work]:
        work = Work()
        if self.is_small:
            work.answer.set_result([b"small"])
        self.work.append(work)
        try:
            yield work
        finally:
            self.gone.append(work)


def stage(quick: float) -> tuple[Stage, Any]:
    processes = Stage()
    rules = LaneRules(places=2, quick=quick, patience=60)
    lanes = Lanes(cast("ProcessPool", processes), rules)

    def run(*holders: str) -> "asyncio.Task[list[bytes]]":
        return asyncio.create_task(lanes.run([], LIMITS, holders))

    return processes, run


async def test_small_work_stays_in_the_quick_lane() -> None:
    processes, run = stage(quick=60)
    task = run("ada")
    await settle()
    processes.work[0].answer.set_result([b"done"])
    assert await task == [b"done"]
    assert not processes.work[0].is_lowered


async def test_large_work_goes_on_in_the_slow_lane_or_starts_over() -> None:
    processes, run = stage(quick=0)
    first = run("ada")
    await settle()
    [work] = processes.work
    assert work.is_lowered
    # There is one place in the slow lane, so the second gives up what it has done.
    second = run("eve")
    await settle()
    assert processes.gone == [processes.work[1]]
    assert len(processes.work) == 2
    work.answer.set_result([b"first"])
    assert await first == [b"first"]
    await settle()
    assert len(processes.work) == 3
    assert processes.work[2].is_lowered
    processes.work[2].answer.set_result([b"second"])
    assert await second == [b"second"]


async def test_small_work_passes_any_amount_of_large() -> None:
    processes, run = stage(quick=0)
    large = [run(f"person {number}", "a team") for number in range(20)]
    while len(processes.work) < len(large):
        await settle()
    processes.is_small = True
    small = run("bob", "his team")
    assert await small == [b"small"]
    assert not any(each.done() for each in large)
    for each in large:
        each.cancel()
