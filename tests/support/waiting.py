"""What is begun while a unit of work is open, and has to wait for its end."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any, TypeVar

from sqlalchemy import text

from impl.database.unit_of_work import Database, UnitOfWork

_T = TypeVar("_T")
_WAITS = text("SELECT FROM pg_stat_activity WHERE :pid = ANY (pg_blocking_pids(pid))")


@contextlib.asynccontextmanager
async def meanwhile(
    database: Database, work: UnitOfWork, other: Coroutine[Any, Any, _T]
) -> AsyncIterator[asyncio.Task[_T]]:
    """Begin something, wait until it waits for `work`, and afterwards for its end."""
    [[pid]] = await work.rows(text("SELECT pg_backend_pid()"))
    task = asyncio.create_task(other)
    async with asyncio.timeout(60):
        while not await database.read().rows(_WAITS, {"pid": pid}):
            assert not task.done(), "it did not wait"
            await asyncio.sleep(0.01)
        yield task
        await task
