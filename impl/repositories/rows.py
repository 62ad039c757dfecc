"""Rows as plain sequences, which records are made from."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable

from impl.database.unit_of_work import Reader

Row = Sequence[Any]


async def first(
    reader: Reader, statement: Executable, values: Mapping[str, object]
) -> Row | None:
    """Return the first row, None if there is none."""
    return (await reader.execute(statement, values)).first()


async def one(
    reader: Reader, statement: Executable, values: Mapping[str, object]
) -> Row:
    """Return the only row.

    Raises:
        sqlalchemy.exc.NoResultFound: a row that was locked is gone; a bug.

    """
    return (await reader.execute(statement, values)).one()


async def every(
    reader: Reader, statement: Executable, values: Mapping[str, object]
) -> Sequence[Row]:
    """Return all rows."""
    return (await reader.execute(statement, values)).all()
