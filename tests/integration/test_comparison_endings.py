"""Who waits for a comparison is told of its end, or looks for it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.jobs.comparison_queue import ComparisonQueue
from impl.jobs.comparison_rules import QueueRules
from impl.jobs.framing import JobLimits
from impl.jobs.processes import ProcessPool
from impl.records import Comparison
from impl.repositories import comparison_jobs, comparisons
from impl.services import comparisons as service_of_comparisons
from impl.settings import Settings
from tests.integration.test_comparisons import NEW, compared, published
from tests.support.client import Service, running

pytestmark = pytest.mark.asyncio
NEVER = 10_000.0


@pytest.fixture
def patient(generous: Settings) -> Settings:
    return generous.model_copy(update={"comparison_patience": 60.0})


@contextlib.asynccontextmanager
async def waiting(settings: Settings) -> AsyncIterator[Service]:
    """Whoever is not told waits for longer than this."""
    async with asyncio.timeout(50), running(create(settings)) as service:
        yield service


@pytest.fixture
def no_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_of_comparisons, "_POLL", NEVER)


@pytest.mark.usefixtures("no_poll")
async def test_all_who_wait_are_told(patient: Settings, database: Database) -> None:
    async with waiting(patient) as service:
        ada, api = await published(service)
        answers = await asyncio.gather(*(compared(ada, api) for _ in range(5)))
    assert sorted(each.status_code for each in answers) == [200, 200, 200, 200, 201]
    assert {each.json()["state"] for each in answers} == {"finished"}


@pytest.mark.usefixtures("no_poll")
async def test_a_failure_is_an_end(patient: Settings, database: Database) -> None:
    strict = patient.model_copy(update={"comparison_memory": 1})
    async with waiting(strict) as service:
        ada, api = await published(service)
        # Small ones may do with what the process has been given already.
        large = NEW + b"#" * 4_000_000
        failed = await ada.upload(f"{api}/versions/1.0.0/comparisons", large)
        assert failed.json()["state"] == "failed"


def is_over(found: Comparison | None) -> bool:
    return found is not None and found.is_over


@pytest.mark.usefixtures("no_poll")
async def test_an_end_between_the_look_and_the_wait_is_not_missed(
    patient: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    find, finish = comparisons.find, comparison_jobs.finish
    looked = asyncio.Event()
    stale: list[Any] = []

    async def finish_later(*arguments: Any) -> bool:
        await looked.wait()
        return await finish(*arguments)

    async def look_too_early(*arguments: Any) -> Any:
        found = await find(*arguments)
        if not stale:
            stale.append(found)
            looked.set()
            while not is_over(await find(*arguments)):  # noqa: ASYNC110 - as others look
                await asyncio.sleep(0.02)
            # The queue says so once it has heard that it is kept.
            await asyncio.sleep(0.2)
        return found

    monkeypatch.setattr(comparison_jobs, "finish", finish_later)
    monkeypatch.setattr(comparisons, "find", look_too_early)
    async with waiting(patient) as service:
        ada, api = await published(service)
        assert (await compared(ada, api)).json()["state"] == "finished"
    assert not stale[0].is_over


async def test_what_another_process_finishes_is_found(
    patient: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Another(ComparisonQueue):
        _claim = ComparisonQueue._claim

    async def claim_nothing(self: ComparisonQueue, slow: bool = False) -> None:
        """Leave it to the other one."""

    monkeypatch.setattr(ComparisonQueue, "_claim", claim_nothing)
    processes = ProcessPool()
    another = Another(
        database, processes, QueueRules(1, JobLimits(2**31, 60), poll=0.05)
    )
    async with waiting(patient) as service, another.working():
        ada, api = await published(service)
        assert (await compared(ada, api)).json()["state"] == "finished"
    await processes.close()


async def test_patience_ends(
    generous: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def claim_nothing(self: ComparisonQueue, slow: bool = False) -> None:
        """Let it wait."""

    monkeypatch.setattr(ComparisonQueue, "_claim", claim_nothing)
    for patience in (0.0, 0.1, 0.7):
        short = generous.model_copy(update={"comparison_patience": patience})
        async with waiting(short) as service:
            ada, api = await published(service)
            answer = await compared(ada, api)
            assert (answer.status_code, answer.json()["state"]) == (202, "queued")


async def test_the_database_is_asked_twice_where_this_process_works(
    patient: Settings,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once before the end and once after it, however long that takes."""
    find, finish = comparisons.find, comparison_jobs.finish
    looks: list[object] = []

    async def counted(*arguments: Any) -> Any:
        found = await find(*arguments)
        # Not before: it is to be finished after the first look, not during it.
        looks.append(arguments)
        return found

    async def finish_late(*arguments: Any) -> bool:
        while not looks:  # noqa: ASYNC110 - a list has no event
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.3)
        return await finish(*arguments)

    monkeypatch.setattr(service_of_comparisons, "_POLL", NEVER)
    monkeypatch.setattr(comparisons, "find", counted)
    monkeypatch.setattr(comparison_jobs, "finish", finish_late)
    async with waiting(patient) as service:
        ada, api = await published(service)
        assert (await compared(ada, api)).json()["state"] == "finished"
    assert len(looks) == 2


async def test_a_waiter_that_leaves_is_forgotten(
    patient: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others go on waiting."""
    finish = comparison_jobs.finish
    gate = asyncio.Event()

    async def finish_later(*arguments: Any) -> bool:
        await gate.wait()
        return await finish(*arguments)

    monkeypatch.setattr(comparison_jobs, "finish", finish_later)
    monkeypatch.setattr(service_of_comparisons, "_POLL", NEVER)
    async with waiting(patient) as service:
        ada, api = await published(service)
        one, two = (asyncio.create_task(compared(ada, api)) for _ in range(2))
        asked = text("SELECT count(*) FROM comparisons WHERE state = 'running'")
        while not (await database.read().rows(asked))[0][0]:  # noqa: ASYNC110 - another's work
            await asyncio.sleep(0.02)
        one.cancel()
        with contextlib.suppress(asyncio.CancelledError, httpx2.HTTPError):
            await one
        gate.set()
        assert (await two).json()["state"] == "finished"
