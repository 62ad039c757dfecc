"""Comparisons survive processes, and bad ones end."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from impl import rules
from impl.app import create
from impl.database.errors import Reason, Unavailable
from impl.database.unit_of_work import Database
from impl.jobs import comparison_queue, comparison_task
from impl.jobs.comparison_queue import ComparisonQueue
from impl.jobs.comparison_rules import QueueRules
from impl.jobs.framing import JobLimits
from impl.jobs.lanes import Lane, LanePlace
from impl.jobs.processes import ProcessPool
from impl.jobs.recent_use import Usage
from impl.repositories import comparison_jobs
from impl.settings import Settings
from tests.integration.test_comparisons import NEW, compared, published
from tests.support.client import Actor, Service, running

pytestmark = pytest.mark.asyncio

LIMITS = JobLimits(2**31, 60)


async def execute(database: Database, statement: str) -> None:
    async with database.begin() as work:
        await work.execute(text(statement))
        await work.commit()


async def until_over(actor: Actor, path: str) -> Any:
    async with asyncio.timeout(60):
        while True:
            comparison = (await actor.get(path)).json()
            if comparison["state"] in {"finished", "failed"}:
                return comparison
            await asyncio.sleep(0.05)


async def until_claimed(actor: Actor, path: str) -> None:
    async with asyncio.timeout(60):
        while (state := (await actor.get(path)).json()["state"]) == "queued":  # noqa: ASYNC110 - as others look
            await asyncio.sleep(0.01)
    assert state == "running"


class Stuck:
    """Work that never ends."""

    def __init__(self) -> None:
        self.answer = asyncio.get_running_loop().create_future()
        self.is_lowered = False

    async def begun(self) -> None:
        pass

    def lower(self) -> None:
        self.is_lowered = True


_working = ProcessPool.working


@contextlib.asynccontextmanager
async def hang(
    self: ProcessPool, message: Any, limits: JobLimits
) -> AsyncIterator[Any]:
    """Hang where contracts are compared."""
    if message[0] == b"compare":
        yield Stuck()
        return
    async with _working(self, message, limits) as work:
        yield work


def gated(gate: asyncio.Event) -> Any:
    """Return `ProcessPool.working`, but that it waits for a gate."""

    @contextlib.asynccontextmanager
    async def held(self: ProcessPool, message: Any, limits: JobLimits) -> Any:
        if message[0] == b"compare":
            await gate.wait()
        async with _working(self, message, limits) as work:
            yield work

    return held


def a_place() -> LanePlace:
    usage = Usage()
    return LanePlace(Lane(1, usage, share=1), (), usage)


@pytest.fixture
def impatient(generous: Settings) -> Settings:
    return generous.model_copy(update={"comparison_patience": 0.2})


async def test_what_was_running_when_a_process_stopped_is_started_again(
    database: Database, impatient: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(ProcessPool, "working", hang)
        patched.setattr(rules, "QueueRules", partial(QueueRules, quick=60))
        async with running(create(impatient)) as service:
            ada, api = await published(service)
            made = await compared(ada, api)
            assert made.status_code == 202
            assert int(made.headers["retry-after"]) > 0
            path = made.headers["location"]
            await until_claimed(ada, path)
            other = await ada.upload(f"{api}/versions/1.0.0/comparisons", NEW)
            assert (other.status_code, other.json()["state"]) == (202, "queued")
            for part in ("changes", "certificate", "changelog"):
                early = await ada.get(f"{path}/{part}")
                assert early.json()["code"] == "comparison_not_finished"
    rows = await database.read().rows(text("SELECT state, attempts FROM comparisons"))
    assert [tuple(row) for row in rows] == [("queued", 0)] * 2
    async with running(create(impatient)) as service:
        ada.http = service.http
        assert (await until_over(ada, path))["result"]["verdict"] == "breaking"


async def stopped(settings: Settings, moment: asyncio.Event) -> None:
    """Have two contracts compared, and stop at a moment of it."""
    async with running(create(settings)) as service:
        ada, api = await published(service)
        asking = asyncio.create_task(compared(ada, api))
        await moment.wait()
        asking.cancel()


@pytest.mark.parametrize(
    ("step", "left"),
    [
        ("claim", ("queued", 0)),
        ("documents", ("queued", 0)),
        ("finish", ("finished", 1)),
    ],
)
async def test_a_process_that_stops_at_any_step_leaves_nothing_halfway(
    database: Database,
    impatient: Settings,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    left: tuple[str, int],
) -> None:
    do = getattr(comparison_jobs, step)
    reached = asyncio.Event()

    async def do_slowly(*arguments: Any, **named: Any) -> Any:
        found = await do(*arguments, **named)
        if found:
            reached.set()
            await asyncio.sleep(0.2)
        return found

    monkeypatch.setattr(comparison_jobs, step, do_slowly)
    await stopped(impatient, reached)
    rows = await database.read().rows(text("SELECT state, attempts FROM comparisons"))
    assert [tuple(row) for row in rows] == [left]


async def test_what_was_running_when_a_process_was_killed_is_started_again(
    database: Database, impatient: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody works, as if the process had been killed just after it claimed the job.
    with monkeypatch.context() as patched:
        patched.setattr(ComparisonQueue, "_claim", claim_nothing)
        async with running(create(impatient)) as service:
            ada, api = await published(service)
            path = (await compared(ada, api)).headers["location"]
    await execute(
        database,
        "UPDATE comparisons SET state = 'running', attempts = 1,"
        " lease_ends_at = now() + interval '1 hour'",
    )
    async with running(create(impatient)) as service:
        ada.http = service.http
        assert (await ada.get(path)).json()["state"] == "running"
        await execute(database, "UPDATE comparisons SET lease_ends_at = now()")
        assert (await until_over(ada, path))["state"] == "finished"


async def claim_nothing(self: ComparisonQueue, slow: bool = False) -> None:
    """Work on nothing, whatever waits."""


async def test_what_never_gets_to_its_end_is_given_up(
    database: Database, impatient: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(ComparisonQueue, "_claim", claim_nothing)
        async with running(create(impatient)) as service:
            ada, api = await published(service)
            path = (await compared(ada, api)).headers["location"]
    await execute(
        database,
        "UPDATE comparisons SET state = 'running', attempts = 3, lease_ends_at = now()",
    )
    async with running(create(impatient)) as service:
        ada.http = service.http
        failed = await until_over(ada, path)
        assert failed["failure"]["code"] == "interrupted"
        # Somebody wants to know after all.
        again = await compared(ada, api)
        assert again.status_code in {201, 202}
        assert again.json()["id"] == failed["id"]
        assert "failure" not in again.json()
        assert (await until_over(ada, path))["state"] == "finished"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"comparison_timeout": 0.01}, "too_slow"),
        ({"comparison_memory": 1}, "too_large"),
    ],
)
async def test_what_needs_too_much_fails(
    database: Database, generous: Settings, limits: dict[str, float], code: str
) -> None:
    large = NEW.replace(b"A thing.", b"x" * 4_000_000)
    async with running(create(generous.model_copy(update=limits))) as service:
        ada, api = await published(service)
        made = await ada.upload(f"{api}/versions/1.0.0/comparisons", large)
        assert (made.status_code, made.json()["failure"]["code"]) == (201, code)
        assert "finished_at" in made.json()


async def test_a_process_that_dies_is_replaced(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_: object) -> list[bytes]:
        return [b"compare", b"no contract", b"", b"{}"]

    ada, api = await published(service)
    with monkeypatch.context() as patched:
        patched.setattr(comparison_task, "comparing", crash)
        failed = await compared(ada, api)
        assert failed.json()["failure"]["code"] == "crashed"
    assert (await compared(ada, api)).json()["state"] == "finished"


async def test_an_api_may_go_while_its_contracts_are_compared(
    database: Database, impatient: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()
    monkeypatch.setattr(ProcessPool, "working", gated(gate))
    async with running(create(impatient)) as service:
        ada, api = await published(service)
        path = (await compared(ada, api)).headers["location"]
        tag = (await ada.get(api)).headers["etag"]
        assert (await ada.delete(api, tag)).status_code == 204
        gate.set()
        ada, other = await published(service)
        assert await until_over(ada, (await compared(ada, other)).headers["location"])
        assert (await ada.get(path)).status_code == 404


async def test_a_job_that_is_somebody_elses_by_now_is_left_to_them(
    database: Database, impatient: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(ComparisonQueue, "_claim", claim_nothing)
        async with running(create(impatient)) as service:
            ada, api = await published(service)
            await compared(ada, api)
    processes = ProcessPool()
    monkeypatch.setattr(ProcessPool, "working", hang)
    queue = ComparisonQueue(
        database, processes, QueueRules(1, LIMITS, lease=0.3, poll=0.05)
    )
    async with asyncio.timeout(60):
        job = None
        while job is None:
            job = await queue._claim()
        working = asyncio.create_task(queue._do(job, a_place()))
        await asyncio.sleep(0.5)
        assert not working.done()
        await execute(database, "UPDATE comparisons SET revision = revision + 1")
        await working
    rows = await database.read().rows(text("SELECT state FROM comparisons"))
    assert rows[0][0] == "running"


async def test_the_queue_outlives_its_jobs_and_the_databases_absence(
    database: Database,
    impatient: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    claim = ComparisonQueue._claim
    errors = iter([Unavailable(Reason.CONNECTION), ValueError("a bug")])

    async def faulty(self: ComparisonQueue, slow: bool = False) -> Any:
        for error in errors:
            raise error
        return await claim(self, slow)

    monkeypatch.setattr(ComparisonQueue, "_claim", faulty)
    async with running(create(impatient)) as service:
        ada, api = await published(service)
        path = (await compared(ada, api)).headers["location"]
        assert (await until_over(ada, path))["state"] == "finished"
    assert "Comparisons have to wait" in caplog.text
    assert "a bug" in caplog.text


async def test_a_lease_that_can_not_be_renewed_yet_is_still_ours(
    database: Database, impatient: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewals: list[object] = []
    enough = asyncio.Event()
    renew = comparison_jobs.renew

    async def fail_once(*arguments: Any) -> bool:
        renewals.append(arguments)
        if len(renewals) == 1:
            raise Unavailable(Reason.CONNECTION)
        enough.set()
        return await renew(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(ComparisonQueue, "_claim", claim_nothing)
        async with running(create(impatient)) as service:
            ada, api = await published(service)
            await compared(ada, api)
    monkeypatch.setattr(comparison_jobs, "renew", fail_once)
    processes = ProcessPool()
    queue = ComparisonQueue(
        database, processes, QueueRules(1, LIMITS, lease=0.6, poll=0.05)
    )
    job = await queue._claim()
    assert job
    within = comparison_queue._within

    async def late(seconds: float, work: Any) -> bool:
        return enough.is_set() and await within(seconds, work)

    monkeypatch.setattr(comparison_queue, "_within", late)
    await queue._do(job, a_place())
    await processes.close()
    rows = await database.read().rows(text("SELECT state FROM comparisons"))
    assert rows[0][0] == "finished"
