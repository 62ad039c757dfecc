"""How often callers and teams may do what costs something."""

import asyncio

import httpx2
import pytest

from impl.app import create
from impl.database.unit_of_work import Database
from impl.errors import RateLimited
from impl.services.rate_limits import Rate, RateLimiter
from impl.settings import Settings
from tests.support.client import contract_text, running

pytestmark = pytest.mark.asyncio


def strict(settings: Settings, **rates: int) -> Settings:
    return settings.model_copy(update=rates)


def is_limited(response: httpx2.Response) -> bool:
    if response.status_code != 429:
        return False
    assert response.json()["code"] == "rate_limited"
    assert 1 <= int(response.headers["retry-after"]) <= 60
    return True


async def test_creating(database: Database, generous: Settings) -> None:
    async with running(create(strict(generous, creation_rate=3))) as service:
        ada, bob = await service.person(), await service.person()
        team = await service.team(ada)
        await service.api(ada, team)
        await service.key(ada, team, "apis:write")
        body = {"name": "more", "title": "T"}
        key = {"name": "more", "scopes": ["apis:read"]}
        assert is_limited(await ada.post("/v1/teams", body))
        assert is_limited(await ada.post(f"{team}/apis", body))
        assert is_limited(await ada.post(f"{team}/api-keys", key))
        await service.team(bob)
        # Whoever reads goes on.
        assert (await ada.get(team)).status_code == 200


async def test_adding_members_and_asking_who_has_an_account(
    database: Database, generous: Settings
) -> None:
    async with running(create(strict(generous, member_rate=2))) as service:
        ada, bob = await service.person(), await service.person()
        team, other = await service.team(ada), await service.team(ada)
        path = f"{team}/members"
        body = {"email": "nobody@example.com", "role": "viewer"}
        assert (await ada.post(path, body)).json()["code"] == "unknown_person"
        known = {"email": bob.email, "role": "viewer"}
        assert (await ada.post(path, known)).status_code == 201
        # It does not tell any more, whichever team is asked for and whoever is meant.
        for each in (body, known):
            assert is_limited(await ada.post(path, each))
            assert is_limited(await ada.post(f"{other}/members", each))


async def test_publishing(database: Database, generous: Settings) -> None:
    async with running(create(strict(generous, publish_rate=2))) as service:
        ada = await service.person()
        team = await service.team(ada)
        apis = [await service.api(ada, team) for _ in range(2)]
        bob = await service.join(ada, team, "member")
        for api in apis:
            await ada.upload(f"{api}/versions", contract_text())
        # Before anybody looks at the document.
        assert is_limited(await ada.upload(f"{apis[0]}/versions", b"no contract"))
        assert (await bob.upload(f"{apis[0]}/versions", b"{}")).status_code == 422


async def test_a_team_publishes_together(
    database: Database, generous: Settings
) -> None:
    async with running(create(strict(generous, publish_rate_team=2))) as service:
        ada = await service.person()
        team, other = await service.team(ada), await service.team(ada)
        api, elsewhere = await service.api(ada, team), await service.api(ada, other)
        keys = [await service.key(ada, team, "versions:write") for _ in range(3)]
        for key in keys[:2]:
            assert (await key.upload(f"{api}/versions", contract_text())).is_success
        assert is_limited(await keys[2].upload(f"{api}/versions", contract_text()))
        assert (await ada.upload(f"{elsewhere}/versions", b"{}")).status_code == 422
        # Strangers can't use up what belongs to the team.
        eve = await service.person()
        for _ in range(3):
            found = await eve.upload(f"{elsewhere}/versions", contract_text())
            assert found.status_code == 404
        assert (await ada.upload(f"{elsewhere}/versions", b"{}")).status_code == 422


@pytest.fixture
def limiter(database: Database) -> RateLimiter:
    return RateLimiter(database, "a secret")


async def refusals(limiter: RateLimiter, *subjects: tuple[Rate, str]) -> bool:
    try:
        await limiter.attempt(*subjects)
    except RateLimited:
        return True
    return False


async def test_what_one_rate_refuses_counts_against_none(
    limiter: RateLimiter, database: Database
) -> None:
    narrow, wide = Rate("narrow", 1), Rate("wide", 3)
    both = (narrow, "a"), (wide, "b")
    assert [await refusals(limiter, *both) for _ in range(5)] == [False] + [True] * 4
    other = RateLimiter(database, "a secret")
    assert [await refusals(other, *both) for _ in range(5)] == [True] * 5
    alone = [await refusals(limiter, (wide, "b")) for _ in range(3)]
    assert alone == [False, False, True]


async def test_replicas_count_together(database: Database) -> None:
    replicas = [RateLimiter(database, "a secret") for _ in range(4)]
    rate = Rate("shared", 5)
    found = await asyncio.gather(
        *(refusals(replica, (rate, "a")) for replica in replicas * 4)
    )
    assert found.count(False) == 5


async def test_an_attempt_is_taken_back(
    limiter: RateLimiter, database: Database
) -> None:
    rate = Rate("undone", 1)
    assert not await refusals(limiter, (rate, "a"))
    assert await refusals(limiter, (rate, "a"))
    async with database.begin() as work:
        await limiter.undo(work, (rate, "a"))
        await work.commit()
    assert not await refusals(limiter, (rate, "a"))


async def test_a_flood_of_refusals_asks_the_database_once(
    limiter: RateLimiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate = Rate("flood", 1)
    assert not await refusals(limiter, (rate, "a"))
    assert await refusals(limiter, (rate, "a"))
    monkeypatch.setattr(limiter, "_database", None)
    assert [await refusals(limiter, (rate, "a")) for _ in range(100)] == [True] * 100


async def test_what_is_remembered_is_bounded(
    limiter: RateLimiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("impl.services.rate_limits._REMEMBERED", 2)
    rate = Rate("bounded", 1)
    for subject in "abc":
        assert not await refusals(limiter, (rate, subject))
        assert await refusals(limiter, (rate, subject))
    assert len(limiter._exhausted) == 2
    # What is forgotten is asked for again.
    assert await refusals(limiter, (rate, "a"))


async def test_a_wait_ends(limiter: RateLimiter) -> None:
    rate = Rate("ended", 60_000)
    assert not await refusals(limiter, (rate, "a"))
    [bucket] = [limiter._bucket(rate, "a")]
    limiter._exhausted[bucket] = 0.0
    assert not await refusals(limiter, (rate, "a"))
    assert not limiter._exhausted
