"""Reads without a transaction, and what has to hold for them."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, LiteralString, cast

from sqlalchemy import ColumnElement, Executable, Select, select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from impl.database.connection_pool import ConnectionPool
from impl.database.errors import ConditionFailed, Reason, Unavailable, translated

Values = Mapping[str, Any]
Rows = Sequence[Sequence[Any]]

_DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call] # by SQLAlchemy


@dataclass(slots=True)
class Condition:
    """Something that has to be true for a request to be answered.

    It travels with the first statement that the request reads by, as one more column,
    so that asking costs no round trip of its own.

    Attributes:
        column: a boolean expression that depends on no row of the statement; one
            object for all conditions of a kind. Its parameters need names that no
            statement has.
        values: the parameters.
        holds: what was found, None as long as nobody has looked.
        failure: why looking failed.
    """

    column: ColumnElement[bool]
    values: Values
    holds: bool | None = None
    failure: Unavailable | None = None

    def told(self, found: Rows) -> Rows:
        """Return the rows of a statement that brought the answer along, without it.

        Raises:
            ConditionFailed: it does not hold.
        """
        if found:
            self.holds = bool(found[0][-1])
            if not self.holds:
                raise ConditionFailed
        # Without a row there is no column either; whoever answers has to ask.
        return [row[:-1] for row in found]


# What has to hold for the request of this task, and is not known yet.
pending: Final[ContextVar[Condition | None]] = ContextVar("pending", default=None)


class DirectReader:
    """Each statement stands alone, in one round trip."""

    def __init__(self, connections: ConnectionPool) -> None:
        self._connections = connections

    async def rows(self, statement: Executable, values: Values | None = None) -> Rows:
        """Run one read-only statement and return its rows.

        A statement whose connection breaks is tried once more on a fresh one:
        reading twice does no harm.

        Raises:
            Unavailable: the database could not serve it.
        """
        return await self._run(compiled(statement), values or {})

    async def holds(self, condition: Condition) -> bool:
        """Tell whether a condition holds, by a statement of its own if need be.

        Raises:
            Unavailable: it was looked for, now or before, but is not to be had.
        """
        if condition.holds is None:
            if condition.failure is not None:
                raise condition.failure
            question = _question(condition.column)
            [[condition.holds]] = await self._run(question, condition.values)
        return condition.holds

    async def _run(
        self, asked: tuple[LiteralString, dict[str, Any]], values: Values
    ) -> Rows:
        text, defaults = asked
        parameters = {**defaults, **values}
        connections = self._connections
        due = connections.due()
        try:
            with translated():
                return await connections.fetch(text, parameters, due)
        except Unavailable as error:
            if error.reason is not Reason.CONNECTION:
                raise
        await connections.forget()
        with translated():
            return await connections.fetch(text, parameters, due)


class ConditionalReader(DirectReader):
    """Reads for a request whose condition is not known to hold."""

    def __init__(self, connections: ConnectionPool, condition: Condition) -> None:
        super().__init__(connections)
        self._condition = condition

    async def rows(self, statement: Executable, values: Values | None = None) -> Rows:
        """Run one read-only statement and return its rows.

        Raises:
            ConditionFailed: the condition does not hold.
            Unavailable: the database could not serve it.
        """
        condition = self._condition
        if condition.holds is not None or not isinstance(statement, Select):
            return await super().rows(statement, values)
        both = {**condition.values, **(values or {})}
        asked = compiled(conditional(statement, condition.column))
        try:
            found = await self._run(asked, both)
        except Unavailable as error:
            condition.failure = error
            raise
        return condition.told(found)


@lru_cache(maxsize=512)
def compiled(statement: Executable) -> tuple[LiteralString, dict[str, Any]]:
    """Return a statement as the driver takes it, with the values of its literals.

    What SQLAlchemy's types would do with other values is not done.
    """
    made = cast("Any", statement).compile(dialect=_DIALECT)
    return str(made), dict(made.params)


@lru_cache(maxsize=512)
def conditional(statement: Select[Any], column: ColumnElement[bool]) -> Select[Any]:
    """Return a statement with one more column, of what has to hold."""
    return statement.add_columns(column)


@lru_cache(maxsize=16)
def _question(column: ColumnElement[bool]) -> tuple[LiteralString, dict[str, Any]]:
    return compiled(select(column))
