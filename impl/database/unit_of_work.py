"""Explicit transactions, and reads that cost exactly one round trip."""

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Self

from sqlalchemy import CursorResult, Executable, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from impl.database.engine import create_engine
from impl.database.errors import Reason, Unavailable, translated
from impl.settings import Settings

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Reader:
    """Executes statements that stand alone; what repositories read through."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[Any]:
        """Run one read-only statement and return its buffered result.

        A statement whose connection breaks is tried once more on a fresh one:
        reading twice does no harm.

        Raises:
            Unavailable: the database could not serve it.
        """
        try:
            with translated():
                return await self._connection.execute(statement, parameters)
        except Unavailable as error:
            if error.reason is not Reason.CONNECTION:
                raise
        with translated():
            # Ends the broken connection's transaction locally; the next statement
            # makes SQLAlchemy take another connection.
            await self._connection.rollback()
            return await self._connection.execute(statement, parameters)


class UnitOfWork(Reader):
    """One transaction. Nothing is kept unless `commit` returns.

    Attributes:
        connection: lent to libraries that write along, such as a job queue.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self.connection = connection
        self._committed = False

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[Any]:
        """Run one statement inside the transaction and return its buffered result.

        Raises:
            ConstraintViolated: the statement contradicts what is stored; the
                transaction can only be rolled back.
            Unavailable: the database could not serve it.
            RuntimeError: the unit of work has been committed already.
        """
        self._refuse_after_commit()
        with translated():
            return await self._connection.execute(statement, parameters)

    async def commit(self) -> None:
        """Make everything durable, before the caller answers anybody.

        It is fine to raise afterwards: what was committed stays.

        Raises:
            ConstraintViolated: a deferred constraint does not hold.
            Unavailable: the connection broke; whether it was kept is unknown.
            RuntimeError: the unit of work has been committed already.
        """
        self._refuse_after_commit()
        with translated():
            await self._connection.commit()
        self._committed = True

    @contextlib.asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Undo only what happens inside, should it raise.

        Raises:
            Unavailable: the database could not serve it.
        """
        self._refuse_after_commit()
        with translated():
            async with self._connection.begin_nested():
                yield

    def _refuse_after_commit(self) -> None:
        if self._committed:
            msg = "The unit of work is committed; open another one"
            raise RuntimeError(msg)


class Database:
    """The door to PostgreSQL: hands out units of work and readers.

    Example:
        async with database.begin() as work:
            await work.execute(insert(teams).values(name="payments"))
            await work.commit()
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # The same pool; the driver neither begins nor ends a transaction.
        self._autocommit = engine.execution_options(isolation_level="AUTOCOMMIT")

    @classmethod
    def connect(cls, url: str, settings: Settings) -> Self:
        """Return a database with a pool of its own; connects on first use.

        Raises:
            ValueError: `url` is not a PostgreSQL URL.
        """
        return cls(create_engine(url, settings))

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        """Open a transaction; leaving without `commit` rolls it back.

        Raises:
            Unavailable: no connection is free or to be had.
            ConstraintViolated: from a statement inside.
        """
        with translated():
            async with self._engine.connect() as connection:
                yield UnitOfWork(connection)

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[Reader]:
        """Lend a connection without a transaction: each statement stands alone.

        Raises:
            Unavailable: no connection is free or to be had.
        """
        with translated():
            async with self._autocommit.connect() as connection:
                yield Reader(connection)

    async def ping(self) -> None:
        """Ask the server for a sign of life.

        Raises:
            Unavailable: there is none.
        """
        async with self.read() as reader:
            await reader.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close every pooled connection."""
        await self._engine.dispose()
