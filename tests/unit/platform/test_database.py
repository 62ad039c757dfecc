"""Transactions, round trips, and what happens when the server misbehaves."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from psycopg.errors import UndefinedTable
from sqlalchemy import (
    Executable,
    Integer,
    Select,
    bindparam,
    event,
    false,
    literal_column,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import DisconnectionError

from impl.database.engine import driver_url
from impl.database.errors import (
    ConditionFailed,
    ConstraintViolated,
    Kind,
    Reason,
    Unavailable,
    translate,
)
from impl.database.reading import Condition
from impl.database.unit_of_work import Database, UnitOfWork
from impl.settings import Settings
from tests.support.frozen import Frozen, own_server
from tests.support.waiting import meanwhile
from tests.support.wire import counted

pytestmark = [pytest.mark.asyncio, pytest.mark.long]


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


async def served_by(database: Database) -> tuple[int, int]:
    """Return the server's processes behind the next unit of work and the next read."""
    asked = text("SELECT pg_backend_pid()")
    async with database.begin() as work:
        [[writing]] = await work.rows(asked)
    [[reading]] = await database.read().rows(asked)
    return writing, reading


@pytest.mark.parametrize(("size", "is_kept"), [(1_000_000, True), (2_000_000, False)])
async def test_connection_that_has_carried_much_is_closed(
    database: Database, size: int, is_kept: bool
) -> None:
    before = await served_by(database)
    length = text("SELECT octet_length(CAST(:data AS bytea))")
    async with database.begin() as work:
        assert await work.rows(length, {"data": bytes(size)}) == [(size,)]
    zeros = text("SELECT decode(repeat('00', CAST(:size AS integer)), 'hex')")
    assert await database.read().rows(zeros, {"size": size}) == [(bytes(size),)]
    after = await served_by(database)
    kept = [old == new for old, new in zip(before, after, strict=True)]
    assert kept == [is_kept, is_kept]


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


async def test_a_condition_costs_no_round_trip(
    database_url: str, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sockets = make_url(database_url).query.get("host")
    if not isinstance(sockets, str):
        pytest.skip("counting needs a server on a Unix socket")
    folder = tmp_path_factory.mktemp("w")
    nothing: Select[Any] = select(literal_column("7")).where(false())
    column_of = (bindparam("asked", type_=Integer) == 1).label("is_one")
    async with counted(Path(sockets), folder) as wire:
        plain = {"host": str(folder), "gssencmode": "disable", "sslmode": "disable"}
        url = make_url(database_url).update_query_dict(plain)
        database = Database.connect(url.render_as_string(False), settings)

        async def asked(answer: int, *statements: Executable) -> tuple[int, list[Any]]:
            condition = Condition(column_of, {"asked": answer})
            database.require(condition)
            before = wire.round_trips
            found = [await database.read().rows(each) for each in statements]
            assert await database.holds(condition) is (answer == 1)
            return wire.round_trips - before, found

        one: Select[Any] = select(literal_column("7"))
        raw = text("SELECT 7")
        everything = (one,), (one, nothing), (nothing,), (raw,), ()
        for statements in everything:
            # The first time they are prepared, which is a round trip each.
            await asked(1, *statements)
        assert [await asked(1, *statements) for statements in everything] == [
            (1, [[(7,)]]),
            (2, [[(7,)], []]),
            (2, [[]]),
            (2, [[(7,)]]),
            (1, []),
        ]
        assert await asked(0) == (1, [])
        with pytest.raises(ConditionFailed):
            await asked(0, one)
        await database.close()


async def test_a_condition_that_nobody_could_look_at(settings: Settings) -> None:
    database = Database.connect("postgresql://nobody@127.0.0.1:1/none", settings)
    condition = Condition(literal_column("true").label("holds"), {})
    database.require(condition)
    with pytest.raises(Unavailable) as first:
        await database.read().rows(select(literal_column("7")))
    # Whoever asks next is not made to wait for the same again.
    with pytest.raises(Unavailable) as second:
        await database.holds(condition)
    assert second.value is first.value
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
    # The server might as well have been lost just after it had committed.
    assert not failure.value.is_outcome_known
    reader = ledger.read()
    await reader.rows(text("SELECT 1"))
    await kill_backends(killer)
    rows = await reader.rows(text("SELECT id FROM ledger"))
    assert rows == []
    await killer.close()


ASLEEP = (
    "pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'"
    " AND wait_event = 'PgSleep' AND datname = current_database()"
)


async def until_asleep(database: Database, count: int) -> None:
    """Wait until so many statements only pass the time."""
    asked = text(f"SELECT count(*) FROM {ASLEEP}")
    async with asyncio.timeout(60):
        while await database.read().rows(asked) != [(count,)]:  # noqa: ASYNC110 - others' work
            await asyncio.sleep(0.01)


async def test_killed_while_running(
    database: Database, database_url: str, settings: Settings
) -> None:
    killer = Database.connect(database_url, settings)

    async def write() -> None:
        async with database.begin() as work:
            await work.execute(text("SELECT pg_sleep(600)"))

    task = asyncio.create_task(write())
    await until_asleep(killer, 1)
    await kill_backends(killer)
    with pytest.raises(Unavailable) as failure:
        await task
    assert failure.value.is_outcome_known
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
    other = Database.connect(database_url, settings)
    lock = text("SELECT pg_advisory_xact_lock(1)")
    async with other.begin() as work:
        await work.execute(lock)
        async with meanwhile(other, work, database.read().rows(lock)):
            with pytest.raises(Unavailable) as failure:
                await database.ping()
            assert failure.value.reason is Reason.POOL
            await work.commit()
    await database.ping()
    await database.close()
    await other.close()


async def test_a_cancelled_read_leaves_no_query_and_no_doubt(
    database_url: str, settings: Settings
) -> None:
    single = settings.model_copy(update={"database_pool_size": 1})
    database = Database.connect(database_url, single)
    other = Database.connect(database_url, settings)
    slow = asyncio.create_task(database.read().rows(text("SELECT pg_sleep(600)")))
    await until_asleep(other, 1)
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow
    assert await database.read().rows(text("SELECT 7")) == [(7,)]
    # Its backend was told, and sees to it when it gets the processor.
    await until_asleep(other, 0)
    await database.close()
    await other.close()


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


async def test_session_is_set_up(database_url: str, settings: Settings) -> None:
    """With the values that nobody chose, unlike other tests."""
    usual = {
        name: field.default
        for name, field in Settings.model_fields.items()
        if name.startswith("database_") and name.endswith("_timeout")
    }
    database = Database.connect(database_url, settings.model_copy(update=usual))
    names = ["application_name", "timezone", "statement_timeout", "lock_timeout", "jit"]
    asked = ", ".join(f"current_setting('{name}')" for name in names)
    reader = database.read()
    [row] = await reader.rows(text(f"SELECT {asked}"))
    assert tuple(row) == ("countersign", "UTC", "10s", "4s", "off")
    await database.close()


@pytest.fixture(scope="module")
def frozen() -> Iterator[Frozen]:
    with own_server() as server:
        yield server


@pytest_asyncio.fixture
async def hasty(frozen: Frozen, settings: Settings) -> AsyncIterator[Database]:
    """A database with small deadlines and two connections of each kind."""
    small = {
        "database_pool_size": 2,
        "database_pool_timeout": 0.3,
        "database_connect_timeout": 1,
        "database_statement_timeout": 0.3,
    }
    database = Database.connect(frozen.url, settings.model_copy(update=small))
    yield database
    await database.close()


async def read(database: Database) -> None:
    await database.read().rows(text("SELECT 1"))


class Remark:
    """Something that is written last."""

    def statements(self) -> Iterator[tuple[Executable, dict[str, Any]]]:
        yield text("SELECT CAST(:one AS int)"), {"one": 1}


async def write(database: Database) -> None:
    async with database.begin() as work:
        await work.execute(text("SELECT 1"))
        work.ending(Remark)
        await work.commit()


@pytest.mark.parametrize("warm", [True, False])
async def test_a_frozen_server_is_no_hang(
    frozen: Frozen, hasty: Database, warm: bool
) -> None:
    if warm:
        await asyncio.gather(*(each(hasty) for each in (read, read, write, write)))
    with frozen.freezing():
        # More than there are places, so that a place that is lost would be missed.
        async with asyncio.timeout(60):
            ends = await asyncio.gather(
                *(each(hasty) for each in (read, write) * 6), return_exceptions=True
            )
            for each in (read, write) * 3:
                with pytest.raises(Unavailable):
                    await each(hasty)
        assert {type(end) for end in ends} == {Unavailable}
    for _ in range(3):
        await asyncio.gather(*(each(hasty) for each in (read, read, write, write)))


@pytest.mark.parametrize("has_ending", [True, False])
async def test_a_frozen_server_in_a_transaction(
    frozen: Frozen, hasty: Database, has_ending: bool
) -> None:
    for _ in range(3):
        async with asyncio.timeout(60):
            with pytest.raises(Unavailable) as failure:
                async with hasty.begin() as work:
                    await work.execute(text("SELECT 1"))
                    if has_ending:
                        work.ending(Remark)
                    with frozen.freezing():
                        await work.commit()
            assert failure.value.reason is Reason.TIMEOUT
            assert not failure.value.is_outcome_known
            with contextlib.ExitStack() as stack, pytest.raises(Unavailable):
                async with hasty.begin() as work:
                    await work.execute(text("SELECT 1"))
                    stack.enter_context(frozen.freezing())
                    # Not even giving up waits for ever.
                    raise LookupError
    await asyncio.gather(write(hasty), write(hasty))


async def test_one_frozen_backend_costs_one_request(
    frozen: Frozen, hasty: Database
) -> None:
    for _ in range(3):
        [[pid]] = await hasty.read().rows(text("SELECT pg_backend_pid()"))
        with frozen.freezing(pid):
            async with asyncio.timeout(60):
                with pytest.raises(Unavailable) as failure:
                    await read(hasty)
                await read(hasty)
        assert failure.value.reason is Reason.TIMEOUT


async def test_cancelling_does_not_wait_for_a_frozen_server(
    frozen: Frozen, hasty: Database
) -> None:
    await asyncio.gather(read(hasty), write(hasty))
    for each in (read, write) * 3:
        with frozen.freezing():
            task = asyncio.create_task(each(hasty))
            await asyncio.sleep(0.05)
            task.cancel()
            async with asyncio.timeout(60):
                with pytest.raises(asyncio.CancelledError):
                    await task
    await asyncio.gather(read(hasty), write(hasty))


async def test_the_first_connection_of_all_meets_a_frozen_server(
    frozen: Frozen, hasty: Database
) -> None:
    with frozen.freezing():
        async with asyncio.timeout(60):
            for _ in range(3):
                with pytest.raises(Unavailable):
                    await write(hasty)
    await write(hasty)
