"""Processes beside the service: one for each message, gone with it, told no secret."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from impl.database.errors import Unavailable
from impl.jobs import comparison_task
from impl.jobs import processes as module
from impl.jobs.comparison_task import Comparing
from impl.jobs.framing import JobLimits
from impl.jobs.processes import ProcessFailed, ProcessPool
from tests.integration.test_comparisons import NEW, OLD

pytestmark = pytest.mark.asyncio

LIMITS = JobLimits(2**31, 60)
ODD = "tests.support.odd_jobs"
ROOT = Path(__file__).resolve().parents[2]
TASK = comparison_task.comparing(
    Comparing(
        base=OLD,
        revision=NEW,
        profile="tolerant-reader",
        as_of=None,
        seed=0,
        seconds=60,
    )
)


@contextlib.asynccontextmanager
async def odd(idle: float = 60) -> AsyncIterator[ProcessPool]:
    processes = ProcessPool(ODD, idle)
    try:
        yield processes
    finally:
        await processes.close()


def is_there(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def read(file: Path) -> str:
    return file.read_text()


def open_gate(gate: Path) -> None:
    gate.unlink()


async def until_gone(pid: int) -> None:
    async with asyncio.timeout(60):
        while is_there(pid):  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.01)


async def until_waits(gate: Path) -> int:
    """Return the process that waits at a gate, once one does."""
    async with asyncio.timeout(60):
        while not (said := read(gate)):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    return int(said.split()[-1])


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    file = tmp_path / "gate"
    file.touch()
    return file


async def test_the_engine_compares() -> None:
    processes = ProcessPool()
    first = await processes.run(TASK, LIMITS)
    assert comparison_task.result(first).verdict == "breaking"
    assert await processes.run(TASK, LIMITS) == first
    await processes.close()


async def test_every_message_has_a_process_of_its_own() -> None:
    async with odd() as processes:
        answers = [await processes.run([b"who"], LIMITS) for _ in range(2)]
        (first, server), (second, same) = (each[0].split() for each in answers)
        assert first != second
        assert server == same
        # The service comes first.
        assert int(answers[0][1]) > os.nice(0)
    await until_gone(int(server))


async def test_large_messages_come_as_they_went() -> None:
    parts = [b"a" * 3_000_000, b"", os.urandom(1_000_000)]
    async with odd() as processes:
        assert await processes.run([b"echo", *parts], LIMITS) == parts


async def test_nothing_is_left_after_a_while(gate: Path) -> None:
    async with odd(idle=0.01) as processes:
        [who, _] = await processes.run([b"who"], LIMITS)
        await until_gone(int(who.split()[1]))
        # There is another one when it is needed, and it stays while it is.
        waiting = asyncio.create_task(
            processes.run([b"wait", str(gate).encode()], LIMITS)
        )
        await until_waits(gate)
        await asyncio.sleep(0.05)
        open_gate(gate)
        assert await waiting == [b"gone on"]


@pytest.mark.parametrize("verb", [b"spin", b"wait"])
async def test_what_is_given_up_is_gone_at_once(verb: bytes, gate: Path) -> None:
    """Even if it holds the interpreter's lock."""
    async with odd() as processes:
        task = asyncio.create_task(processes.run([verb, str(gate).encode()], LIMITS))
        if verb == b"spin":
            [who, _] = await processes.run([b"who"], LIMITS)
            pid = await spinning_child_of(int(who.split()[1]))
        else:
            pid = await until_waits(gate)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await until_gone(pid)
        # Others go on.
        assert await processes.run([b"echo", b"a"], LIMITS) == [b"a"]


async def spinning_child_of(server: int) -> int:
    """Return the process that has used some time of its own, once one has."""
    children = Path(f"/proc/{server}/task/{server}/children")
    async with asyncio.timeout(60):
        while True:
            for pid in map(int, read(children).split()):
                with contextlib.suppress(OSError):
                    stat = read(Path(f"/proc/{pid}/stat")).rpartition(")")[2]
                    if int(stat.split()[11]) > 10:
                        return pid
            await asyncio.sleep(0.01)


async def test_time_is_its_own_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    # Not the clock, by which a busy machine ends it, too, and says so.
    monkeypatch.setattr(module, "_LEAST_WAITING", 3600.0)
    async with odd() as processes:
        with pytest.raises(TimeoutError):
            await processes.run([b"spin"], JobLimits(2**31, 0.05))


async def test_waiting_takes_no_time(gate: Path) -> None:
    async with odd() as processes:
        message = [b"wait", str(gate).encode()]
        waiting = asyncio.create_task(processes.run(message, JobLimits(2**31, 0.1)))
        await until_waits(gate)
        await asyncio.sleep(0.3)
        open_gate(gate)
        assert await waiting == [b"gone on"]


@pytest.mark.parametrize(
    ("message", "out_of_memory"),
    [
        ([b"hog"], True),
        ([b"die", b"%d" % signal.SIGABRT], True),
        ([b"die", b"%d" % signal.SIGSEGV], True),
        ([b"fail"], False),
    ],
)
async def test_what_a_message_does_to_its_process(
    message: list[bytes], out_of_memory: bool
) -> None:
    async with odd() as processes:
        with pytest.raises(ProcessFailed) as failure:
            await processes.run(message, LIMITS)
    assert failure.value.out_of_memory == out_of_memory


async def test_what_others_do_to_it_says_nothing_about_the_message() -> None:
    async with odd() as processes:
        with pytest.raises(Unavailable):
            await processes.run([b"die", b"%d" % signal.SIGKILL], LIMITS)


async def test_a_server_that_dies_takes_its_processes_along(gate: Path) -> None:
    async with odd() as processes:
        [who, _] = await processes.run([b"who"], LIMITS)
        server = int(who.split()[1])
        task = asyncio.create_task(processes.run([b"spin"], LIMITS))
        pid = await spinning_child_of(server)
        os.kill(server, signal.SIGKILL)
        with pytest.raises(Unavailable):
            await task
        await until_gone(pid)
        # And is replaced.
        assert await processes.run([b"echo", b"a"], LIMITS) == [b"a"]


async def test_nothing_outlives_a_service_that_is_killed(gate: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from impl.jobs.framing import JobLimits\n"
        "from impl.jobs.processes import ProcessPool\n"
        "async def main():\n"
        f"    processes = ProcessPool({ODD!r})\n"
        "    limits = JobLimits(2**31, 60)\n"
        "    [who, _] = await processes.run([b'who'], limits)\n"
        "    print(who.split()[1].decode(), flush=True)\n"
        "    await processes.run([b'spin'], limits)\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen(  # noqa: ASYNC220 - it only starts it
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout
        server = int(await asyncio.to_thread(service.stdout.readline))
        pid = await spinning_child_of(server)
        service.kill()
        service.wait()
        await until_gone(pid)
        await until_gone(server)


async def test_a_message_that_gets_no_time_at_all(
    gate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LEAST_WAITING", 3600.0)
    loop = asyncio.get_running_loop()
    now = loop.time
    async with odd() as processes:
        message = [b"wait", str(gate).encode()]
        waiting = asyncio.create_task(processes.run(message, JobLimits(2**31, 0.2)))
        pid = await until_waits(gate)
        assert not waiting.done()
        # More than an hour passes, once it has begun.
        monkeypatch.setattr(loop, "time", lambda: now() + 3700)
        with pytest.raises(Unavailable):
            await waiting
        await until_gone(pid)


async def test_closing_ends_what_is_under_way(gate: Path) -> None:
    async with odd() as processes:
        task = asyncio.create_task(processes.run([b"wait", str(gate).encode()], LIMITS))
        pid = await until_waits(gate)
        await processes.close()
        with pytest.raises(Unavailable):
            await task
    await until_gone(pid)


async def test_no_secret_reaches_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COUNTERSIGN_SECRET_KEY", "DATABASE_URL", "PGPASSWORD"):
        monkeypatch.setenv(name, "a secret")
    monkeypatch.setenv("LANG", "C")
    async with odd() as processes:
        [environment] = await processes.run([b"environment"], LIMITS)
    assert b"a secret" not in environment
    assert b"'LANG': 'C'" in environment


async def test_a_program_that_does_not_start() -> None:
    processes = ProcessPool("impl.jobs.missing")
    with pytest.raises(Unavailable):
        await processes.run(TASK, LIMITS)
    await processes.close()
