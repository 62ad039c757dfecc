"""What work was given goes with it, however it ends, and not when somebody looks.

Documents are large. An error keeps the frames that it went through, so that one that
is kept by such a frame keeps them all, until Python looks for what refers to itself:
that may take minutes, and holds up everything meanwhile.
"""

import asyncio
import contextlib
import gc
import weakref
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AbstractContextManager
from typing import Any, NoReturn

import pytest
import pytest_asyncio

from impl.database.errors import Unavailable
from impl.jobs.forking import Forking
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lane, LaneRules, Lanes
from impl.jobs.presence import caller, while_present
from impl.jobs.processes import ProcessFailed, ProcessPool
from impl.jobs.recent_use import Usage

pytestmark = pytest.mark.asyncio
LIMITS = JobLimits(2**31, 60)
QUICK = LaneRules(places=1, quick=60, patience=60)
IMPATIENT = LaneRules(places=1, quick=60, patience=0.01)


class Left(Exception):
    """The caller has left."""


class Message(list[bytes]):
    """Unlike other lists it can be watched."""


async def kept(
    work: Callable[[Message], Coroutine[Any, Any, object]],
    message: Message,
    failure: type[BaseException],
) -> object:
    """Return what is still there of a message once its work has failed."""
    watched = weakref.ref(message)
    doing = work(message)
    del message
    with pytest.raises(failure) as caught:
        await doing
    del doing, caught
    # Whoever has ended is told so in the next turn.
    await asyncio.sleep(0)
    return watched()


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest_asyncio.fixture
async def processes() -> AsyncIterator[ProcessPool]:
    pool = ProcessPool("tests.support.odd_jobs")
    yield pool
    await pool.close()


@contextlib.contextmanager
def staying() -> Iterator[None]:
    async def never() -> NoReturn:
        await asyncio.sleep(3600)
        raise AssertionError

    with caller(never):
        yield


@contextlib.contextmanager
def leaving() -> Iterator[None]:
    async def soon() -> NoReturn:
        await asyncio.sleep(0.05)
        raise Left

    with caller(soon):
        yield


def examined(lanes: Lanes) -> Callable[[Message], Coroutine[Any, Any, object]]:
    return lambda message: while_present(lanes.run(message, LIMITS, ["ada"]))


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("present", [staying, contextlib.nullcontext])
async def test_of_work_whose_process_died(
    processes: ProcessPool, present: Callable[[], AbstractContextManager[None]]
) -> None:
    work = examined(Lanes(processes, QUICK))
    with present():
        assert await kept(work, Message([b"die", b"11"]), ProcessFailed) is None


@pytest.mark.usefixtures("uncollected")
async def test_of_work_whose_caller_left(processes: ProcessPool) -> None:
    work = examined(Lanes(processes, QUICK))
    with leaving():
        assert await kept(work, Message([b"spin"]), Left) is None


@pytest.mark.usefixtures("uncollected")
async def test_of_work_that_found_no_place(processes: ProcessPool) -> None:
    lanes = Lanes(processes, IMPATIENT)
    assert lanes._quick.enter_now(["bob"])
    with staying():
        assert await kept(examined(lanes), Message(), Unavailable) is None


@pytest.mark.usefixtures("uncollected")
async def test_of_work_that_was_sent_away() -> None:
    lane = Lane(1, Usage(), room=0)
    assert lane.enter_now(["bob"])

    async def placed(message: Message) -> Message:
        async with lane.place(["ada"], None):
            return message

    async def worked(message: Message) -> object:
        return await while_present(placed(message))

    with staying():
        assert await kept(worked, Message(), Unavailable) is None


async def test_of_who_left_while_processes_were_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is not closed is a warning, which is an error in tests."""

    async def never(*_: object, **__: object) -> NoReturn:
        await asyncio.sleep(3600)
        raise AssertionError

    monkeypatch.setattr(asyncio, "create_subprocess_exec", never)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await Forking.started("tests.support.odd_jobs")
    gc.collect()


@pytest.mark.usefixtures("uncollected")
async def test_of_work_that_was_cancelled(processes: ProcessPool) -> None:
    async def cancelled(message: Message) -> None:
        async with asyncio.timeout(0.05):
            await processes.run(message, LIMITS)

    assert await kept(cancelled, Message([b"spin"]), TimeoutError) is None
