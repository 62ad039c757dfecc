"""Connections for reads: of the driver itself, without a transaction.

SQLAlchemy's engine costs four times what the driver does for a short statement, and a
library's pool would hide an unreachable server behind a timeout. So reads have a plain
stack of driver connections; units of work keep SQLAlchemy's pool.
"""

import asyncio
import contextlib
import select
import time
from collections.abc import AsyncIterator
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from impl.database.errors import Reason, Unavailable

Connection = psycopg.AsyncConnection[tuple[Any, ...]]
RECYCLE_AFTER = 1800


class Connections:
    """At most `size` connections, opened on demand; the last used is lent first."""

    def __init__(
        self, url: str, size: int, patience: float, arguments: dict[str, Any]
    ) -> None:
        self._url = url
        self._arguments = arguments
        self._patience = patience
        self._places = asyncio.Semaphore(size)
        self._idle: list[tuple[Connection, float]] = []

    @contextlib.asynccontextmanager
    async def lend(self) -> AsyncIterator[Connection]:
        """Lend a connection that was alive a moment ago.

        Raises:
            Unavailable: none came free within `patience` seconds.
            psycopg.OperationalError: the server can't be reached.
        """
        await self._take_place()
        try:
            connection, opened = await self._alive() or await self._opened()
            try:
                yield connection
            finally:
                await self._take_back(connection, opened)
        finally:
            self._places.release()

    async def forget(self) -> None:
        """Close the idle connections, which share the fate of one that broke."""
        while self._idle:
            await self._idle.pop()[0].close()

    async def _take_place(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._places.acquire()
        except TimeoutError:
            raise Unavailable(Reason.POOL) from None

    async def _alive(self) -> tuple[Connection, float] | None:
        while self._idle:
            connection, opened = self._idle.pop()
            fresh = time.monotonic() - opened < RECYCLE_AFTER
            if fresh and not has_hung_up(connection.fileno()):
                return connection, opened
            await connection.close()
        return None

    async def _opened(self) -> tuple[Connection, float]:
        connection = await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, **self._arguments
        )
        return connection, time.monotonic()

    async def _take_back(self, connection: Connection, opened: float) -> None:
        if connection.info.transaction_status is TransactionStatus.IDLE:
            self._idle.append((connection, opened))
        else:
            # Broken, or cancelled halfway: nobody can say what it answers next.
            await connection.close()


def has_hung_up(descriptor: int) -> bool:
    """Tell whether the server has closed an idle connection.

    A server says nothing on an idle connection unless to end it, so one system call
    that asks whether there is something to read replaces a ping's round trip.
    """
    readable = select.poll()
    readable.register(descriptor, select.POLLIN)
    return bool(readable.poll(0))
