"""Explicit transactions, and reads that cost exactly one round trip."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any, Protocol, Self, TypeVar, cast

from sqlalchemy import CursorResult, Executable, Select, exc, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import QueuePool

from impl.database.connection_pool import ConnectionPool, Watch
from impl.database.deadline import until
from impl.database.endings import Ending, driver_of, finish
from impl.database.engine import create_connections, create_engine
from impl.database.errors import ConditionFailed, Reason, Unavailable, translated
from impl.database.reading import (
    Condition,
    ConditionalReader,
    DirectReader,
    Values,
    conditional,
    pending,
)
from impl.settings import Settings

Parameters = Values | Sequence[Values]

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


E = TypeVar("E", bound=Ending)


class UnitOfWork:
    """One transaction. Nothing is kept unless `commit` returns.

    What has to hold for a request travels with the first statement, if that selects
    something; what would change anything waits for the answer.

    Attributes:
        connection: lent to libraries that write along, such as a job queue.
    """

    def __init__(
        self, connection: AsyncConnection, watch: Watch, reader: DirectReader
    ) -> None:
        self.connection = connection
        self._watch = watch
        self._reader = reader
        self._condition = pending.get()
        self._committed = False
        self._endings: dict[type[Ending], Ending] = {}

    def ending(self, kind: type[E]) -> E:
        """Return the only one of its kind, which writes when this is committed."""
        return cast("E", self._endings.setdefault(kind, kind()))

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[Any]:
        """Run one statement inside the transaction and return its buffered result.

        Raises:
            ConstraintViolated: the statement contradicts what is stored; the
                transaction can only be rolled back.
            Unavailable: the database could not serve it.
            ConditionFailed: what the request depends on does not hold.
            RuntimeError: the unit of work has been committed already.
        """
        await self._make_sure()
        return await self._execute(statement, parameters)

    async def _execute(
        self, statement: Executable, parameters: Parameters | None
    ) -> CursorResult[Any]:
        self._refuse_after_commit()
        if isinstance(parameters, Mapping):
            driver_of(self.connection).carries(parameters.values())
        with translated():
            return await self.connection.execute(statement, parameters)

    async def _make_sure(self) -> None:
        condition = self._condition
        if condition and not (condition.holds or await self._reader.holds(condition)):
            raise ConditionFailed

    async def rows(
        self, statement: Executable, values: Values | None = None
    ) -> Sequence[Sequence[Any]]:
        """Run one statement inside the transaction and return its rows.

        Raises:
            ConstraintViolated, Unavailable, ConditionFailed, RuntimeError: as
                `execute`.
        """
        condition = self._condition
        is_known = condition is None or condition.holds is not None
        if condition is None or is_known or not isinstance(statement, Select):
            return (await self.execute(statement, values)).all()
        both = {**condition.values, **(values or {})}
        asking = conditional(statement, condition.column)
        try:
            found = (await self._execute(asking, both)).all()
        except Unavailable as error:
            condition.failure = error
            raise
        return condition.told(found)

    async def commit(self) -> None:
        """Make everything durable, before the caller answers anybody.

        It is fine to raise afterwards: what was committed stays.

        Raises:
            ConstraintViolated: a deferred constraint, or what is written last, does
                not hold.
            Unavailable: it could not be done, or the connection broke, and then its
                outcome is not known.
            ConditionFailed: as `execute`.
            RuntimeError: it has been committed already, or a statement failed.
        """
        self._refuse_after_commit()
        await self._make_sure()
        driver = driver_of(self.connection)
        driver.refuse_failed()
        try:
            with translated():
                if self._endings:
                    await finish(driver, self._endings.values(), self._watch)
                else:
                    await self.connection.commit()
        except Unavailable as error:
            unsure = {Reason.CONNECTION, Reason.TIMEOUT}
            is_known = driver.has_failed or error.reason not in unsure
            raise Unavailable(
                error.reason, error.retry_after, is_outcome_known=is_known
            ) from error
        finally:
            # SQLAlchemy does not know if it broke when there were endings.
            if driver.closed:
                await self.connection.invalidate()
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

    def __init__(self, engine: AsyncEngine, connections: ConnectionPool) -> None:
        self._engine = engine
        self._connections = connections
        self._reader = DirectReader(connections)
        self._waiting = 0

    @classmethod
    def connect(cls, url: str, settings: Settings, watch: Watch | None = None) -> Self:
        """Return a database with connections of its own, opened on first use.

        `watch` is around each statement.

        Raises:
            ValueError: `url` is not a PostgreSQL URL.
        """
        return cls(
            create_engine(url, settings, watch),
            create_connections(url, settings, watch),
        )

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        """Open a transaction; leaving without `commit` rolls it back.

        Raises:
            Unavailable: no connection is free or to be had.
            ConstraintViolated: from a statement inside.
        """
        due = self._connections.due()
        with translated():
            async with contextlib.AsyncExitStack() as stack:
                self._waiting += 1
                try:
                    async with until(due):
                        connection = await stack.enter_async_context(
                            self._engine.connect()
                        )
                except exc.InvalidRequestError as error:
                    # So the pool ends when even its fresh connections were dead.
                    raise Unavailable(Reason.CONNECTION) from error
                finally:
                    self._waiting -= 1
                driver_of(connection).due = due
                yield UnitOfWork(connection, self._connections.watch, self._reader)

    def read(self) -> Reader:
        """Return a reader: each of its statements stands alone, in one round trip."""
        condition = pending.get()
        if condition is None or condition.holds is not None:
            return self._reader
        return ConditionalReader(self._connections, condition)

    def read_anew(self) -> Reader:
        """Return a reader for what is read long after this task's request came in.

        What has to hold for the request is asked again, whatever was found before.
        """
        condition = pending.get()
        if condition is None:
            return self._reader
        again = Condition(condition.column, condition.values)
        return ConditionalReader(self._connections, again)

    def require(self, condition: Condition) -> None:
        """Have what this task reads from now on depend on a condition.

        The first statement tells whether it holds. Before anything is answered `holds`
        has to be asked: a request may read nothing, or nothing that is there.
        """
        pending.set(condition)

    async def holds(self, condition: Condition) -> bool:
        """Tell whether a condition holds; by a round trip only if nobody has looked.

        If it does not, nothing depends on it any more: who is told may do without.

        Raises:
            Unavailable: the database could not be asked.
        """
        holds = await self._reader.holds(condition)
        if not holds and pending.get() is condition:
            pending.set(None)
        return holds

    async def ping(self) -> None:
        """Ask the server for a sign of life.

        Raises:
            Unavailable: there is none.
        """
        await self.read().rows(_PING)

    def loads(self) -> Mapping[str, Mapping[str, Callable[[], float]]]:
        """Return for each pool how to read its size, and what is in use and waits."""
        pool = cast("QueuePool", self._engine.sync_engine.pool)
        return {
            "transactions": {
                "size": pool.size,
                "in_use": pool.checkedout,
                "waiting": lambda: self._waiting,
            },
            "reads": {
                "size": lambda: self._connections.size,
                "in_use": lambda: self._connections.in_use,
                "waiting": lambda: self._connections.waiting,
            },
        }

    async def close(self) -> None:
        """Close every pooled connection."""
        await self._engine.dispose()
        await self._connections.forget()
