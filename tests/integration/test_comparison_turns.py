"""Teams take turns, and none has the queue to itself."""

import asyncio
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import text

from impl import rules
from impl.app import create
from impl.database.unit_of_work import Database
from impl.jobs.comparison_queue import ComparisonQueue
from impl.jobs.comparison_rules import QueueRules
from impl.jobs.processes import ProcessPool
from impl.settings import Settings
from tests.integration.test_comparison_queue import LIMITS, claim_nothing
from tests.integration.test_comparisons import compared, published, with_versions
from tests.support.client import running

pytestmark = pytest.mark.asyncio


@pytest.fixture
def waiting(generous: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Nobody works, and nobody waits for it."""
    monkeypatch.setattr(ComparisonQueue, "_claim", claim_nothing)
    few = {"comparison_patience": 0, "comparison_backlog": 3}
    return generous.model_copy(update=few)


def days(count: int) -> list[dict[str, str]]:
    profile = "deprecation-policy"
    return [{"profile": profile, "as_of": f"2027-01-{n:02}"} for n in range(1, count)]


async def test_unfinished_comparisons_are_bounded_whoever_asks_at_once(
    database: Database, waiting: Settings
) -> None:
    async with running(create(waiting)) as service:
        ada, api = await published(service)
        asked = [compared(ada, api, **each) for each in days(11)]
        answers = await asyncio.gather(*asked)
        assert Counter(each.status_code for each in answers) == {202: 3, 429: 7}
        refused = next(each for each in answers if each.status_code == 429)
        assert refused.json()["code"] == "too_many_comparisons"
        assert refused.json()["detail"].startswith("3 comparisons of this team are")
        assert int(refused.headers["retry-after"]) > 0
        # What is there may be asked for again, and other teams have their own.
        known = next(each for each in answers if each.status_code == 202).json()
        again = await compared(ada, api, profile=known["profile"], as_of=known["as_of"])
        assert again.json()["id"] == known["id"]
        bob, other = await published(service)
        assert (await compared(bob, other)).status_code == 202


async def test_teams_take_turns(
    database: Database, waiting: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(rules, "QueueRules", partial(QueueRules, quick=60))
        async with running(create(waiting)) as service:
            ada, many = await published(service)
            for each in days(4):
                assert (await compared(ada, many, **each)).status_code == 202
            bob, few = await published(service)
            await compared(bob, few)
    monkeypatch.undo()
    queue = ComparisonQueue(database, ProcessPool(), QueueRules(1, LIMITS))
    jobs = [await queue._claim() for _ in range(5)]
    teams = [job.team_id for job in jobs if job]
    # Bob's, which came last, is second.
    assert teams == [teams[0], teams[1], teams[0], teams[0]]
    assert teams[0] != teams[1]


async def test_owner_of_many_teams_has_one_turn_at_a_time(
    database: Database, waiting: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(rules, "QueueRules", partial(QueueRules, quick=60))
        async with running(create(waiting)) as service:
            ada = await service.person()
            for _ in range(3):
                await compared(ada, await with_versions(service, ada))
            bob, few = await published(service)
            for each in days(3):
                await compared(bob, few, **each)
    monkeypatch.undo()
    queue = ComparisonQueue(database, ProcessPool(), QueueRules(1, LIMITS))
    jobs = [await queue._claim() for _ in range(5)]
    teams = [job.team_id for job in jobs if job]
    assert len(set(teams)) == 4
    # Bob's, who has one team only, are the second and the fourth.
    assert teams[1] == teams[3]


async def test_being_made_an_owner_costs_nobody_their_turn(
    database: Database, waiting: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(rules, "QueueRules", partial(QueueRules, quick=60))
        async with running(create(waiting)) as service:
            ada, many = await published(service)
            bob, few = await published(service)
            members = f"{many.rpartition('/apis/')[0]}/members"
            added = await ada.post(members, {"email": bob.email, "role": "owner"})
            assert added.status_code == 201
            for each in days(4):
                await compared(ada, many, **each)
            await compared(bob, few)
    monkeypatch.undo()
    queue = ComparisonQueue(database, ProcessPool(), QueueRules(1, LIMITS))
    jobs = [await queue._claim() for _ in range(4)]
    teams = [job.team_id for job in jobs if job]
    assert teams == [teams[0], teams[1], teams[0], teams[0]]
    assert teams[0] != teams[1]


async def test_those_that_wait_are_counted_by_lane(
    database: Database, waiting: Settings
) -> None:
    async with running(create(waiting)) as service:
        ada, api = await published(service)
        for each in days(4):
            await compared(ada, api, **each)
    async with database.begin() as work:
        slow = text(
            "UPDATE comparisons SET is_slow = true"
            " WHERE id = (SELECT id FROM comparisons LIMIT 1)"
        )
        await work.execute(slow)
        await work.commit()
    queue = ComparisonQueue(database, ProcessPool(), QueueRules(0, LIMITS))
    loads = queue.loads()
    assert loads["quick"]["waiting"]() == 0
    async with queue.working():
        while not loads["slow"]["waiting"]():  # noqa: ASYNC110 - as Prometheus does
            await asyncio.sleep(0.01)
    read = {
        lane: {name: each() for name, each in loads[lane].items()} for lane in loads
    }
    assert read == {
        "quick": {"at_work": 0, "waiting": 2},
        "slow": {"at_work": 0, "waiting": 1},
    }
