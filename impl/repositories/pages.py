"""Keyset pages: newest first, by creation time and then id."""

from typing import Any

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

from impl.repositories import scope
from impl.security.cursors import START, Position

_AT = bindparam("after_at", type_=DateTime(timezone=True))
_ID = bindparam("after_id", type_=Uuid)
_SIZE = bindparam("page_size", type_=Integer)


def page(
    statement: Select[Any], at: ColumnElement[Any], id_: ColumnElement[Any]
) -> Select[Any]:
    """Return the statement for one page of another statement's rows."""
    return (
        statement.where(tuple_(at, id_) < tuple_(_AT, _ID))
        .order_by(at.desc(), id_.desc())
        .limit(_SIZE)
    )


def within(
    visible: FromClause, statement: Select[Any], at: str, id_: str
) -> Select[Any]:
    """Return a page of rows of something visible to the caller, in one statement.

    No row at all means that the caller can't see it; a single row of nulls that the
    page is empty. `at` and `id_` name the columns to page by.
    """
    columns = statement.selected_columns
    item = page(statement, columns[at], columns[id_]).lateral("item")
    return (
        select(*item.c)
        .select_from(visible.outerjoin(item, true()))
        .where(scope.is_this_team)
        .order_by(item.c[at].desc(), item.c[id_].desc())
    )


def parameters(limit: int, after: Position | None) -> dict[str, object]:
    """Return the parameters of a page; one row too many tells whether more follow."""
    start = after or START
    return {"after_at": start.at, "after_id": start.id, "page_size": limit + 1}
