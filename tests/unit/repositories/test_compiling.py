"""Every statement is one that can be sent, those that are hardly ever sent, too.

They are made when they are first used: here each is.
"""

import importlib
import pkgutil
from typing import Any

import pytest
from sqlalchemy import Executable
from sqlalchemy.dialects.postgresql.psycopg import dialect

import impl.repositories
from impl.repositories.pages import PageQuery, PageWithin
from impl.repositories.rows import Query

POSTGRES = dialect()  # type: ignore[no-untyped-call] # by SQLAlchemy
MODULES = [each.name for each in pkgutil.iter_modules(impl.repositories.__path__)]


def queries(module: str) -> list[Any]:
    """Return what a module keeps, and what its pages and tables of queries have."""
    found = list(vars(importlib.import_module(f"impl.repositories.{module}")).values())
    for each in [each for each in found if isinstance(each, dict)]:
        found.extend(each.values())
    pages = [each for each in found if isinstance(each, PageQuery | PageWithin)]
    return [*found, *(each.query for each in pages)]


def statements(module: str) -> list[Any]:
    return [
        each.statement if isinstance(each, Query) else each
        for each in queries(module)
        if isinstance(each, Executable | Query)
    ]


@pytest.mark.parametrize("module", MODULES)
def test_statements_compile(module: str) -> None:
    for statement in statements(module):
        # It is compiled for the parameters that come along, whose names count, too.
        names = list(statement.compile().params)
        assert str(statement.compile(dialect=POSTGRES, column_keys=names))


@pytest.mark.parametrize("module", MODULES)
def test_columns_are_those_of_the_records(module: str) -> None:
    for each in queries(module):
        assert not isinstance(each, Query) or callable(each.record)


def test_there_are_statements() -> None:
    assert sum(len(statements(module)) for module in MODULES) > 250
