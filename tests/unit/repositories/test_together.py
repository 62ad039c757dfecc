"""Several statements in one round trip are answered as each of them alone is."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Integer, Text, bindparam, func, literal, select

from impl.database.unit_of_work import Database
from impl.repositories.rows import Query
from impl.repositories.together import Together

pytestmark = pytest.mark.asyncio


@dataclass(frozen=True, slots=True)
class Number:
    value: int


@dataclass(frozen=True, slots=True)
class Word:
    number: int
    text: str | None


_UP_TO = func.generate_series(
    1, bindparam("most", type_=Integer), type_=Integer
).column_valued("n")
_DOWN = Query(Number, select(_UP_TO.label("value")).order_by(_UP_TO.desc()))
_NONE = Query(Number, select(literal(1, Integer).label("value")).where(literal(1) == 2))
_WORDS = Query(
    Word,
    select(
        _UP_TO.label("number"),
        func.nullif("a", bindparam("no", type_=Text), type_=Text).label("text"),
    ),
)


async def test_each_has_its_rows_in_its_order(database: Database) -> None:
    queries: tuple[Query[Any], ...] = (_DOWN, _NONE, _WORDS)
    together, values = Together(*queries), {"most": 3, "no": "a"}
    async with database.begin() as work:
        for reader in (database.read(), work):
            found = await together.rows(reader, values)
            for query, given in zip(queries, found, strict=True):
                assert tuple(map(query.record, given)) == await query.every(
                    reader, values
                )
            assert [row[0] for row in found[0]] == [3, 2, 1]
            assert found[1] == []
            assert found[2][0][1] is None
