"""Parts of services that no single request shows."""

import asyncio
import threading
import time
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from impl.app import create
from impl.database.errors import Unavailable
from impl.database.unit_of_work import Database
from impl.jobs.threads import ThreadPool
from impl.security import access_tokens
from impl.services.signing import SigningKeys, WrongSecret
from impl.settings import Settings
from tests.support.client import PASSWORD, Actor, Service, running

pytestmark = pytest.mark.asyncio

SECRET = "0123456789abcdefghijklmnopqrstuvwxyz"


async def test_rotating_keys_logs_nobody_out(
    service: Service, database: Database, generous: Settings
) -> None:
    ada = await service.person()
    keys = SigningKeys(database, SECRET, generous.access_token_lifetime)
    old = await keys.current()
    await keys.rotate()
    new = await keys.current()
    assert new.kid != old.kid
    assert (await ada.get("/v1/people/me")).status_code == 200
    async with running(create(generous)) as other:
        await other.log_in(ada)
    # Signed with what was the next key when this service read them.
    assert access_tokens.key_id(ada.tokens["access_token"]) == new.kid
    assert (await ada.get("/v1/people/me")).status_code == 200


async def test_replicas_agree_on_the_first_key(database: Database) -> None:
    replicas = [SigningKeys(database, SECRET, 600) for _ in range(5)]
    keys = await asyncio.gather(*(each.current() for each in replicas))
    assert len({each.kid for each in keys}) == 1


async def test_keys_under_another_secret_are_no_fault_of_the_client(
    service: Service,
    database: Database,
    generous: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    key = await service.key(ada, team, "teams:read")
    other = SecretStr(SECRET[::-1])
    stranger = generous.model_copy(update={"secret_key": other})
    async with running(create(stranger)) as mistaken:
        ready = await mistaken.anonymous.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["checks"] == {
            "database": "pass",
            "migrations": "pass",
            "signing_keys": "fail",
            "serving": "pass",
        }
        refused = await mistaken.anonymous.get("/v1/people/me", **ada.headers)
        body = {"email": ada.email, "password": PASSWORD}
        log_in = await mistaken.anonymous.post("/v1/sessions", body)
        for answer in (refused, log_in):
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
            assert answer.headers["retry-after"].isdigit()
        _, payload, signature = ada.tokens["access_token"].split(".")
        for made_up in ("x", "a.b.c", f"e30.{payload}.{signature}"):
            bearer = {"Authorization": f"Bearer {made_up}"}
            answer = await mistaken.anonymous.get("/v1/people/me", **bearer)
            assert answer.status_code == 401
        # What needs no signing key works.
        assert (await mistaken.anonymous.get(team, **key.headers)).status_code == 200
    said = [each for each in caplog.records if each.name == "impl.services.signing"]
    assert len(said) == 1
    assert "another COUNTERSIGN_SECRET_KEY" in said[0].getMessage()


async def test_a_key_that_changes_while_the_service_runs(
    service: Service, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await service.person()
    async with database.begin() as work:
        await work.execute(text("DELETE FROM signing_keys"))
        await work.commit()
    foreign = SigningKeys(database, SECRET[::-1], 600)
    monkeypatch.setattr("impl.services.signing._FRESH", -1.0)
    made_up = access_tokens.issue(
        await foreign.current(), "https://x", uuid4(), uuid4(), 60
    )
    bearer = {"Authorization": f"Bearer {made_up}"}
    assert (await service.anonymous.get("/v1/teams", **bearer)).status_code == 503
    assert (await service.anonymous.get("/readyz")).status_code == 503
    body = {"email": ada.email, "password": PASSWORD}
    assert (await service.anonymous.post("/v1/sessions", body)).status_code == 503


async def test_retired_keys_go_when_their_tokens_have(database: Database) -> None:
    keys = SigningKeys(database, SECRET, 600)
    old = await keys.current()
    await keys.rotate()
    async with database.begin() as work:
        await work.execute(
            text(
                "UPDATE signing_keys SET retired_at = now() - interval '1 hour' "
                "WHERE state = 'retired'"
            )
        )
        await work.commit()
    fresh = SigningKeys(database, SECRET, 600)
    assert old.kid not in await fresh.knowing(old.kid)
    await keys.rotate()
    reader = database.read()
    rows = [row[0] for row in await reader.rows(text("SELECT id FROM signing_keys"))]
    assert old.kid not in set(rows)


async def states(database: Database) -> Counter[str]:
    query = text("SELECT state FROM signing_keys")
    return Counter(row[0] for row in await database.read().rows(query))


async def test_keys_are_replaced_when_they_are_old_enough_by_one_process(
    database: Database, generous: Settings
) -> None:
    assert not await SigningKeys(database, SECRET, 600).rotate(), "there are none"
    keys = [SigningKeys(database, SECRET, 600) for _ in range(4)]
    await keys[0].current()
    days = timedelta(days=generous.signing_key_days)
    assert not await keys[0].rotate(days)
    async with database.begin() as work:
        await work.execute(
            text("UPDATE signing_keys SET created_at = now() - interval '91 days'")
        )
        await work.commit()
    found = await asyncio.gather(*(each.rotate(days) for each in keys))
    assert Counter(found) == {True: 1, False: 3}
    assert await states(database) == {"next": 1, "current": 1, "retired": 1}
    with pytest.raises(WrongSecret):
        await SigningKeys(database, SECRET[::-1], 600).rotate()
    assert await states(database) == {"next": 1, "current": 1, "retired": 1}


async def test_keys_are_replaced_under_load_without_a_refusal(
    service: Service, database: Database, generous: Settings
) -> None:
    keys = SigningKeys(database, SECRET, generous.access_token_lifetime)
    async with running(create(generous)) as other:
        ada = await service.person()
        there = Actor(other.http)
        there.email = ada.email
        for _ in range(3):
            await other.log_in(there)
            asked = [each.get("/v1/people/me") for each in (ada, there) * 5]
            rotation = asyncio.create_task(keys.rotate())
            answers = await asyncio.gather(*asked)
            assert await rotation
            assert {each.status_code for each in answers} == {200}
            await service.log_in(ada)


async def test_an_expired_token_is_forgotten(
    database: Database, generous: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(create(generous)) as service:
        ada = await service.person()
        assert (await ada.get("/v1/people/me")).status_code == 200
        later = time.time() + generous.access_token_lifetime + 60
        monkeypatch.setattr("impl.services.authentication.time.time", lambda: later)
        assert (await ada.get("/v1/people/me")).status_code == 401


async def test_the_memory_of_tokens_is_bounded(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("impl.services.authentication._REMEMBERED", 1)
    ada, bob = await service.person(), await service.person()
    for actor in (ada, bob, ada):
        assert (await actor.get("/v1/people/me")).status_code == 200


async def test_what_changes_is_audited(service: Service, database: Database) -> None:
    ada = await service.person()
    team = await service.team(ada)
    key = await service.key(ada, team, "apis:write")
    await service.api(key, team)
    reader = database.read()
    statement = text("SELECT actor, action FROM audit_events ORDER BY id")
    found = [tuple(row) for row in await reader.rows(statement)]
    assert found == [
        (None, "person.registered"),
        (ada.id, "session.opened"),
        (ada.id, "team.created"),
        (ada.id, "api_key.created"),
        (key.id, "api.created"),
    ]


async def test_no_secret_is_stored(service: Service, database: Database) -> None:
    ada = await service.person()
    team = await service.team(ada)
    key = await service.key(ada, team, "apis:read")
    secrets = [key.headers["X-Api-Key"], ada.tokens["refresh_token"], "correct horse"]
    tables = ("people", "sessions", "api_keys", "audit_events", "rate_limits")
    reader = database.read()
    for table in tables:
        statement = text(f"SELECT string_agg(t::text, '') FROM {table} t")
        content = (await reader.rows(statement))[0][0] or ""
        assert not [each for each in secrets if each in content]


async def test_killed_backends_are_weather(
    service: Service, database: Database
) -> None:
    ada = await service.person()
    kill = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    body = [{"name": f"team-{n}", "title": "Team"} for n in range(40)]
    calls = [asyncio.create_task(ada.post("/v1/teams", each)) for each in body]
    for _ in range(3):
        await asyncio.sleep(0.01)
        async with database.begin() as work:
            await work.execute(kill)
    answers = await asyncio.gather(*calls)
    assert {each.status_code for each in answers} <= {201, 503}
    listed = (await ada.get("/v1/teams?limit=100")).json()["items"]
    acknowledged = {each.json()["name"] for each in answers if each.status_code == 201}
    assert acknowledged <= {each["name"] for each in listed}
    # Not one team without its owner.
    reader = database.read()
    statement = text(
        "SELECT count(*) FROM teams WHERE id NOT IN (SELECT team_id FROM members)"
    )
    assert (await reader.rows(statement))[0][0] == 0


async def test_workers_refuse_what_they_can_not_do_soon() -> None:
    workers, gate = ThreadPool("test", threads=1, queue=1), threading.Event()
    waiting = [asyncio.create_task(workers.run(gate.wait)) for _ in range(2)]
    await asyncio.sleep(0.01)
    with pytest.raises(Unavailable):
        await workers.run(lambda: None)
    gate.set()
    assert await asyncio.gather(*waiting) == [True, True]
    await asyncio.sleep(0)
    assert await workers.run(lambda: 1) == 1
    workers.close()


async def test_workers_give_up_and_keep_the_place(
    recwarn: pytest.WarningsRecorder,
) -> None:
    workers, gate = ThreadPool("test", threads=1, queue=0), threading.Event()

    def fail() -> None:
        gate.wait()
        raise ValueError("late")

    with pytest.raises(TimeoutError):
        await workers.run(fail, 0.01)
    with pytest.raises(Unavailable):
        await workers.run(uuid4)
    gate.set()
    async with asyncio.timeout(60):
        while workers._room <= 0:  # noqa: ASYNC110 - nobody says so
            await asyncio.sleep(0.01)
    assert await workers.run(lambda: 2) == 2
    workers.close()
    assert not recwarn.list
