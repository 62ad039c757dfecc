"""Processes that each mock one contract: few, shared fairly, gone when they break."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from impl.database.errors import Unavailable
from impl.errors import NotMockable
from impl.jobs import processes as module
from impl.jobs.framing import JobLimits
from impl.jobs.mock_hosts import MockedVersion, MockHosting, MockHosts
from impl.jobs.processes import ProcessFailed, ProcessPool
from tests.integration.test_processes import ODD, until_gone, until_waits

pytestmark = pytest.mark.asyncio

LIMITS = JobLimits(2**31, 60)


@pytest.fixture(autouse=True)
def all_the_time_in_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processor time alone end what spins, however long others have the processor.

    A service gives up by the clock, too, and answers that it is busy.
    """
    monkeypatch.setattr(module, "_LEAST_WAITING", 3600.0)


@contextlib.asynccontextmanager
async def hosting(
    processes: int = 4,
    limits: JobLimits = LIMITS,
    patience: float = 3600,
    idle: float = 60,
) -> AsyncIterator[MockHosts]:
    rules = MockHosting(processes, limits, 60, patience, idle)
    hosts = MockHosts(ProcessPool(ODD), rules)
    try:
        yield hosts
    finally:
        await hosts.close()


def version(team: UUID, content: bytes = b"fine") -> MockedVersion:
    async def read() -> bytes:
        return content

    return MockedVersion(uuid4(), team, read)


async def process_of(hosts: MockHosts, version: MockedVersion) -> int:
    answer, _ = await hosts.answer(version, [b"who"])
    return int(answer.split()[0])


async def test_one_process_answers_for_one_contract() -> None:
    async with hosting() as hosts:
        one, two = version(uuid4()), version(uuid4())
        found = [await process_of(hosts, each) for each in (one, two, one, two)]
        assert found[:2] == found[2:]
        assert found[0] != found[1]
        assert hosts.count == 2
    for each in found[:2]:
        await until_gone(each)


async def test_who_was_used_least_recently_goes() -> None:
    async with hosting(2) as hosts:
        versions = [version(uuid4()) for _ in range(3)]
        old = [await process_of(hosts, each) for each in (*versions[:2], versions[0])]
        await process_of(hosts, versions[2])
        await until_gone(old[1])
        assert await process_of(hosts, versions[0]) == old[0]
        assert hosts.count == 2


async def test_no_team_has_all_places() -> None:
    async with hosting(3) as hosts:
        team = uuid4()
        other = await process_of(hosts, version(uuid4()))
        own = [await process_of(hosts, version(team)) for _ in range(3)]
        await until_gone(own[0])
        assert hosts.count == 3
        assert other not in own


async def test_who_works_is_not_sent_away(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    gate.touch()
    async with hosting(1) as hosts:
        busy = version(uuid4())
        waiting = asyncio.create_task(hosts.answer(busy, [b"wait", str(gate).encode()]))
        await until_waits(gate)
        with pytest.raises(Unavailable):
            await hosts.answer(version(uuid4()), [b"who"])
        gate.unlink()
        assert await waiting == [b"gone on"]


async def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    gate.touch()
    async with hosting(patience=0.2) as hosts:
        with pytest.raises(Unavailable):
            await hosts.answer(version(uuid4()), [b"wait", str(gate).encode()])


async def test_what_can_not_be_mocked_is_not_tried_at_once_again() -> None:
    tried = []

    async def read() -> bytes:
        tried.append(1)
        return b"refuse"

    async with hosting() as hosts:
        refused = MockedVersion(uuid4(), uuid4(), read)
        for _ in range(2):
            with pytest.raises(NotMockable, match=r"No\."):
                await hosts.answer(refused, [b"who"])
        assert len(tried) == 1


async def test_what_takes_too_long_to_make_ready_can_not_be_mocked() -> None:
    async with hosting(limits=JobLimits(2**31, 0.2)) as hosts:
        with pytest.raises(NotMockable, match="more time"):
            await hosts.answer(version(uuid4(), b"spin"), [b"who"])


async def test_a_process_that_breaks_is_replaced() -> None:
    async with hosting() as hosts:
        contract = version(uuid4())
        first = await process_of(hosts, contract)
        with pytest.raises(ProcessFailed):
            await hosts.answer(contract, [b"die", b"%d" % signal.SIGUSR1])
        assert await process_of(hosts, contract) != first


async def test_an_answer_that_takes_too_long_ends_its_process() -> None:
    async with hosting(limits=JobLimits(2**31, 0.2)) as hosts:
        with pytest.raises(TimeoutError):
            await hosts.answer(version(uuid4()), [b"spin"])


async def test_who_is_not_used_goes() -> None:
    async with hosting(idle=0.05) as hosts:
        contract = version(uuid4())
        first = await process_of(hosts, contract)
        await until_gone(first)
        assert await process_of(hosts, contract) != first
