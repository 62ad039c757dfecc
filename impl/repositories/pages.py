"""Keyset pages: newest first, by creation time and then id."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Integer,
    Select,
    Uuid,
    bindparam,
    select,
    true,
    tuple_,
)

from impl.database.unit_of_work import Reader
from impl.records import Page
from impl.repositories import visibility
from impl.repositories.rows import Query, Row
from impl.security.cursors import START, PagePosition

T = TypeVar("T")
_AT = bindparam("after_at", type_=DateTime(timezone=True))
_ID = bindparam("after_id", type_=Uuid)
_SIZE = bindparam("page_size", type_=Integer)


class PageQuery(Generic[T]):
    """A page of a statement's rows as records.

    Args:
        record: see `Query`; its statement is made when the page is first asked for.
        statement: what all rows are selected by.
        at: the field, and the column, with the time to page by.
        id_: the same for the id.
    """

    def __init__(
        self, record: type[T], statement: Select[Any], at: str, id_: str
    ) -> None:
        self.query = Query(record, lambda: _limited(statement, at, id_))
        self._at, self._id = at, id_

    async def fetch(
        self,
        reader: Reader,
        values: Mapping[str, object],
        limit: int,
        after: PagePosition | None,
    ) -> Page[T]:
        """Return at most `limit` records, those that come after a place."""
        found = await self.query.every(reader, {**values, **range_of(limit, after)})
        return _page(found, limit, self._at, self._id)


class PageWithin(Generic[T]):
    """The same of rows within something that the caller has to see, in one statement.

    Args:
        record, statement, at, id_: as for `PageQuery`.
        visible: what the rows are in.
        is_seen: whether the caller sees that; members of its team and its keys do.
        conversions: see `Query`.
    """

    def __init__(
        self,
        record: type[T],
        visible: FromClause,
        statement: Select[Any],
        at: str,
        id_: str,
        is_seen: ColumnElement[bool] = visibility.is_this_team,
        **conversions: Callable[[Any], object],
    ) -> None:
        self.query = Query(
            record,
            lambda: _within(visible, statement, at, id_, is_seen),
            **conversions,
        )
        self._at, self._id = at, id_

    @cached_property
    def _id_place(self) -> int:
        columns: list[str] = self.query.statement.selected_columns.keys()
        return columns.index(self._id)

    async def fetch(
        self,
        reader: Reader,
        values: Mapping[str, object],
        limit: int,
        after: PagePosition | None,
    ) -> Page[T] | None:
        """Return at most `limit` records after a place; None if it can't be seen."""
        values = {**values, **range_of(limit, after)}
        return self.page(await self.query.rows(reader, values), limit)

    def page(self, found: Sequence[Row], limit: int) -> Page[T] | None:
        """Return the page that rows make, which were asked for with `range_of`."""
        if not found:
            return None
        if found[0][self._id_place] is None:
            return Page((), None)
        return _page([*map(self.query.record, found)], limit, self._at, self._id)


def _limited(statement: Select[Any], at: str, id_: str) -> Select[Any]:
    columns = statement.selected_columns
    return (
        statement.where(tuple_(columns[at], columns[id_]) < tuple_(_AT, _ID))
        .order_by(columns[at].desc(), columns[id_].desc())
        .limit(_SIZE)
    )


def _within(
    visible: FromClause,
    statement: Select[Any],
    at: str,
    id_: str,
    is_seen: ColumnElement[bool],
) -> Select[Any]:
    """Return a page's statement.

    No row at all means that the caller can't see what the rows are in; a single row of
    nulls, that the page is empty.
    """
    item = _limited(statement, at, id_).lateral("item")
    return (
        select(*item.c)
        .select_from(visible.outerjoin(item, true()))
        .where(is_seen)
        .order_by(item.c[at].desc(), item.c[id_].desc())
    )


def range_of(limit: int, after: PagePosition | None) -> dict[str, object]:
    """Return the parameters of a page; one row too many tells whether more follow."""
    start = after or START
    return {"after_at": start.at, "after_id": start.id, "page_size": limit + 1}


def _page(found: Sequence[T], limit: int, at: str, id_: str) -> Page[T]:
    if len(found) <= limit:
        return Page(tuple(found), None)
    last = found[limit - 1]
    place = PagePosition(getattr(last, at), getattr(last, id_))
    return Page(tuple(found[:limit]), place)
