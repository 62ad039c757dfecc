"""Transactions, round trips, and what happens when the server misbehaves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from psycopg.errors import UndefinedTable
from sqlalchemy import event, make_url, text
from sqlalchemy.exc import DisconnectionError

from impl.database.engine import driver_url
from impl.database.errors import (
    ConstraintViolated,
    Kind,
    Reason,
    Unavailable,
    translate,
)
from impl.database.unit_of_work import Database, UnitOfWork
from impl.settings import Settings
from tests.support.wire import counted

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def ledger(database: Database) -> AsyncIterator[Database]:
    async with database.begin() as work:
        await work.execute(
            text(
                "CREATE TABLE ledger (id int PRIMARY KEY, small smallint,"
                " parent int CONSTRAINT fk_parent REFERENCES ledger,"
                " amount int CONSTRAINT ck_amount CHECK (amount > 0))"
            )
        )
        await work.commit()
    yield database
    async with database.begin() as work:
        await work.execute(text("DROP TABLE ledger"))
        await work.commit()


async def insert(work: UnitOfWork, **values: int) -> None:
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    statement = text(f"INSERT INTO ledger ({names}) VALUES ({places})")
    await work.execute(statement, values)


async def ids(database: Database) -> list[int]:
    reader = database.read()
    rows = await reader.rows(text("SELECT id FROM ledger ORDER BY id"))
    return [row[0] for row in rows]


async def test_only_a_commit_keeps(ledger: Database) -> None:
    async with ledger.begin() as work:
        await insert(work, id=1)
    assert await ids(ledger) == []
    async with ledger.begin() as work:
        await insert(work, id=2)
        await work.commit()
    assert await ids(ledger) == [2]


async def test_commit_then_raise_keeps(ledger: Database) -> None:
    with pytest.raises(LookupError):
        async with ledger.begin() as work:
            await insert(work, id=1)
            await work.commit()
            raise LookupError
    assert await ids(ledger) == [1]


async def test_nothing_after_commit(ledger: Database) -> None:
    async with ledger.begin() as work:
        await work.commit()
        with pytest.raises(RuntimeError, match="open another"):
            await insert(work, id=1)
        with pytest.raises(RuntimeError, match="open another"):
            await work.commit()


async def test_savepoint_undoes_only_itself(ledger: Database) -> None:
    async with ledger.begin() as work:
        await insert(work, id=1)
        with pytest.raises(ConstraintViolated):
            async with work.savepoint():
                await insert(work, id=2)
                await insert(work, id=1)
        await work.commit()
    assert await ids(ledger) == [1]


@pytest.mark.parametrize(
    ("values", "kind", "constraint"),
    [
        ({"id": 1}, Kind.UNIQUE, "ledger_pkey"),
        ({"id": 2, "parent": 9}, Kind.FOREIGN_KEY, "fk_parent"),
        ({"id": 2, "amount": 0}, Kind.CHECK, "ck_amount"),
        ({"id": 2, "small": 70_000}, Kind.OUT_OF_RANGE, None),
    ],
)
async def test_constraints_have_names(
    ledger: Database, values: dict[str, int], kind: Kind, constraint: str | None
) -> None:
    async with ledger.begin() as work:
        await insert(work, id=1)
        with pytest.raises(ConstraintViolated) as violation:
            await insert(work, **values)
    assert (violation.value.kind, violation.value.constraint) == (kind, constraint)


async def test_bugs_pass_through(database: Database) -> None:
    reader = database.read()
    with pytest.raises(UndefinedTable, match="nowhere"):
        await reader.rows(text("SELECT * FROM nowhere"))


async def test_bug_in_a_caller_is_not_a_database_failure() -> None:
    assert translate(ValueError()) is None


async def test_round_trips(
    database_url: str, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sockets = make_url(database_url).query.get("host")
    if not isinstance(sockets, str):
        pytest.skip("counting needs a server on a Unix socket")
    folder = tmp_path_factory.mktemp("w")
    async with counted(Path(sockets), folder) as wire:
        plain = {"host": str(folder), "gssencmode": "disable", "sslmode": "disable"}
        url = make_url(database_url).update_query_dict(plain)
        database = Database.connect(url.render_as_string(False), settings)
        await database.ping()

        before = wire.round_trips
        await database.ping()
        assert wire.round_trips - before == 1

        async def work_once() -> None:
            async with database.begin() as work:
                await work.execute(text("SELECT 2"))
                await work.commit()

        await work_once()
        before = wire.round_trips
        await work_once()
        assert wire.round_trips - before == 3
        await database.close()


async def kill_backends(database: Database, name: str = "countersign") -> None:
    statement = text(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
        " WHERE application_name = :name AND pid <> pg_backend_pid()"
        " AND datname = current_database()"
    )
    reader = database.read()
    await reader.rows(statement, {"name": name})


async def test_idle_connections_killed_nobody_notices(
    database: Database, database_url: str, settings: Settings
) -> None:
    async with asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(database.ping())
    killer = Database.connect(database_url, settings)
    await kill_backends(killer)
    async with database.begin() as work:
        await work.execute(text("SELECT 1"))
        await work.commit()
    for _ in range(5):
        await database.ping()
    await killer.close()


async def test_connections_that_are_dead_on_arrival(database: Database) -> None:
    def refuse(*_: object) -> None:
        raise DisconnectionError

    engine = database._engine.sync_engine
    event.listen(engine, "checkout", refuse)
    try:
        with pytest.raises(Unavailable) as caught:
            async with database.begin():
                pass
    finally:
        event.remove(engine, "checkout", refuse)
    assert caught.value.reason is Reason.CONNECTION


async def test_killed_between_statements(
    ledger: Database, database_url: str, settings: Settings
) -> None:
    killer = Database.connect(database_url, settings)
    with pytest.raises(Unavailable) as failure:
        async with ledger.begin() as work:
            await insert(work, id=1)
            await kill_backends(killer)
            await work.commit()
    assert failure.value.reason is Reason.CONNECTION
    assert failure.value.retry_after >= 1
    reader = ledger.read()
    await reader.rows(text("SELECT 1"))
    await kill_backends(killer)
    rows = await reader.rows(text("SELECT id FROM ledger"))
    assert rows == []
    await killer.close()


async def test_killed_while_running(
    database: Database, database_url: str, settings: Settings
) -> None:
    killer = Database.connect(database_url, settings)

    async def write() -> None:
        async with database.begin() as work:
            await work.execute(text("SELECT pg_sleep(5)"))

    task = asyncio.create_task(write())
    await asyncio.sleep(0.2)
    await kill_backends(killer)
    with pytest.raises(Unavailable):
        await task
    await database.ping()
    await killer.close()


async def test_pool_exhaustion_sheds_load(
    database_url: str, settings: Settings
) -> None:
    tight = {"database_pool_size": 1, "database_pool_timeout": 0.1}
    database = Database.connect(database_url, settings.model_copy(update=tight))
    async with database.begin() as work:
        await work.execute(text("SELECT 1"))
        await database.ping()
        with pytest.raises(Unavailable) as failure:
            async with database.begin():
                pass
    assert failure.value.reason is Reason.POOL
    slow = asyncio.create_task(database.read().rows(text("SELECT pg_sleep(0.5)")))
    await asyncio.sleep(0.1)
    with pytest.raises(Unavailable) as failure:
        await database.ping()
    assert failure.value.reason is Reason.POOL
    await slow
    await database.ping()
    await database.close()


async def test_a_cancelled_read_leaves_no_query_and_no_doubt(
    database_url: str, settings: Settings
) -> None:
    single = settings.model_copy(update={"database_pool_size": 1})
    database = Database.connect(database_url, single)
    slow = asyncio.create_task(database.read().rows(text("SELECT pg_sleep(5)")))
    await asyncio.sleep(0.2)
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow
    assert await database.read().rows(text("SELECT 7")) == [(7,)]
    running = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'"
        " AND datname = current_database()"
    )
    assert await database.read().rows(running) == [(0,)]
    await database.close()


async def test_statement_and_lock_timeouts(
    ledger: Database, database_url: str, settings: Settings
) -> None:
    short = {"database_statement_timeout": 0.3, "database_lock_timeout": 0.1}
    hasty = Database.connect(database_url, settings.model_copy(update=short))
    with pytest.raises(Unavailable) as failure:
        reader = hasty.read()
        await reader.rows(text("SELECT pg_sleep(5)"))
    assert failure.value.reason is Reason.TIMEOUT
    async with ledger.begin() as work:
        await work.execute(text("LOCK TABLE ledger"))
        with pytest.raises(Unavailable) as failure:
            await ids(hasty)
    assert failure.value.reason is Reason.CONTENTION
    await hasty.close()


async def test_unreachable_server(settings: Settings) -> None:
    database = Database.connect("postgresql://nobody@127.0.0.1:1/none", settings)
    with pytest.raises(Unavailable) as failure:
        await database.ping()
    assert failure.value.reason is Reason.CONNECTION
    await database.close()


@pytest.mark.parametrize("url", ["mysql://u:hunter2@h/d", "hunter2", ""])
async def test_other_urls_are_refused_discreetly(url: str) -> None:
    with pytest.raises(ValueError, match="must look like") as refusal:
        driver_url(url)
    assert "hunter2" not in str(refusal.value)


async def test_session_is_set_up(database: Database) -> None:
    names = ["application_name", "timezone", "statement_timeout", "lock_timeout", "jit"]
    settings = ", ".join(f"current_setting('{name}')" for name in names)
    reader = database.read()
    [row] = await reader.rows(text(f"SELECT {settings}"))
    assert tuple(row) == ("countersign", "UTC", "10s", "4s", "off")
