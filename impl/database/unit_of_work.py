"""Explicit transactions, and reads that cost exactly one round trip."""

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, LiteralString, Protocol, Self, cast

from sqlalchemy import CursorResult, Executable, exc, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from impl.database.connections import Connections
from impl.database.engine import create_connections, create_engine
from impl.database.errors import Reason, Unavailable, translated
from impl.settings import Settings

Values = Mapping[str, Any]
Parameters = Values | Sequence[Values]

_DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call] # by SQLAlchemy
_PING = text("SELECT 1")


class Reader(Protocol):
    """What repositories read through: one statement, all of its rows."""

    async def rows(
        self, statement: Executable, values: Values | None = None
    ) -> Sequence[Sequence[Any]]:
        """Run one statement and return its rows.

        Raises:
            Unavailable: the database could not serve it.
        """
        ...


class DirectReader:
    """Reads without a transaction: each statement stands alone."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def rows(
        self, statement: Executable, values: Values | None = None
    ) -> Sequence[Sequence[Any]]:
        """Run one read-only statement and return its rows.

        A statement whose connection breaks is tried once more on a fresh one:
        reading twice does no harm.

        Raises:
            Unavailable: the database could not serve it.
        """
        try:
            return await self._fetch(statement, values)
        except Unavailable as error:
            if error.reason is not Reason.CONNECTION:
                raise
        await self._connections.forget()
        return await self._fetch(statement, values)

    async def _fetch(
        self, statement: Executable, values: Values | None
    ) -> Sequence[Sequence[Any]]:
        text, defaults = _compiled(statement)
        with translated():
            async with self._connections.lend() as connection:
                cursor = await connection.execute(
                    text, {**defaults, **(values or {})}, prepare=True
                )
                return await cursor.fetchall()


@lru_cache(maxsize=512)
def _compiled(statement: Executable) -> tuple[LiteralString, Values]:
    """Return a statement as the driver takes it, with the values of its literals."""
    compiled = cast("Any", statement).compile(dialect=_DIALECT)
    return str(compiled), dict(compiled.params)


class UnitOfWork:
    """One transaction. Nothing is kept unless `commit` returns.

    Attributes:
        connection: lent to libraries that write along, such as a job queue.
    """

    def __init__(self, connection: AsyncConnection) -> None:
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
            return await self.connection.execute(statement, parameters)

    async def rows(
        self, statement: Executable, values: Values | None = None
    ) -> Sequence[Sequence[Any]]:
        """Run one statement inside the transaction and return its rows.

        Raises:
            ConstraintViolated, Unavailable, RuntimeError: as `execute`.
        """
        return (await self.execute(statement, values)).all()

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
            await self.connection.commit()
        self._committed = True

    @contextlib.asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Undo only what happens inside, should it raise.

        Raises:
            Unavailable: the database could not serve it.
        """
        self._refuse_after_commit()
        with translated():
            async with self.connection.begin_nested():
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

    def __init__(self, engine: AsyncEngine, connections: Connections) -> None:
        self._engine = engine
        self._connections = connections
        self._reader = DirectReader(connections)

    @classmethod
    def connect(cls, url: str, settings: Settings) -> Self:
        """Return a database with connections of its own, opened on first use.

        Raises:
            ValueError: `url` is not a PostgreSQL URL.
        """
        return cls(create_engine(url, settings), create_connections(url, settings))

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        """Open a transaction; leaving without `commit` rolls it back.

        Raises:
            Unavailable: no connection is free or to be had.
            ConstraintViolated: from a statement inside.
        """
        with translated():
            async with contextlib.AsyncExitStack() as stack:
                try:
                    connection = await stack.enter_async_context(self._engine.connect())
                except exc.InvalidRequestError as error:
                    # So the pool ends when even its fresh connections were dead.
                    raise Unavailable(Reason.CONNECTION) from error
                yield UnitOfWork(connection)

    def read(self) -> Reader:
        """Return a reader: each of its statements stands alone, in one round trip."""
        return self._reader

    async def ping(self) -> None:
        """Ask the server for a sign of life.

        Raises:
            Unavailable: there is none.
        """
        await self.read().rows(_PING)

    async def close(self) -> None:
        """Close every pooled connection."""
        await self._engine.dispose()
        await self._connections.forget()
