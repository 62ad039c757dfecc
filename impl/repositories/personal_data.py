"""All that is stored about one person, wherever it stands.

What is of a person is found by the references to their account that the tables have,
so that no table is forgotten; a few name them without one. Left out are what only
serves to check something (secrets, digests, counters), what is a team's (documents, and
what was found in them), and from where others have acted.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Select,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from impl.database.unit_of_work import Reader
from impl.repositories.rows import Query
from impl.repositories.together import Together
from impl.tables import PersonRow, metadata
from impl.tables.columns import table_of

# Nothing in their rows is for people: codes that stand in for others, and challenges,
# as digests, and random bytes.
UNREADABLE: Final = frozenset(
    {"recovery_codes", "passkey_handles", "passkey_challenges"}
)
HIDDEN: Final = frozenset(
    {
        *("password_hash", "sealed", "last_step", "counter", "code_challenge"),
        "sign_count",
        *("revision", "chain", "number"),
        *("acceptances", "consents", "failures", "excerpt", "last_excerpt"),
    }
)
_PERSON: Final = bindparam("person_id", type_=Uuid)
_NAME: Final = bindparam("person_name", type_=Text)
_EMAIL: Final = func.lower(bindparam("address", type_=Text))
Condition = Callable[[ReadOnlyColumnCollection[str, Column[Any]]], ColumnElement[bool]]
# How tables speak of people that have no reference to them.
_OTHERWISE: Final[dict[str, Condition]] = {
    "people": lambda c: c["id"] == _PERSON,
    "api_keys": lambda c: c["created_by"] == _PERSON,
    "audit_events": lambda c: or_(c["actor"] == _NAME, c["subject"] == _NAME),
    "invitations": lambda c: func.lower(c["email"]) == _EMAIL,
    "oauth_clients": lambda c: c["created_by"] == _PERSON,
    "versions": lambda c: any_(c["approved_by"]) == _PERSON,
}


# What columns speak of that refer to nothing.
_MEANT: Final = {
    "team_id": "teams",
    "api_id": "apis",
    "created_by": "people",
    "approved_by": "people",
}


def shown(table: Table) -> list[Column[Any]]:
    """Return the columns of a table that people are shown."""
    return [
        column
        for column in table.columns
        if column.name not in HIDDEN and not isinstance(column.type, LargeBinary)
    ]


@cache
def tables() -> dict[str, Select[Any]]:
    """Return what finds a person's rows, by the name of the table."""
    account = table_of(PersonRow).c.id
    found = {}
    for table in metadata.sorted_tables:
        conditions = [each == _PERSON for each in table.c if each.references(account)]
        if table.name in _OTHERWISE:
            conditions.append(_OTHERWISE[table.name](table.c))
        if conditions and table.name not in UNREADABLE:
            found[table.name] = _rows(table, or_(*conditions))
    return found


@cache
def referred(name: str) -> dict[str, str]:
    """Return the tables whose ids a table has, by column."""
    found = {}
    for column in shown(metadata.tables[name]):
        for each in column.foreign_keys:
            found[column.name] = each.column.table.name
        if column.name in _MEANT:
            found.setdefault(column.name, _MEANT[column.name])
        elif column.name == "id":
            found.setdefault(column.name, name)
    return found


async def of_person(
    reader: Reader, person_id: UUID, name: str, email: str
) -> dict[str, str]:
    """Return what the rows of each table say of a person, as arrays in JSON."""
    values = {"person_id": person_id, "person_name": name, "address": email}
    told = await _everything().rows(reader, values)
    return {table: text or "[]" for table, [[text]] in zip(tables(), told, strict=True)}


@cache
def _everything() -> Together:
    return Together.of(Query(tuple, each) for each in tables().values())


def _rows(table: Table, condition: ColumnElement[bool]) -> Select[Any]:
    members = [
        part for each in shown(table) for part in (_literal(each.name), _value(each))
    ]
    row = func.jsonb_build_object(*members, type_=JSONB)
    return select(func.jsonb_agg(row, type_=JSONB).cast(Text)).where(condition)


def _literal(name: str) -> ColumnElement[str]:
    return literal_column(f"'{name}'")


def _value(column: Column[Any]) -> ColumnElement[Any]:
    if (column.table.name, column.name) == ("audit_events", "client"):
        return case((column.table.c.actor == _NAME, column), else_=null())
    return column
