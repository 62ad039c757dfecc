"""Rows as records: each field is the column of its name, wherever it stands.

All statements run through here, so that a constraint is never violated without being
told by what it means.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, Generic, TypeVar, get_type_hints

from sqlalchemy import ColumnElement, Executable, FromClause
from sqlalchemy.sql.selectable import ReturnsRows

from impl.database.errors import ConstraintViolated
from impl.database.unit_of_work import Parameters, Reader, UnitOfWork
from impl.repositories import constraints

T = TypeVar("T")
Row = Sequence[Any]


def columns(
    record: type[Any], table: FromClause, **others: ColumnElement[Any]
) -> tuple[ColumnElement[Any], ...]:
    """Return the columns that a record is made of.

    They are those of the table with the names of its fields, and of the fields of
    records in it, but for `others`.

    Raises:
        KeyError: the table has no column for a field.
        TypeError: there is no field for one of the others.
    """
    names = _names(record)
    if unknown := others.keys() - names.keys():
        raise TypeError(f"{record.__name__} has no fields {sorted(unknown)}")
    return tuple(
        others[name].label(name) if name in others else table.c[name] for name in names
    )


def optional_bytes(value: Any) -> bytes | None:
    """Convert a column of bytes that need not have a value."""
    return None if value is None else bytes(value)


class Query(Generic[T]):
    """A statement whose rows become records.

    Fields and columns are matched once, when it is first used. A field that is a record
    itself is made of columns of the same row.

    Args:
        record: a dataclass or a named tuple that takes its fields in their order.
        statement: has a column for each field, and no other; or what returns it.
        conversions: what turns a column's value into a field's, by their name.
    """

    def __init__(
        self,
        record: type[T],
        statement: ReturnsRows | Callable[[], ReturnsRows],
        **conversions: Callable[[Any], object],
    ) -> None:
        self._kind = record
        self._given = statement
        self._conversions = conversions

    @cached_property
    def statement(self) -> Any:
        """The statement, as readers take it."""
        given = self._given
        return given if isinstance(given, ReturnsRows) else given()

    @cached_property
    def record(self) -> Callable[[Row], T]:
        """What makes a record of a row.

        Raises:
            TypeError: a field has no column, or a column or conversion no field.
        """
        record, conversions = self._kind, self._conversions
        names = self.statement.exported_columns.keys()
        fields = _fields(record)
        if wrong := fields ^ set(names) | conversions.keys() - fields:
            raise TypeError(f"{record.__name__} and its columns differ: {wrong}")
        places = {name: place for place, name in enumerate(names)}
        return _maker(record, places, conversions)

    async def rows(self, reader: Reader, values: Mapping[str, object]) -> Sequence[Row]:
        """Return all rows as they are, each of which `record` makes a record of.

        Raises:
            Conflict, NotFound: a constraint is violated, see `constraints`.
        """
        try:
            return await reader.rows(self.statement, values)
        except ConstraintViolated as violation:
            constraints.refuse(violation)

    async def first(self, reader: Reader, values: Mapping[str, object]) -> T | None:
        """Return the first record, None if there is none.

        Raises:
            Conflict, NotFound: a constraint is violated, see `constraints`.
        """
        try:
            found = await reader.rows(self.statement, values)
        except ConstraintViolated as violation:
            constraints.refuse(violation)
        return self.record(found[0]) if found else None

    async def one(self, reader: Reader, values: Mapping[str, object]) -> T:
        """Return the only record.

        Raises:
            Conflict, NotFound: a constraint is violated, see `constraints`.
            ValueError: a row that was locked is gone; a bug.
        """
        try:
            [row] = await reader.rows(self.statement, values)
        except ConstraintViolated as violation:
            constraints.refuse(violation)
        return self.record(row)

    async def every(
        self, reader: Reader, values: Mapping[str, object]
    ) -> tuple[T, ...]:
        """Return all records.

        Raises:
            Conflict, NotFound: as `rows`.
        """
        return tuple(map(self.record, await self.rows(reader, values)))


async def value(
    reader: Reader, statement: Executable, values: Mapping[str, object]
) -> Any:
    """Return what the only column has in the first row, None if there is no row.

    Raises:
        Conflict, NotFound: a constraint is violated, see `constraints`.
    """
    try:
        found = await reader.rows(statement, values)
    except ConstraintViolated as violation:
        constraints.refuse(violation)
    if not found:
        return None
    [only] = found[0]
    return only


async def values(
    reader: Reader, statement: Executable, parameters: Mapping[str, object]
) -> list[Any]:
    """Return what the only column has in each row.

    Raises:
        Conflict, NotFound: a constraint is violated, see `constraints`.
    """
    try:
        found = await reader.rows(statement, parameters)
    except ConstraintViolated as violation:
        constraints.refuse(violation)
    return [only for [only] in found]


async def execute(
    work: UnitOfWork, statement: Executable, values: Parameters | None = None
) -> int:
    """Run a statement; return how many rows it concerned.

    Raises:
        Conflict, NotFound: a constraint is violated, see `constraints`.
    """
    try:
        return (await work.execute(statement, values)).rowcount
    except ConstraintViolated as violation:
        constraints.refuse(violation)


def _fields(record: type[Any]) -> set[str]:
    return set(_names(record))


def _names(record: type[Any]) -> dict[str, None]:
    """Return the names of a record's fields, and of those within, in their order."""
    names: dict[str, None] = {}
    for name, kind in get_type_hints(record).items():
        names |= _names(kind) if _is_record(kind) else {name: None}
    return names


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and dataclasses.is_dataclass(kind)


def _maker(
    record: Callable[..., T],
    places: Mapping[str, int],
    conversions: Mapping[str, Callable[[Any], object]],
) -> Callable[[Row], T]:
    kinds = get_type_hints(record)
    if all(each in places and each not in conversions for each in kinds):
        return _picker(record, [places[each] for each in kinds], len(places))
    parts: list[Callable[[Row], object]] = []
    for name, kind in kinds.items():
        if _is_record(kind):
            parts.append(_maker(kind, places, conversions))
        elif name in conversions:
            parts.append(_converter(places[name], conversions[name]))
        else:
            parts.append(itemgetter(places[name]))
    return lambda row: record(*[part(row) for part in parts])


def _picker(
    record: Callable[..., T], wanted: list[int], count: int
) -> Callable[[Row], T]:
    """Return what makes a record of values as they are: most of what is read."""
    if wanted == list(range(count)):
        return lambda row: record(*row)
    if len(wanted) == 1:
        [place] = wanted
        return lambda row: record(row[place])
    picked = itemgetter(*wanted)
    return lambda row: record(*picked(row))


def _converter(place: int, convert: Callable[[Any], object]) -> Callable[[Row], object]:
    return lambda row: convert(row[place])
