"""Several statements in one round trip, where none needs what another one returns."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Self

from sqlalchemy import (
    Integer,
    Select,
    Subquery,
    cast,
    func,
    literal_column,
    null,
    select,
    union_all,
)

from impl.database.unit_of_work import Reader
from impl.repositories.rows import Query, Row


class Together:
    """Queries that are asked at once.

    Each row of the answer belongs to one of them, and has nulls where the others have
    their columns. Parameters of one name are one parameter.

    Args:
        queries: what to ask; all of them select.
    """

    def __init__(self, *queries: Query[Any]) -> None:
        self._queries = queries
        self._query = Query(tuple, lambda: _joined([it.statement for it in queries]))

    @classmethod
    def of(cls, queries: Iterable[Query[Any]]) -> Self:
        """Return what asks them all at once."""
        return cls(*queries)

    @cached_property
    def _places(self) -> list[slice]:
        """Where in a row the columns of each query are."""
        places, start = list[slice](), 1
        for query in self._queries:
            end = start + len(query.statement.exported_columns)
            places.append(slice(start, end))
            start = end
        return places

    async def rows(
        self, reader: Reader, values: Mapping[str, object]
    ) -> list[list[Row]]:
        """Return the rows of each query, in its order.

        Raises:
            Conflict, NotFound: as `Query.rows`.
        """
        found: list[list[Row]] = [[] for _ in self._queries]
        for row in await self._query.rows(reader, values):
            found[row[0]].append(row[self._places[row[0]]])
        return found


def _joined(statements: Sequence[Select[Any]]) -> Select[Any]:
    parts = [each.subquery(f"part_{place}") for place, each in enumerate(statements)]
    every = union_all(*(_padded(part, parts) for part in parts)).subquery("every")
    columns = [each for name, each in every.c.items() if name != "place"]
    return select(*columns).order_by(every.c.number, every.c.place)


def _padded(part: Subquery, parts: Sequence[Subquery]) -> Select[Any]:
    number = cast(literal_column(str(parts.index(part))), Integer).label("number")
    columns = [
        # Of a type, or three unions would have none.
        (column if other is part else cast(null(), column.type)).label(f"c{place}_{at}")
        for place, other in enumerate(parts)
        for at, column in enumerate(other.c)
    ]
    # A subquery keeps its order only as long as nobody sorts again.
    return select(number, *columns, func.row_number().over().label("place"))
