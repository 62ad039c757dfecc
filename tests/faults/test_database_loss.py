"""Backends that die in the middle of requests."""

import asyncio

import psycopg
import pytest

from scripts.proving.people import Person
from scripts.proving.service import Service
from tests.faults.load import Ledger, client, work

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
    service: Service, ada: Person, database: str
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
