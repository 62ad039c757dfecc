"""Passwords, tokens and keys can't be found out by trying."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.security import api_keys
from impl.settings import Settings
from tests.support.addresses import Addresses, at
from tests.support.client import PASSWORD, Service, running

pytestmark = [pytest.mark.asyncio, pytest.mark.long]

HOME = "198.51.100.7"
WRONG = "surely not the right one"


@pytest.fixture
def strict(generous: Settings) -> Settings:
    """As by default for failures; no other rate stops the guessing before."""
    names = ("login_failures_account", "login_failures_address")
    defaults = {name: Settings.model_fields[name].default for name in names}
    return generous.model_copy(update={**defaults, "credentials_rate_address": 5})


@pytest_asyncio.fixture
async def guarded(database: Database, strict: Settings) -> AsyncIterator[Service]:
    async with running(Addresses(create(strict))) as service:
        yield service


async def log_in(
    service: Service, email: str, password: str, address: str
) -> httpx2.Response:
    body = {"email": email, "password": password}
    return await at(service, address).post("/v1/sessions", body)


async def guess(
    service: Service, email: str, addresses: Sequence[str], times: int
) -> Counter[int]:
    answers = [
        (await log_in(service, email, WRONG, address)).status_code
        for _ in range(times)
        for address in addresses
    ]
    return Counter(answers)


def about(expected: int, found: int) -> bool:
    """Limits refill meanwhile: nothing here is about how fast this machine is."""
    return expected <= found < expected + 5


def strangers(count: int) -> list[str]:
    return [f"203.0.113.{number}" for number in range(1, count + 1)]


async def test_many_addresses_share_one_limit(guarded: Service) -> None:
    ada = await guarded.person()
    found = await guess(guarded, ada.email, strangers(20), 10)
    assert about(50, found[401])
    assert found[401] + found[429] == 200


async def test_a_thousand_addresses_guess_no_more_than_that(guarded: Service) -> None:
    ada = await guarded.person()
    assert (await log_in(guarded, ada.email, PASSWORD, HOME)).status_code == 201
    crowd = [f"203.0.{each >> 8}.{each & 255}" for each in range(1000)]
    found = await guess(guarded, ada.email, crowd, 1)
    assert about(50, found[401])
    assert found[401] + found[429] == 1000
    # Whom they are after does not notice.
    assert (await log_in(guarded, ada.email, PASSWORD, HOME)).status_code == 201


async def test_the_owner_gets_in_from_where_they_were_before(guarded: Service) -> None:
    ada = await guarded.person()
    assert (await log_in(guarded, ada.email, PASSWORD, HOME)).status_code == 201
    await guess(guarded, ada.email, strangers(20), 3)
    assert (await log_in(guarded, ada.email, PASSWORD, HOME)).status_code == 201
    # Even after some mistakes of their own.
    assert await guess(guarded, ada.email, [HOME], 5) == {401: 5}
    assert (await log_in(guarded, ada.email, PASSWORD, HOME)).status_code == 201


async def test_from_elsewhere_the_owner_waits_for_one_guess_at_most(
    guarded: Service, database: Database, strict: Settings
) -> None:
    ada = await guarded.person()
    await guess(guarded, ada.email, strangers(20), 3)
    waiting = await log_in(guarded, ada.email, PASSWORD, "192.0.2.1")
    assert (waiting.status_code, waiting.json()["code"]) == (429, "rate_limited")
    assert 1 <= int(waiting.headers["retry-after"]) <= 72
    # Whoever has to wait is not told how often others may come.
    told = [name for name in waiting.headers if name.startswith("ratelimit")]
    assert told == ["ratelimit-policy"]
    # As if that time had passed.
    async with database.begin() as work:
        await work.execute(
            text("UPDATE rate_limits SET arrival = arrival - interval '72 s'")
        )
        await work.commit()
    async with running(Addresses(create(strict))) as later:
        assert (await log_in(later, ada.email, PASSWORD, "192.0.2.1")).is_success
        # They succeeded, so the guess is free again.
        assert (await log_in(later, ada.email, PASSWORD, "192.0.2.2")).is_success


async def test_one_stranger_can_not_use_up_what_all_share(guarded: Service) -> None:
    ada = await guarded.person()
    assert about(20, (await guess(guarded, ada.email, strangers(1), 60))[401])
    assert (await log_in(guarded, ada.email, PASSWORD, "192.0.2.1")).status_code == 201


async def test_hosts_of_one_network_are_one_stranger(guarded: Service) -> None:
    ada = await guarded.person()
    hosts = [f"2001:db8:0:1::{number:x}" for number in range(1, 61)]
    assert about(20, (await guess(guarded, ada.email, hosts, 1))[401])
    mapped = [f"::ffff:{HOME}", HOME]
    assert about(20, (await guess(guarded, ada.email, mapped, 15))[401])


async def test_guesses_at_once_are_no_more_than_one_by_one(guarded: Service) -> None:
    ada = await guarded.person()
    answers = await asyncio.gather(
        *(log_in(guarded, ada.email, WRONG, HOME) for _ in range(60))
    )
    found = Counter(each.status_code for each in answers)
    assert found[401] < 25
    assert found[201] == 0


async def test_logging_in_does_not_use_the_limit_up(guarded: Service) -> None:
    ada = await guarded.person()
    for _ in range(25):
        assert (await log_in(guarded, ada.email, PASSWORD, HOME)).is_success


async def test_strangers_learn_nothing_of_accounts(guarded: Service) -> None:
    ada = await guarded.person()
    await log_in(guarded, ada.email, PASSWORD, HOME)
    answers = []
    for email in (ada.email, "nobody@example.com"):
        found = [
            await log_in(guarded, email, WRONG, address)
            for _ in range(4)
            for address in strangers(15)
        ]
        bodies = [each.json() for each in found]
        for body in bodies:
            del body["request_id"]
            if body["status"] == 429:
                del body["detail"]
        answers.append({json.dumps(body) for body in bodies})
    assert len(answers[0]) == 2
    assert answers[0] == answers[1]


async def test_a_known_address_belongs_to_one_account(guarded: Service) -> None:
    ada, bob = await guarded.person(), await guarded.person()
    assert (await log_in(guarded, ada.email, PASSWORD, HOME)).is_success
    await guess(guarded, bob.email, strangers(20), 3)
    assert (await log_in(guarded, bob.email, PASSWORD, HOME)).status_code == 429


async def test_known_addresses_are_digests_that_expire(
    guarded: Service, database: Database
) -> None:
    ada = await guarded.person()
    assert (await log_in(guarded, ada.email, PASSWORD, HOME)).is_success
    reader = database.read()
    statement = text("SELECT known_addresses::text FROM known_addresses")
    rows = [row[0] for row in await reader.rows(statement)]
    assert len(rows) == 2
    assert not [row for row in rows if HOME in row or HOME.encode().hex() in row]
    async with database.begin() as work:
        await work.execute(text("UPDATE known_addresses SET expires_at = now()"))
        await work.commit()
    await guess(guarded, ada.email, strangers(20), 3)
    assert (await log_in(guarded, ada.email, PASSWORD, HOME)).status_code == 429


async def test_a_stolen_session_does_not_tell_the_password(guarded: Service) -> None:
    ada = await guarded.person()
    tag = (await ada.get("/v1/people/me")).headers["etag"]
    change = {"email": "new@example.com", "current_password": WRONG}
    answers = [await ada.patch("/v1/people/me", change, tag) for _ in range(25)]
    found = Counter(each.status_code for each in answers)
    assert about(20, found[401])


async def test_made_up_credentials_are_limited(guarded: Service) -> None:
    ada = await guarded.person()
    key = await guarded.key(ada, await guarded.team(ada), "teams:read")
    names = ("X-Api-Key", "Authorization")
    for name, address in zip(names, strangers(2), strict=True):
        found = []
        for _ in range(15):
            made_up = api_keys.generate()
            value = made_up if name == "X-Api-Key" else f"Bearer {made_up}"
            stranger = at(guarded, address)
            stranger.headers[name] = value
            path = "/v1/teams/tm_01jd4e8v7kf4x9m2q6r8s0t3aw"
            found.append(await stranger.get(path))
        refused = [each for each in found if each.status_code == 429]
        assert about(5, len(found) - len(refused))
        assert 1 <= int(refused[-1].headers["retry-after"]) <= 12
        # Nothing of that is held against others behind the same address.
        assert (await at(guarded, address, ada).get("/v1/people/me")).is_success
        teams = (await ada.get("/v1/teams")).json()["items"]
        path = f"/v1/teams/{teams[0]['id']}"
        assert (await at(guarded, address, key).get(path)).is_success


async def test_what_was_good_once_is_not_made_up(
    guarded: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await guarded.person()
    await ada.delete(f"/v1/sessions/{ada.tokens['session_id']}")
    for _ in range(15):
        assert (await ada.get("/v1/people/me")).status_code == 401
    monkeypatch.setattr(
        "impl.services.authentication.access_tokens.verify", lambda *_: None
    )
    bob = await guarded.person()
    for _ in range(15):
        assert (await bob.get("/v1/people/me")).status_code == 401
