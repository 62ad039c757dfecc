"""Connections for reads: of the driver itself, without a transaction.

SQLAlchemy's engine costs four times what the driver does for a short statement, and a
library's pool would hide an unreachable server behind a timeout. So reads have a plain
stack of driver connections; units of work keep SQLAlchemy's pool.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import Any, LiteralString

from psycopg.pq import TransactionStatus

from impl.database.deadline import TimedConnection, until
from impl.database.errors import Reason, Unavailable

Row = tuple[Any, ...]
# What is around each statement, for those who want to see it.
Watch = Callable[[str], contextlib.AbstractContextManager[object]]
_NOTHING = contextlib.nullcontext()
RECYCLE_AFTER = 1800


class ConnectionPool:
    """At most `size` connections, opened on demand; the last used is taken first.

    Args:
        open_one: opens a connection without a transaction.
        size: how many there may be.
        wait: seconds to wait for one of them to come free.
        patience: seconds for a statement, from the beginning of the wait for a place.
        watch: what is around each statement.

    Attributes:
        watch: as it was given.
        size: the most there can be.
        in_use: how many are at work.
        waiting: how many are waited for.
    """

    def __init__(
        self,
        open_one: Callable[[], Awaitable[TimedConnection]],
        size: int,
        wait: float,
        patience: float,
        watch: Watch | None = None,
    ) -> None:
        self._open = open_one
        self._wait = wait
        self._patience = patience
        self.watch = watch or _unwatched
        self.size = size
        self.in_use = self.waiting = 0
        self._places = asyncio.Semaphore(size)
        self._idle: list[tuple[TimedConnection, float]] = []

    def due(self) -> float:
        """Return when a statement that is begun now has to be answered."""
        return time.monotonic() + self._patience

    async def fetch(
        self, statement: LiteralString, values: dict[str, Any], due: float
    ) -> list[Row]:
        """Run a statement on a connection that is free, and return its rows.

        Raises:
            Unavailable: no connection came free in time.
            psycopg.OperationalError: the server can't be reached or broke off.
            NoAnswer: the server was silent until `due`.
        """
        if self._places.locked():
            await self._wait_for_place(due)
        else:
            await self._places.acquire()
        self.in_use += 1
        try:
            connection, opened = self._idle.pop() if self._idle else (None, 0.0)
            if connection is None or time.monotonic() - opened > RECYCLE_AFTER:
                if connection is not None:
                    await connection.close()
                async with until(due):
                    connection, opened = await self._open(), time.monotonic()
            try:
                connection.due = due
                # As text, a document would have to be read out of its hexadecimal
                # digits, which holds the event loop for as long as all else together.
                with self.watch(statement):
                    cursor = await connection.execute(
                        statement, values, prepare=True, binary=True
                    )
                    rows = await cursor.fetchall()
                if len(rows) == 1:
                    # No list has anything large in it.
                    connection.carries(rows[0])
                return rows
            finally:
                if _is_fit(connection):
                    self._idle.append((connection, opened))
                else:
                    await connection.close()
        finally:
            self.in_use -= 1
            self._places.release()

    async def forget(self) -> None:
        """Close the idle connections, which share the fate of one that broke."""
        while self._idle:
            await self._idle.pop()[0].close()

    async def _wait_for_place(self, due: float) -> None:
        limit = min(self._wait, max(0.0, due - time.monotonic()))
        self.waiting += 1
        try:
            async with asyncio.timeout(limit):
                await self._places.acquire()
        except TimeoutError:
            raise Unavailable(Reason.POOL) from None
        finally:
            self.waiting -= 1


def _unwatched(_statement: str) -> contextlib.nullcontext[None]:
    return _NOTHING


def _is_fit(connection: TimedConnection) -> bool:
    """Tell whether to use it again: not if it is broken, left halfway, or too large."""
    is_idle = connection.pgconn.transaction_status == TransactionStatus.IDLE
    return is_idle and not connection.is_swollen
