"""Rows become records by the names of their columns, or not at all."""

import ast
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import ColumnElement, Integer, cast, literal, select

from impl import repositories
from impl.database.unit_of_work import Database, Reader
from impl.repositories import rows
from impl.repositories.rows import Query
from impl.repositories.visibility import teams

pytestmark = pytest.mark.asyncio


@dataclass(frozen=True, slots=True)
class Pair:
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class One:
    right: int


@dataclass(frozen=True, slots=True)
class Nest:
    note: str
    pair: Pair


def columns(**values: int) -> list[ColumnElement[int]]:
    return [cast(literal(value), Integer).label(name) for name, value in values.items()]


@pytest_asyncio.fixture(params=["read", "work"])
async def reader(
    database: Database, request: pytest.FixtureRequest
) -> AsyncIterator[Reader]:
    if request.param == "read":
        yield database.read()
        return
    async with database.begin() as work:
        yield work


async def test_columns_may_stand_anywhere(reader: Reader) -> None:
    query = Query(Pair, select(*columns(right=2, left=1)))
    assert await query.first(reader, {}) == Pair(left=1, right=2)
    assert await query.one(reader, {}) == Pair(left=1, right=2)
    assert await query.every(reader, {}) == (Pair(left=1, right=2),)


async def test_a_record_may_hold_others(reader: Reader) -> None:
    statement = select(*columns(right=2, note=7, left=1))
    query = Query(Nest, statement, note=str, right=lambda value: value * 10)
    assert await query.first(reader, {}) == Nest("7", Pair(1, 20))
    both = Query(Nest, select(*columns(note=7, left=1, right=2)), note=str)
    assert await both.first(reader, {}) == Nest("7", Pair(1, 2))


async def test_a_record_of_one_field(reader: Reader) -> None:
    assert await Query(One, select(*columns(right=2))).first(reader, {}) == One(2)


async def test_no_row(reader: Reader) -> None:
    query = Query(Pair, select(*columns(left=1, right=2)).where(literal(1) == 2))
    assert await query.first(reader, {}) is None
    assert await query.every(reader, {}) == ()
    with pytest.raises(ValueError, match="unpack"):
        await query.one(reader, {})


async def test_a_value_alone(reader: Reader) -> None:
    only = select(*columns(left=1))
    assert await rows.value(reader, only, {}) == 1
    assert await rows.value(reader, only.where(literal(1) == 2), {}) is None
    with pytest.raises(ValueError, match="unpack"):
        await rows.value(reader, select(*columns(left=1, right=2)), {})


@pytest.mark.parametrize(
    "names", [["left"], ["left", "right", "more"], ["left", "write"], ["left", "left"]]
)
async def test_columns_that_differ_from_the_fields_are_refused(
    names: list[str],
) -> None:
    found = [cast(literal(n), Integer).label(name) for n, name in enumerate(names)]
    with pytest.raises(TypeError, match="Pair and its columns differ"):
        _ = Query(Pair, select(*found)).record


async def test_a_conversion_of_nothing_is_refused() -> None:
    with pytest.raises(TypeError, match="rigth"):
        _ = Query(Pair, select(*columns(left=1, right=2)), rigth=str).record


async def test_columns_are_those_of_the_fields() -> None:
    @dataclass
    class Titled:
        title: str
        id: int

    assert [each.name for each in rows.columns(Titled, teams)] == ["title", "id"]
    named = rows.columns(Titled, teams, title=teams.c.name)
    assert [each.name for each in named] == ["title", "id"]
    assert str(named[0].compile()) == "teams.name"
    with pytest.raises(KeyError):
        rows.columns(Pair, teams)
    with pytest.raises(TypeError, match="label"):
        rows.columns(Titled, teams, label=teams.c.name)


def makes_by_position(source: str) -> list[str]:
    """Find the records that are made of a whole row."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id[:1].isupper()
        and any(isinstance(each, ast.Starred) for each in node.args)
    ]


async def test_no_repository_goes_by_the_order_of_columns() -> None:
    [folder] = repositories.__path__
    found = {file.name: makes_by_position(file.read_text()) for file in files(folder)}
    assert not {name: calls for name, calls in found.items() if calls}


async def test_the_search_can_fail() -> None:
    assert makes_by_position("Team(*(*row, 'owner'))") == ["Team(*(*row, 'owner'))"]


def files(folder: str) -> list[Path]:
    return sorted(Path(folder).glob("*.py"))
