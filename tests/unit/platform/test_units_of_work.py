"""What travels with the first statement of a unit of work, and what with its commit."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from psycopg import DataError, generators
from psycopg.pq import PipelineStatus
from sqlalchemy import (
    Executable,
    Integer,
    Select,
    bindparam,
    false,
    literal_column,
    make_url,
    select,
    text,
)

from impl.database.endings import driver_of
from impl.database.errors import (
    ConditionFailed,
    ConstraintViolated,
    Reason,
    Unavailable,
)
from impl.database.reading import Condition
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.support.wire import Wire, counted

pytestmark = [pytest.mark.asyncio, pytest.mark.long]

_IS_ONE = (bindparam("asked", type_=Integer) == 1).label("is_one")
_SEVEN: Select[Any] = select(literal_column("7"))
_NOTHING: Select[Any] = _SEVEN.where(false())
_ADD = text("INSERT INTO remarks (id) VALUES (:id)")


class Remarks:
    """Numbers to be written last."""

    def __init__(self) -> None:
        self.numbers: list[object] = []

    def statements(self) -> Iterator[tuple[Executable, dict[str, Any]]]:
        for number in self.numbers:
            yield _ADD, {"id": number}


@pytest_asyncio.fixture
async def remarks(
    database_url: str, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Database, Wire]]:
    """A database with a table, and what counts the ways there and back."""
    sockets = make_url(database_url).query.get("host")
    if not isinstance(sockets, str):
        pytest.skip("counting needs a server on a Unix socket")
    folder = tmp_path_factory.mktemp("w")
    async with counted(Path(sockets), folder) as wire:
        plain = {"host": str(folder), "gssencmode": "disable", "sslmode": "disable"}
        url = make_url(database_url).update_query_dict(plain)
        database = Database.connect(url.render_as_string(False), settings)
        async with database.begin() as work:
            await work.execute(text("CREATE TABLE remarks (id int PRIMARY KEY)"))
            await work.commit()
        yield database, wire
        async with database.begin() as work:
            await work.execute(text("DROP TABLE remarks"))
            await work.commit()
        await database.close()


async def kept(database: Database) -> list[int]:
    found = await database.read().rows(text("SELECT id FROM remarks ORDER BY id"))
    return [each for [each] in found]


async def test_what_is_written_last_travels_with_the_commit(
    remarks: tuple[Database, Wire],
) -> None:
    database, wire = remarks

    async def write(*numbers: int) -> int:
        before = wire.round_trips
        async with database.begin() as work:
            await work.rows(_SEVEN)
            work.ending(Remarks).numbers.extend(numbers)
            await work.commit()
        return wire.round_trips - before

    await write(1, 2)
    # To begin, to ask, and all the rest.
    assert await write(3, 4, 5) == 3
    assert await kept(database) == [1, 2, 3, 4, 5]


async def test_nothing_is_kept_if_what_is_last_can_not_be_written(
    remarks: tuple[Database, Wire], caplog: pytest.LogCaptureFixture
) -> None:
    database, _ = remarks
    for numbers in ((1, 1, 2), (1, 2, 2)):
        async with database.begin() as work:
            await work.execute(_ADD, {"id": 7})
            work.ending(Remarks).numbers.extend(numbers)
            with pytest.raises(ConstraintViolated) as violation:
                await work.commit()
        assert violation.value.constraint == "remarks_pkey"
    assert await kept(database) == []
    assert not [it for it in caplog.records if it.levelno >= logging.ERROR]
    async with database.begin() as work:
        work.ending(Remarks).numbers.append(8)
        await work.commit()
    assert await kept(database) == [8]


async def test_what_the_server_has_forgotten_is_said_anew(
    remarks: tuple[Database, Wire],
) -> None:
    database, _ = remarks

    async def write(number: int) -> None:
        async with database.begin() as work:
            work.ending(Remarks).numbers.append(number)
            await work.commit()

    await write(1)
    async with database.begin() as work:
        with pytest.raises(ConstraintViolated):
            async with work.savepoint():
                await work.execute(_ADD, {"id": 1})
        work.ending(Remarks).numbers.append(2)
        await work.commit()
    await write(3)
    async with database.begin() as work:
        await work.execute(_ADD, {"id": 7})
    await write(4)
    async with database.begin() as work:
        await work.execute(text("DROP TABLE IF EXISTS no_remarks"))
        work.ending(Remarks).numbers.append(5)
        await work.commit()
    await write(6)
    assert await kept(database) == [1, 2, 3, 4, 5, 6]


async def test_nobody_knows_what_became_of_the_last_words_on_a_lost_connection(
    remarks: tuple[Database, Wire],
) -> None:
    database, _ = remarks
    async with database.begin() as work:
        [[pid]] = await work.rows(text("SELECT pg_backend_pid()"))
        ended = text("SELECT pg_terminate_backend(:pid, 5000)")
        assert await database.read().rows(ended, {"pid": pid}) == [(True,)]
        work.ending(Remarks).numbers.append(1)
        with pytest.raises(Unavailable) as lost:
            await work.commit()
    assert not lost.value.is_outcome_known
    async with database.begin() as work:
        work.ending(Remarks).numbers.append(2)
        await work.commit()
    assert await kept(database) == [2]


async def test_what_ran_out_of_time_before_the_commit_is_known_not_to_be_kept(
    remarks: tuple[Database, Wire],
) -> None:
    database, _ = remarks
    async with database.begin() as other:
        await other.execute(_ADD, {"id": 1})
        async with database.begin() as work:
            await work.execute(text("SET LOCAL statement_timeout = 50"))
            work.ending(Remarks).numbers.append(1)
            with pytest.raises(Unavailable) as late:
                await work.commit()
            assert late.value.reason is Reason.TIMEOUT
            assert late.value.is_outcome_known
    assert await kept(database) == []


async def test_what_is_no_text_is_refused_before_anything_is_sent(
    remarks: tuple[Database, Wire],
) -> None:
    database, _ = remarks
    for number in ("1\0", "1"):
        async with database.begin() as work:
            work.ending(Remarks).numbers.append(number)
            is_text = "\0" not in number
            driver = driver_of(work.connection)
            with nullcontext() if is_text else pytest.raises(DataError, match="NUL"):
                await work.commit()
            assert not driver.closed
            assert driver.pgconn.pipeline_status == PipelineStatus.OFF
    assert await kept(database) == [1]


async def test_what_failed_is_not_said_to_be_kept(
    remarks: tuple[Database, Wire],
) -> None:
    database, _ = remarks
    for has_ending in (True, False):
        async with database.begin() as work:
            with pytest.raises(ConstraintViolated):
                await work.execute(text("INSERT INTO remarks VALUES (1), (1)"))
            if has_ending:
                # Of which there is nothing to write.
                work.ending(Remarks)
            with pytest.raises(RuntimeError, match="only be rolled back"):
                await work.commit()
        for number in (1, 2, 3):
            async with database.begin() as work:
                if number == 2:
                    await work.execute(text("DELETE FROM remarks"))
                work.ending(Remarks).numbers.append(number)
                await work.commit()
        assert await kept(database) == [2, 3]
        async with database.begin() as work:
            await work.execute(text("DELETE FROM remarks"))
            await work.commit()


async def test_a_connection_is_of_no_use_after_a_fault_in_its_last_words(
    remarks: tuple[Database, Wire], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _ = remarks
    for has_begun in (True, False):
        async with database.begin() as work:
            driver = driver_of(work.connection)
            if has_begun:
                await work.rows(_SEVEN)
            work.ending(Remarks).numbers.append(1)
            with monkeypatch.context() as patch, pytest.raises(LookupError):
                patch.setattr(generators, "fetch_many", _at_fault)
                await work.commit()
            assert driver.closed
    async with database.begin() as work:
        work.ending(Remarks).numbers.append(2)
        await work.commit()
    assert 2 in await kept(database)


def _at_fault(_: object) -> None:
    raise LookupError


async def test_what_has_to_hold_is_asked_with_the_first_statement(
    remarks: tuple[Database, Wire],
) -> None:
    database, wire = remarks

    async def asked(*statements: Executable) -> int:
        condition = Condition(_IS_ONE, {"asked": 1})
        database.require(condition)
        before = wire.round_trips
        async with database.begin() as work:
            for each in statements:
                assert list(await work.rows(each)) in ([], [(7,)])
            await work.commit()
        assert condition.holds
        return wire.round_trips - before

    raw = text("SELECT 7")
    for statements in ((_SEVEN,), (_NOTHING, _SEVEN), (_NOTHING,), (raw,)):
        await asked(*statements)
    assert await asked(_SEVEN) == 3
    assert await asked(_NOTHING, _SEVEN) == 4
    # By itself before anything is committed, or may have been changed.
    assert await asked(_NOTHING) == 4
    assert await asked(raw) == 4


async def test_nothing_is_changed_by_who_may_not(
    remarks: tuple[Database, Wire],
) -> None:
    database, _ = remarks
    for statement in (_SEVEN, _ADD):
        condition = Condition(_IS_ONE, {"asked": 0})
        database.require(condition)
        async with database.begin() as work:
            with pytest.raises(ConditionFailed):
                await work.rows(statement, {"id": 1} if statement is _ADD else {})
            # Whoever goes on all the same comes no further.
            with pytest.raises(ConditionFailed):
                await work.execute(_ADD, {"id": 2})
            work.ending(Remarks).numbers.append(3)
            with pytest.raises(ConditionFailed):
                await work.commit()
        with pytest.raises(ConditionFailed):
            async with database.begin() as work:
                await work.rows(_SEVEN)
        assert not await database.holds(condition)
    # What another credential is good for may be done.
    async with database.begin() as work:
        work.ending(Remarks).numbers.append(4)
        await work.commit()
    assert await kept(database) == [4]
