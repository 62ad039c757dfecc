"""What a unit of work writes last, in one round trip with its commit."""

import contextlib
from collections.abc import Iterable
from typing import Any, Protocol

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection

from impl.database.connection_pool import Watch
from impl.database.deadline import TimedConnection
from impl.database.reading import Values, compiled


class Ending(Protocol):
    """What is written last, so that its locks are held no longer than need be."""

    def statements(self) -> Iterable[tuple[Executable, Values]]:
        """Return what writes it.

        Values are as the driver takes them: JSON is text.
        """
        ...


async def finish(
    driver: TimedConnection, endings: Iterable[Ending], watch: Watch
) -> None:
    """Write what comes last, and commit.

    By the driver itself: SQLAlchemy has no pipelines, and costs more than the rest. It
    finds nothing left to do afterwards.

    Raises:
        psycopg.Error: a statement failed, and nothing is kept; or the commit did.
    """
    statements = []
    with contextlib.ExitStack() as watching:
        for ending in endings:
            for statement, values in ending.statements():
                text, defaults = compiled(statement)
                statements.append((text, {**defaults, **values}))
                watching.enter_context(watch(text))
        await driver.finish(statements)


def driver_of(connection: AsyncConnection) -> TimedConnection:
    """Return the driver's connection beneath one of SQLAlchemy's."""
    # As AsyncConnection.get_raw_connection, without a greenlet for it.
    raw: Any = connection.sync_connection
    driver: TimedConnection = raw.connection.driver_connection
    return driver
