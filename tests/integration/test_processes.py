"""Processes beside the service: used again, killed when need be, told no secret."""

import asyncio

import pytest

from impl.services import comparing, frames
from impl.services import processes as module
from impl.services.comparing import Comparing
from impl.services.processes import Processes, ProcessFailed
from tests.integration.test_comparisons import NEW, OLD

pytestmark = pytest.mark.asyncio

MEMORY = 2**31
TASK = comparing.comparing(
    Comparing(
        base=OLD,
        revision=NEW,
        profile="tolerant-reader",
        as_of=None,
        seed=0,
        seconds=60,
    )
)


async def test_a_process_is_used_again_and_ends_with_its_pool() -> None:
    processes = Processes("impl.jobs.comparing", 1, MEMORY, 60)
    first = await processes.run(TASK)
    [worker] = processes._idle
    assert await processes.run(TASK) == first
    assert processes._idle == [worker]
    assert comparing.result(first).verdict == "breaking"
    await processes.close()
    assert worker.process.returncode is not None


async def test_a_worn_process_makes_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_USES", 1)
    processes = Processes("impl.jobs.comparing", 1, MEMORY, 60)
    for _ in range(2):
        assert comparing.result(await processes.run(TASK)).verdict == "breaking"
        assert processes._idle == []


async def test_a_process_that_died_idle_is_not_used() -> None:
    processes = Processes("impl.jobs.comparing", 1, MEMORY, 60)
    await processes.run(TASK)
    [worker] = processes._idle
    worker.process.kill()
    await worker.process.wait()
    assert comparing.result(await processes.run(TASK)).semver == "major"
    await processes.close()


async def test_a_process_is_killed_with_its_caller() -> None:
    processes = Processes("impl.jobs.comparing", 1, MEMORY, 60)
    await processes.run(TASK)
    [worker] = processes._idle
    # It waits for the rest of a message that never comes.
    task = asyncio.create_task(_exchange_half(processes))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert worker.process.returncode is not None
    assert processes._idle == []
    assert not processes._places.locked()


async def _exchange_half(processes: Processes) -> None:
    whole = frames.pack(TASK)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(frames, "pack", lambda _: whole[:-1])
        await processes.run(TASK)


async def test_no_secret_reaches_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_SECRET_KEY", "s")
    monkeypatch.setenv("DATABASE_URL", "s")
    monkeypatch.setenv("PGPASSWORD", "s")
    monkeypatch.setenv("LANG", "C")
    environment = module._environment()
    assert "s" not in environment.values()
    assert environment["LANG"] == "C"


async def test_a_program_that_does_not_start() -> None:
    processes = Processes("impl.jobs.missing", 1, MEMORY, 60)
    with pytest.raises(ProcessFailed) as failure:
        await processes.run(TASK)
    assert not failure.value.out_of_memory
