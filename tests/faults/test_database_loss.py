"""Backends that die in the middle of requests."""

import asyncio
from pathlib import Path

import psycopg
import pytest

from impl.database.migrate import upgrade
from scripts.proving.people import PersonClient
from scripts.proving.service import Service, serving
from tests.faults.load import Ledger, client, work
from tests.support.frozen import own_server

pytestmark = pytest.mark.long

_WORKERS = 12
_SECONDS = 4.0
_PAUSE = 0.03
_KILL = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


async def kill_backends(url: str, stop: asyncio.Event) -> int:
    killed = 0
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as link:
        while not stop.is_set():
            row = await (await link.execute(_KILL)).fetchone()
            killed += row[0] if row else 0
            await asyncio.sleep(_PAUSE)
    return killed


def stored_names(url: str, prefix: str) -> set[str]:
    with psycopg.connect(url) as link:
        rows = link.execute(
            "SELECT name FROM apis WHERE starts_with(name, %s)", [prefix]
        )
        return {row[0] for row in rows}


def half_written(url: str) -> bool:
    """Whether there are APIs without a record of their creation, or the reverse."""
    created = "SELECT count(*) FROM audit_events WHERE action = 'api.created'"
    with psycopg.connect(url) as link:
        apis = link.execute("SELECT count(*) FROM apis").fetchone()
        return apis != link.execute(created).fetchone()


@pytest.mark.asyncio
async def test_only_503_while_backends_die_and_no_write_is_lost(
    service: Service, ada: PersonClient, database: str
) -> None:
    ledger, stop = Ledger(), asyncio.Event()
    team = ada.belongings.team_ids[0]
    async with client(service.url, ada) as opened:
        workers = [
            asyncio.create_task(work(opened, team, ledger, stop))
            for _ in range(_WORKERS)
        ]
        killer = asyncio.create_task(kill_backends(database, stop))
        await asyncio.sleep(_SECONDS)
        async with asyncio.timeout(60):
            while not {201, 503} <= ledger.statuses.keys():  # noqa: ASYNC110 - a ledger has no event
                await asyncio.sleep(_PAUSE)
        stop.set()
        await asyncio.gather(*workers)
        assert await killer > _WORKERS

    assert not ledger.lost
    assert set(ledger.statuses) <= {200, 201, 503}
    # Otherwise nothing was broken, or everything.
    assert ledger.statuses[503]
    assert ledger.statuses[201]
    for answer in ledger.answers:
        if answer.status_code == 503:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.headers["Retry-After"].isdigit()
            assert answer.json()["code"] == "unavailable"

    stored = stored_names(database, ledger.prefix)
    assert ledger.acknowledged <= stored
    # A backend can die after its commit and before its answer: then, and only then,
    # something is there that was answered with 503.
    assert stored - ledger.acknowledged <= ledger.refused
    assert not half_written(database)

    # Nobody restarted anything.
    assert service.process.poll() is None
    for _ in range(20):
        ada.call("GET", f"/v1/teams/{team}/apis", 200)
    ada.call("GET", "/readyz", 200)


_HASTY = {
    "COUNTERSIGN_DATABASE_POOL_SIZE": "2",
    # Short, but so that a busy machine connects, and answers, within them afterwards.
    "COUNTERSIGN_DATABASE_POOL_TIMEOUT": "1",
    "COUNTERSIGN_DATABASE_STATEMENT_TIMEOUT": "2",
}


@pytest.mark.asyncio
async def test_a_frozen_server_is_503_and_comes_back(tmp_path: Path) -> None:
    with own_server() as server:
        upgrade(server.url)
        with serving(server.url, tmp_path / "log", _HASTY) as service:
            ada = PersonClient.registered(service.url, "ada")
            ada.settle(teams=1, apis=1)
            team = f"/v1/teams/{ada.belongings.team_ids[0]}"
            body = {"name": "made-while-frozen", "title": "Never"}
            async with client(service.url, ada) as opened:
                for _ in range(2):
                    with server.freezing():
                        # The answers are there while nothing has been woken.
                        answers = await asyncio.gather(
                            *(opened.get(f"{team}/apis") for _ in range(5)),
                            *(opened.post("/v1/teams", json=body) for _ in range(5)),
                            opened.get("/readyz"),
                        )
                    assert {each.status_code for each in answers} == {503}
                    assert all(each.headers["Retry-After"] for each in answers)
                    for _ in range(6):
                        assert (await opened.get(f"{team}/apis")).status_code == 200
                    assert (await opened.get("/readyz")).status_code == 200
                made = await opened.post("/v1/teams", json=body)
                assert made.status_code == 201
            ada.close()
