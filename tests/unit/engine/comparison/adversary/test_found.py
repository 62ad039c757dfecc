"""What the adversary found judged wrong stays right, both ways, of each profile."""

import pytest

from tests.unit.engine.comparison.adversary import (
    found,
    found_leftovers,
    found_queries,
    found_unions,
)
from tests.unit.engine.comparison.reported.rows import Row
from tests.unit.engine.comparison.reported.test_rows import check

ROOMS = (found, found_leftovers, found_queries, found_unions)
ROWS = [row for room in ROOMS for row in room.ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_there(row: Row) -> None:
    check(row.base, row.revision, row.there)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_back(row: Row) -> None:
    check(row.revision, row.base, row.back)
