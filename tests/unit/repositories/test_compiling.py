"""Every statement is one that can be sent, those that are hardly ever sent, too."""

import importlib
import pkgutil
from typing import Any

import pytest
from sqlalchemy import Executable
from sqlalchemy.dialects.postgresql.psycopg import dialect

import impl.repositories
from impl.repositories.rows import Query

POSTGRES = dialect()  # type: ignore[no-untyped-call] # by SQLAlchemy
MODULES = [each.name for each in pkgutil.iter_modules(impl.repositories.__path__)]


def statements(module: str) -> dict[str, Any]:
    found = vars(importlib.import_module(f"impl.repositories.{module}"))
    return {
        name: value.statement if isinstance(value, Query) else value
        for name, value in found.items()
        if isinstance(value, (Executable, Query))
    }


@pytest.mark.parametrize("module", MODULES)
def test_statements_compile(module: str) -> None:
    for statement in statements(module).values():
        # It is compiled for the parameters that come along, whose names count, too.
        names = list(statement.compile().params)
        assert str(statement.compile(dialect=POSTGRES, column_keys=names))


def test_there_are_statements() -> None:
    assert sum(len(statements(module)) for module in MODULES) > 200
