"""A disk that is full, and clocks that jump."""

import contextlib
import time
from collections.abc import AsyncIterator

import httpx2
import pytest
from sqlalchemy import text

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.support.client import PASSWORD, Actor, Service, contract_text, running

pytestmark = pytest.mark.asyncio

# What PostgreSQL says when there is no room for another page (appendix A).
_FULL = """CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device'
  USING ERRCODE = 'disk_full'; END $$"""
_TABLES = ("people", "sessions", "teams", "versions", "audit_events", "rate_limits")


@contextlib.asynccontextmanager
async def full_disk(database: Database) -> AsyncIterator[None]:
    """No row finds room meanwhile."""
    async with database.begin() as work:
        await work.execute(text(_FULL))
        for table in _TABLES:
            when = f"BEFORE INSERT OR UPDATE ON {table}"
            await work.execute(
                text(f"CREATE TRIGGER full_disk {when} EXECUTE FUNCTION is_full()")
            )
        await work.commit()
    try:
        yield
    finally:
        async with database.begin() as work:
            await work.execute(text("DROP FUNCTION is_full() CASCADE"))
            await work.commit()


def is_put_off(answer: httpx2.Response) -> bool:
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "is_full" not in answer.text
    assert "space" not in answer.text
    return int(answer.headers["retry-after"]) > 0


async def test_a_full_disk_stops_what_is_written_and_nothing_else(
    service: Service, database: Database
) -> None:
    ada = await service.person()
    team = await service.team(ada)
    api = await service.api(ada, team)
    log_in = {"email": ada.email, "password": PASSWORD}
    refresh = {"refresh_token": ada.tokens["refresh_token"]}
    async with full_disk(database):
        for path, body in (
            ("/v1/people", {**log_in, "email": "b@example.com", "display_name": "B"}),
            # Who can't be counted is not let in.
            ("/v1/sessions", log_in),
            ("/v1/sessions/refresh", refresh),
        ):
            assert is_put_off(await service.anonymous.post(path, body)), path
        assert is_put_off(await ada.post("/v1/teams", {"name": "b", "title": "B"}))
        assert is_put_off(await ada.upload(f"{api}/versions", contract_text()))
        for path in ("/v1/people/me", team, f"{api}/versions", "/openapi.yaml"):
            assert (await ada.get(path)).status_code == 200, path
        for path in ("/livez", "/readyz"):
            assert (await service.anonymous.get(path)).status_code == 200
    # Nothing is half done, and the tokens of before are good still.
    assert (await ada.get(f"{api}/versions")).json()["items"] == []
    assert (await service.anonymous.post("/v1/sessions", log_in)).status_code == 201
    renewed = await service.anonymous.post("/v1/sessions/refresh", refresh)
    assert renewed.status_code == 200
    assert (await ada.upload(f"{api}/versions", contract_text())).status_code == 201


def jump(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Set this process's clock; that of the database is another one."""
    monkeypatch.setattr(time, "time", lambda: time.time_ns() / 1e9 + seconds)


async def renewed(service: Service, actor: Actor) -> Actor:
    token = {"refresh_token": actor.tokens["refresh_token"]}
    answer = await service.anonymous.post("/v1/sessions/refresh", token)
    assert answer.status_code == 200, answer.text
    fresh = Actor(service.http)
    fresh.tokens = answer.json()
    fresh.headers = {"Authorization": f"Bearer {fresh.tokens['access_token']}"}
    return fresh


@pytest.mark.parametrize("seconds", [-86_400, -60, 86_400])
async def test_a_clock_that_jumps_ends_no_session(
    database: Database,
    generous: Settings,
    monkeypatch: pytest.MonkeyPatch,
    seconds: int,
) -> None:
    async with running(create(generous)) as service:
        ada, bob = await service.person(), await service.person()
        jump(monkeypatch, seconds)
        # A token may have ended by that clock, and then it is renewed.
        status = (await ada.get("/v1/people/me")).status_code
        assert status == (401 if seconds > 0 else 200)
        ada = await renewed(service, ada)
        assert (await ada.get("/v1/people/me")).status_code == 200
        # Another process, whose clock it is alone, has not seen any of them yet.
        async with running(create(generous)) as other:
            for actor in (ada, await renewed(service, bob)):
                there = Actor(other.http, **actor.headers)
                assert (await there.get("/v1/people/me")).status_code == 200
        monkeypatch.undo()


async def test_a_replica_whose_clock_is_behind_takes_the_tokens_of_others(
    database: Database, generous: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(create(generous)) as service:
        ada = await service.person()
        jump(monkeypatch, -3600)
        async with running(create(generous)) as behind:
            there = Actor(behind.http, **ada.headers)
            assert (await there.get("/v1/people/me")).status_code == 200
            # Whatever its clock says, what has ended has ended.
            [session] = (await ada.get("/v1/sessions")).json()["items"]
            ended = await ada.delete(f"/v1/sessions/{session['id']}")
            assert ended.status_code == 204
            assert (await there.get("/v1/people/me")).status_code == 401
        monkeypatch.undo()


async def test_waits_are_not_of_the_clock(
    service: Service,
    database: Database,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    strict = settings.model_copy(update={"registration_rate_address": 1})
    async with running(create(strict)) as service:
        body = {"email": "a@example.com", "password": PASSWORD, "display_name": "A"}
        assert (await service.anonymous.post("/v1/people", body)).status_code == 201
        for seconds in (0, 86_400, -86_400):
            jump(monkeypatch, seconds)
            again = await service.anonymous.post("/v1/people", body)
            assert again.status_code == 429, seconds
            assert 1 <= int(again.headers["retry-after"]) <= 60
        monkeypatch.undo()
