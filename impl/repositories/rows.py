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
    found = await reader.rows(statement, values)
    return found[0] if found else None


async def one(
    reader: Reader, statement: Executable, values: Mapping[str, object]
) -> Row:
    """Return the only row.

    Raises:
        ValueError: a row that was locked is gone; a bug.
    """
    [row] = await reader.rows(statement, values)
    return row


async def every(
    reader: Reader, statement: Executable, values: Mapping[str, object]
) -> Sequence[Row]:
    """Return all rows."""
    return await reader.rows(statement, values)
